#pragma once
// What is foretold of the services in a drill: simulate's own forecast, for what is booted.
#include "planner/model/cluster.hpp"
#include "planner/model/rehearsal.hpp"
#include "planner/whatif/failure.hpp"
#include "planner/whatif/simulation.hpp"

namespace planner {

/// Fills in the tasks in each zone at every moment, and what is to be force-updated afterwards. Nothing where the spec
/// has no services, and where who leads decides what is seen.
void foretell_services(const Cluster& booted, const Failure& failure, const Simulation& simulation, Drill& drill);

}  // namespace planner
