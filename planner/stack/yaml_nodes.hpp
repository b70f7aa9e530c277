#pragma once
// YAML text → its nodes as they are written: each anchor once, an alias as the number of the node that it stands for.
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace planner {

struct YamlNode {
  enum class Kind { null, scalar, sequence, mapping };

  Kind kind = Kind::null;
  YAML::Mark mark = {};  // where it begins
  std::string tag = {};  // as yaml-cpp has it: "?" of a plain scalar, "!" of one between quotes or of a block
  std::string text = {};
  std::vector<std::size_t> children = {};  // numbers of nodes: the items, or key, value, key, value

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }
};

/// Of the first document; the first node is its root, a null if there is no document. Throws YAML::Exception for what
/// is no YAML, also an alias of no anchor, and YAML::DeepRecursion for what is nested too deep.
std::vector<YamlNode> read_yaml_nodes(std::string_view yaml);

}  // namespace planner
