#pragma once
// Whether a service of a stack file is held to chosen nodes.
#include "planner/stack/stack_file.hpp"

namespace planner {

/// A constraint == on a label, a host name, an id or an address; one with a variable counts too.
bool is_pinned(const StackFileService& service);

/// == on a host name or an id.
bool names_one_node(const PlacementEntry& constraint);

}  // namespace planner
