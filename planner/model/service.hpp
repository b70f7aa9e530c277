#pragma once
// A service as the spec describes it, in Swarm's own terms. Absent means: Swarm's own default.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planner/model/source_range.hpp"
#include "planner/model/topology.hpp"
#include "planner/model/yaml_value.hpp"

namespace planner {

struct PortMapping {
  int target = 0;
  std::optional<int> published;
  std::string protocol = "tcp";  // tcp, udp, sctp
  std::string mode = "ingress";  // ingress, host
};

struct Mount {
  std::string type = "volume";  // volume, bind, tmpfs
  std::string source;           // volume name or host path; empty for tmpfs
  std::string target;
  bool read_only = false;
  YamlValue rest{};  // what else a compose file says of it: a mapping, or null
};

/// A secret or config handed to a service; it exists before the stack is deployed.
struct FileGrant {
  std::string source;
  std::string target;       // empty: Swarm's default
  std::string uid, gid;     // empty: 0
  std::optional<int> mode;  // permission bits
};

struct Healthcheck {
  std::vector<std::string> test;                // ["CMD", …], ["CMD-SHELL", …] or ["NONE"]
  std::string interval, timeout, start_period;  // Docker durations; empty: default
  std::optional<int> retries;
};

struct Resources {
  std::optional<double> cpus;
  std::optional<std::int64_t> memory;                         // bytes
  std::optional<int> pids;                                    // limits only
  std::vector<std::pair<std::string, std::int64_t>> generic;  // reservations only
};

struct RestartPolicy {
  std::string condition;  // none, on-failure, any; empty: default
  std::string delay, window;
  std::optional<int> max_attempts;
};

/// Also of rollback.
struct UpdatePolicy {
  std::optional<int> parallelism;
  std::string delay, failure_action, monitor, order;
  std::optional<double> max_failure_ratio;
};

/// A number of a compose file that holds a variable: known when the stack is deployed.
struct DeployTimeValue {
  std::string key;      // "deploy.replicas", "deploy.resources.reservations.cpus"
  std::string written;  // "${CPUS:-2}"
  std::string assumed;  // its default, by which all is judged; empty: it has none
  std::string file;     // as messages name it
  SourceRange where;
};

enum class Scale { replicas, per_zone, global };

struct Service {
  std::string name;
  std::string image;
  std::vector<Role> on;                  // any of them; never empty
  std::vector<std::string> constraints;  // Swarm's grammar, all of them
  Scale scale = Scale::replicas;
  bool scale_written = true;        // false: neither the spec nor a compose file says how many
  bool job = false;                 // its tasks run to their end
  int count = 1;                    // replicas, or replicas a zone; unused for global
  std::vector<std::string> spread;  // label keys, outermost first
  bool spread_written = false;      // false: the default
  bool strict_zone = false;
  std::optional<int> max_per_node;
  std::vector<std::string> arch;  // amd64, arm64 …; empty: any
  std::vector<std::string> command, entrypoint;
  bool command_is_shell = false;  // written as one string
  bool entrypoint_is_shell = false;
  std::vector<std::pair<std::string, std::string>> env;  // as written, sorted by key when written as a table
  std::vector<PortMapping> ports;
  std::vector<std::string> networks;  // empty: the stack's default network
  std::vector<Mount> volumes;
  std::vector<FileGrant> secrets, configs;
  std::optional<Healthcheck> healthcheck;
  std::optional<Resources> reserve, limit;
  std::optional<RestartPolicy> restart;
  std::optional<UpdatePolicy> update, rollback;
  Labels labels;  // of the service (deploy.labels)
  std::string stop_grace_period;
  bool interpolate = false;  // its texts are as docker reads them: $NAME is a variable, $$ a dollar
  YamlValue rest;            // keys of a compose file that no field here can hold: a mapping, or null. What is in
                             // both (labels, networks …) adds to the field; a scalar here beats it
  std::vector<DeployTimeValue> at_deploy;     // of what is planned with
  bool stand_in = false;                      // ours, because the spec has none; never linted
  SourceRange where;                          // its header
  SourceRange spread_where;                   // the key `spread`, else the header
  std::vector<SourceRange> constraint_where;  // one an entry of constraints
};

}  // namespace planner
