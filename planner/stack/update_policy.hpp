#pragma once
// How a service is updated in the stack that we print: as its spec says, and by our defaults where it says nothing.
#include "planner/model/service.hpp"

namespace planner {

/// One task at a time, each watched, and the old one first, as in Swarm itself: that needs no room for one task more,
/// never runs twice what must be single, and evens out a skew.
UpdatePolicy update_policy(const Service& service);

/// Back as fast as a task at a time allows; when that fails too, somebody has to look.
UpdatePolicy rollback_policy(const Service& service);

}  // namespace planner
