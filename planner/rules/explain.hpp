#pragma once
// What `swarmplan explain` and docs/rules.md say about the rules: made from the rules themselves.
#include <optional>
#include <string>
#include <string_view>

#include "planner/rules/rule.hpp"

namespace planner {

/// One rule on a page of a terminal: severity, summary, why, bad and good example, fix.
std::string explain_rule(const Rule& rule);

/// The same for a rule or an error of form by name; none for an unknown name.
std::optional<std::string> explain(std::string_view name);

/// For an unknown name: the rule or error of form that is spelt most alike, else empty.
std::string_view nearest_rule(std::string_view name);

/// One line a rule, then one line an error of form.
std::string list_rules();

/// docs/rules.md.
std::string rules_page();

}  // namespace planner
