#pragma once
// Records that several of the declaring files name.
#include "planner/spec/records.hpp"

namespace planner {

extern const Record kDefaultRecord;  // what [defaults] may say of a role

}  // namespace planner
