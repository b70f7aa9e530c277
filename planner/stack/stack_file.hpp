#pragma once
// What a user's stack file says, with the position of every word of it, and what docker stack deploy makes of its keys.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/model/finding.hpp"
#include "planner/model/yaml_value.hpp"

namespace planner {

/// A text of the file: "node.labels.zone == a".
struct PlacementEntry {
  std::string text{};
  SourceRange where{};
};

/// A port of a service, or a range of them.
struct StackPort {
  int target = 0;     // the first
  int published = 0;  // the first; 0: Swarm chooses one
  int published_last = 0;
  std::string protocol = "tcp";
  bool host = false;
  SourceRange where{};
};

struct StackMount {
  std::string type{};    // volume, bind, tmpfs, npipe, cluster
  std::string source{};  // a volume's key or a path; empty: anonymous
  std::string target{};
  std::vector<std::string> options{};  // of the short form: "ro", "nocopy"
  SourceRange where{};
};

struct StackLabel {
  std::string key{}, value{};
  SourceRange where{};
};

struct StackFileService {
  std::string name{};
  SourceRange where{};
  std::optional<PlacementEntry> image{};
  std::vector<PlacementEntry> constraints{};
  std::vector<PlacementEntry> preferences{};  // the descriptor of `spread`: "node.labels.zone"
  std::string mode = "replicated";            // as written: may hold a variable
  SourceRange mode_where{};
  std::optional<std::int64_t> replicas{};  // none: not written, or a variable
  std::optional<SourceRange> replicas_where{};
  std::int64_t wanted = 1;  // replicas; of a variable its default, or 1
  Resources reserve{};      // of a variable its default, or nothing
  std::optional<std::int64_t> max_replicas_per_node{};
  std::optional<PlacementEntry> endpoint_mode{}, update_order{}, restart_condition{};
  std::optional<SourceRange> update_config{};
  std::optional<std::int64_t> max_attempts{};
  std::optional<SourceRange> max_attempts_where{};
  bool restart_window = false;     // written, and not 0
  std::vector<StackPort> ports{};  // none of those that hold a variable
  std::vector<StackMount> mounts{};
  std::vector<PlacementEntry> networks{}, secrets{}, configs{};    // the keys of the objects
  std::vector<PlacementEntry> secret_targets{}, config_targets{};  // where they land; else their keys
  std::vector<std::pair<std::string, std::string>> aliases{};      // the key of a network, a name there besides its own
  std::vector<StackLabel> labels{};                                // of the service, then of its containers
};

/// A network, volume, secret or config at the top of the file.
struct StackObject {
  std::string key{};
  SourceRange where{};
  bool external = false;
  std::optional<PlacementEntry> name{};  // its own; none: STACK_KEY, or the key of an external one
  std::string driver{};
  std::vector<StackLabel> driver_opts{};
  bool from_file = false;
  std::optional<PlacementEntry> file{};   // its path as written
  std::optional<std::uintmax_t> bytes{};  // of that file; none where it is not at hand
};

/// A file of environment variables that a service names.
struct StackEnvFile {
  std::string service{};
  std::string path{};  // as written
  SourceRange where{};
  bool there = false;
  int refused_line = 0;                // the first that deploy does not take; 0: it takes all
  std::string refused{};               // "is no NAME=value"
  std::vector<std::string> literal{};  // variables of which deploy keeps the value as it stands, and Compose does not:
  std::size_t literals = 0;            // the first few, and how many there are
};

/// A key or value that docker stack deploy does not take, or does not heed.
struct StackTrouble {
  enum class Kind {
    unknown,           // no such key
    refused,           // a key of the Compose Specification that deploy does not have
    too_new,           // for the version of this file
    misshapen,         // the client refuses the value
    ill_formed,        // the engine, or the client once it has begun to deploy, refuses the value
    malformed_dollar,  // begins no variable
    lost_dollar,       // begins one, and was meant for the container
    two_readings,      // a word like yes: a boolean for older clients, a text for newer ones
    warned,
    deprecated,
    ignored,
  };
  Kind kind = Kind::unknown;
  std::string path{};     // "services.api.deploy.replica"
  std::string service{};  // the one that it stands in, if any
  SourceRange where{};
  std::string_view pattern{};  // "services.*.deploy.replicas", where the key is known
  std::string_view instead{};  // what a stack says in its place
  int since = 0;               // too_new: the version of the format, 3.N
  std::string detail{};        // what is expected, or the nearest name
};

struct StackFile {
  std::string file{};                        // as the user named it
  std::vector<StackFileService> services{};  // in the order of the file
  std::vector<StackObject> networks{}, volumes{}, secrets{}, configs{};
  std::vector<StackEnvFile> env_files{};       // those that were looked for
  int version = 13;                            // of the format, 3.N
  std::optional<SourceRange> version_where{};  // none: not said
  std::vector<Finding> refused{};              // YAML that Docker's reader refuses; message, where and place only
  std::vector<StackTrouble> troubles{};        // by position
  std::vector<Allowance> allowances{};
  YamlValue root{};  // all of it, as written
};

/// The services with all their keys, as written; one by one those of `services`.
inline std::span<const YamlField> written_services(const StackFile& stack) {
  const YamlField* services = stack.root.find("services");
  return services == nullptr ? std::span<const YamlField>() : services->value.entries;
}

}  // namespace planner
