#pragma once
// YAML text → a tree of values. Bounded: a small file that stands for a huge one, or for itself, ends in one finding.
#include <optional>
#include <string_view>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/model/finding.hpp"
#include "planner/model/yaml_value.hpp"

namespace planner {

struct YamlReading {
  std::optional<YamlValue> root;  // of the first document; none if the text is no YAML or too large
  std::vector<Finding> findings;  // then why: invalid-syntax or too-large
  std::vector<Finding> refused;   // else what Docker's reader takes amiss: keys twice, keys that are no text, merges
                                  // of what is no mapping; message and where only
  std::vector<Allowance> allowances;  // comments that silence a rule
  std::optional<SourceRange> more;    // the line behind which another document begins
};

/// At most 4 MiB, 100 levels and a million values, each alias counted with all that it stands for.
YamlReading read_yaml(std::string_view yaml, std::string_view file);

}  // namespace planner
