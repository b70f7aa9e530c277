#pragma once
// All that a spec says, checked and resolved: every reference is an index, every default is filled in.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planner/model/compose.hpp"
#include "planner/model/data_plane.hpp"
#include "planner/model/link.hpp"
#include "planner/model/service.hpp"
#include "planner/model/topology.hpp"

namespace planner {

enum class Control { centralized, decentralized };

std::string_view name_of(Control control);

/// "Any `count` domains of `level`"; several together when the goal is joint.
struct SurvivalGoal {
  std::vector<std::pair<std::string, int>> losses;  // level, count ≥ 1; of a joint goal the domains are disjoint
  bool together = false;
  SourceRange where;
};

/// "Every task still has a place after the loss of any `count` domains of `level`."
struct CapacityGoal {
  std::string level;
  int count = 1;
  SourceRange where;
};

struct MaxManagers {
  int count = 0;
  SourceRange where;
};

/// A duration that the spec states.
struct StatedTime {
  double seconds = 0;
  SourceRange where;
};

struct Goals {
  std::vector<SurvivalGoal> survive;
  bool levels_stated = false;  // `survive` is written
  std::vector<CapacityGoal> capacity;
  std::optional<MaxManagers> max_managers;
  std::optional<StatedTime> commit_latency;  // of a change, with the worst leader
  std::optional<StatedTime> downtime;        // of the quorum, expected, a year
};

/// Given at `docker swarm init`, never changed later.
struct Network {
  std::vector<std::string> address_pools;  // CIDR; never empty unless none is free
  bool address_pool_written = false;
  bool address_pool_is_swarms_default = true;  // then no flag is needed
  std::optional<int> mask;
  std::optional<int> data_path_port;
  std::optional<int> mtu;                          // bytes, of the underlay
  std::optional<StatedTime> dispatcher_heartbeat;  // none: Swarm's default
  double heartbeat_rtts = 10;  // so many worst round trips shall fit into a heartbeat: our threshold
};

struct Version {
  int major = 0;
  int minor = 0;

  friend auto operator<=>(const Version&, const Version&) = default;
};

/// `# swarmplan: allow RULE because REASON`. It silences findings on its own line and on the line below.
/// A comment that begins like one and is none has an empty rule; one without a reason silences nothing either.
struct Allowance {
  std::string rule;
  std::string reason;
  std::string text;  // the comment as written
  SourceRange where;
};

struct Cluster {
  std::string name;
  Control control = Control::centralized;
  std::optional<Version> engine;  // lowest of the Swarm, where said
  SourceRange where;              // [cluster], else line 1
  Topology topology;
  Goals goals;
  Network network;
  std::vector<Link> links;                 // in the order of the spec; none: every place reaches every other
  std::vector<MeasuredRtt> measured_rtts;  // [latency], in the order of the spec
  std::optional<double> node_p;            // unavailability of every node by itself; none: no figure
  std::vector<Service> services;           // as declared; stand-ins if the spec has none
  std::vector<ComposeFile> compose;        // the services come from these files, in this order
  ComposeObjects objects;                  // defined in them
  ComposeSource compose_source;            // what stands in them
  DotEnv dot_env;
  std::vector<ComposeChange> changes;  // between them and the services, by file and line
  std::optional<Storage> storage;      // where files live; none: not said
  std::optional<Database> database;    // where records live; none: not said
  std::vector<std::string> unjudged;   // what the spec gives and this version does not judge: "links", …
  std::vector<std::string> absent;     // what the spec does not give: "links", "services", …
  std::vector<Allowance> allowances;   // comments that silence a rule, as written
};

}  // namespace planner
