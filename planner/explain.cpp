#include "planner/explain.hpp"

#include <fmt/format.h>

#include "planner/rules/explain.hpp"

namespace planner {

Explained explain_by_name(std::string_view rule) {
  if (rule.empty()) return {true, list_rules()};
  if (std::optional<std::string> text = explain(rule)) return {true, std::move(*text)};
  const std::string_view near = nearest_rule(rule);
  return {false, fmt::format("swarmplan: there is no rule {}{}\nswarmplan explain lists them\n", rule,
                             near.empty() ? "" : fmt::format("; did you mean {}?", near))};
}

}  // namespace planner
