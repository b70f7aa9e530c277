#pragma once
// What a plan takes from compose files besides the services themselves.
#include <string>
#include <vector>

#include "planner/model/source_range.hpp"
#include "planner/model/yaml_value.hpp"

namespace planner {

/// One of [stack] compose.
struct ComposeFile {
  std::string name;  // as written, relative to the spec's folder
  SourceRange where;
};

/// What stands beside the services, in the form that `docker stack deploy` takes.
struct ComposeObjects {
  std::vector<YamlField> networks, volumes, secrets, configs;
};

/// The files as one tree, in the form that deploy takes, with the place of every value.
struct ComposeSource {
  std::vector<std::string> files;  // as messages name them; YamlValue::file counts them
  YamlValue root;
};

/// What Compose would take from the .env beside the compose files, and deploy does not.
struct DotEnv {
  std::string file;                // as messages name it; empty: nothing
  std::vector<std::string> names;  // of variables in the compose files; sorted
};

/// A difference between a compose file and the stack that is made of it.
struct ComposeChange {
  enum class Kind { rewritten, left_out };  // the same meaning in another form; a meaning that is lost
  Kind kind = Kind::rewritten;
  std::string file;  // as messages name it
  SourceRange where;
  std::string path;  // services.api.restart
  std::string told;  // what became of it and why: no capital, no full stop
};

}  // namespace planner
