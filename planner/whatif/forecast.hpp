#pragma once
// Where the tasks of every service are before a failure, after it, and when what failed is back.
#include <optional>
#include <string>
#include <vector>

#include "planner/whatif/failure.hpp"
#include "planner/whatif/simulation.hpp"

namespace planner {

/// Over the seeds.
struct TaskRange {
  int min = 0;
  double mean = 0;
  int max = 0;
};

/// Running tasks at one moment.
struct Moment {
  std::vector<TaskRange> zones;  // in the order of Forecast::zones
  TaskRange running;             // in all zones
  double uneven = 0;             // how often two zones in which the service may run then differ by more than one
};

/// By the name in the spec: the parts of a service that is split into zones are told as one.
struct ServiceForecast {
  std::string name;
  int replicas = 0;      // wanted; of a global service the nodes that it runs on, before
  TaskRange lost;        // running on what fails or is drained, at that instant
  int pending = 0;       // tasks that find no node after the loss, the most over the seeds
  TaskRange empty;       // tasks that its restart policy does not make anew
  bool updated = false;  // a part of it is in Forecast::mend
  int seeds = 1;         // 1 where it is proved that nothing is left to chance
  Moment before;
  Moment after;                  // every node is lost in the same instant
  Moment after_staggered;        // one by one, as Swarm notices
  Moment returned;               // after that, everything is back, one by one
  Moment mended;                 // after that, those of `mend` were force-updated
  std::vector<std::string> why;  // of what is pending, in the engine's words; sorted
};

/// What spreads a service again. The old task goes first, for a new one beside it would be placed while the skew still
/// counts.
struct ForceUpdate {
  std::string service;         // as deployed: shop_api
  bool changes_order = false;  // its own policy starts the new task first
};

/// "docker service update --force --update-order stop-first shop_api"
std::string command_of(const ForceUpdate& update);

struct Forecast {
  std::vector<PlaceIndex> zones;  // every zone that has a node
  std::vector<ServiceForecast> services;
  std::vector<ForceUpdate> mend;  // in this order
  bool rescheduled = true;        // false: the quorum is lost, and nothing is moved
  double hangs = 0;  // how often the scheduler never comes back, at the latest when a service is scaled by two after it
                     // all (engines before 28.3)
  int seeds = 0;
};

/// None in a decentralized plan, and where the spec has no services of its own. `seeds`: none is 1000, and fewer where
/// the layout is so large that it would take too long.
std::optional<Forecast> forecast_services(const Cluster& cluster, const Failure& failure, const Simulation& simulation,
                                          std::optional<int> seeds);

}  // namespace planner
