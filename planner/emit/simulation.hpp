#pragma once
// What `simulate` prints: one failure, or the largest set that may be stopped.
#include <optional>
#include <string>

#include "planner/emit/report.hpp"
#include "planner/emit/story/story.hpp"
#include "planner/whatif/forecast.hpp"
#include "planner/whatif/maintenance.hpp"
#include "planner/whatif/simulation.hpp"

namespace planner {

struct Simulated {
  std::string file;
  const Cluster& cluster;
  Simulation simulation;
  std::optional<Maintenance> maintenance;  // where it was asked for
  std::optional<Forecast> forecast;        // where the spec has services of its own
};

Story tell_simulation(const Simulated& simulated);

/// What becomes of the services; what is pending and why; what to do when it is over.
std::vector<Section> tell_services(const Simulated& simulated);

std::string emit_simulation_json(const Simulated& simulated);

}  // namespace planner
