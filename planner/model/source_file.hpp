#pragma once
// A named text: a rule's example, a spec, a stack file.
#include <string_view>

namespace planner {

struct SourceFile {
  std::string_view name;  // "cluster.toml"
  std::string_view text;
};

}  // namespace planner
