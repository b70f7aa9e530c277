#pragma once
// Which services a stand-in image can take the place of.
#include <string>

#include "planner/model/service.hpp"

namespace planner {

/// Why a rehearsal leaves the service out: what it says needs its own image, or a file of a real host. Empty where it
/// need not.
std::string cannot_be_rehearsed(const Service& service);

}  // namespace planner
