#pragma once
// A user's stack file: YAML → services, objects, and what deploy makes of each key.
#include <optional>
#include <string_view>
#include <vector>

#include "planner/stack/stack_file.hpp"

namespace planner {

struct StackReading {
  std::optional<StackFile> stack;  // none if the text is no YAML or too large
  std::vector<Finding> findings;   // then why: invalid-syntax or too-large
};

/// YAML that parses is always read: what `docker stack deploy` would refuse is in StackFile::refused and ::troubles.
/// Limits: planner/stack/yaml_tree.hpp.
StackReading read_stack_file(std::string_view yaml, std::string_view file);

}  // namespace planner
