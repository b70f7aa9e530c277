#pragma once
// A rule's why, example and cure, or the list of rules.
#include <string>
#include <string_view>

namespace planner {

struct Explained {
  bool known = false;  // false: `text` says that there is no such rule, and the nearest name
  std::string text;
};

/// Without a name: the list of all rules. "--page": docs/rules.md.
Explained explain_by_name(std::string_view rule);

}  // namespace planner
