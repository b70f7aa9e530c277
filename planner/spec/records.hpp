#pragma once
// The spec language, declared: every table and every field of it. Decoder, JSON Schema and reference page read this.
#include "planner/spec/field.hpp"

namespace planner {

/// The sections at the top level. Other keys there are places.
extern const Record kSpecRecord;
/// Attributes and roles of a place. Other tables in it are places one level down.
extern const Record kPlaceRecord;
/// The same for a rack: roles and attributes only.
extern const Record kPoolRecord;
extern const Record kMachineRecord;
extern const Record kServiceRecord;
extern const Record kFailureRecord;

/// Is it one of `managers loadbalancer loadbalancers workers services nodes racks`?
bool is_role_key(std::string_view key);

}  // namespace planner
