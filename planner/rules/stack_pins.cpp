#include "planner/rules/stack_pins.hpp"

#include <algorithm>

#include "planner/stack/variables.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {

bool is_pinned(const StackFileService& service) {
  return std::ranges::any_of(service.constraints, [](const PlacementEntry& entry) {
    if (holds_variable(entry.text)) return true;
    const std::optional<Constraint> constraint = parse_constraint(entry.text);
    return constraint && constraint->equal && !constraint->key.ends_with("role") &&
           constraint->key.find("platform") == std::string::npos;
  });
}

bool names_one_node(const PlacementEntry& entry) {
  const std::optional<Constraint> constraint = parse_constraint(entry.text);
  return constraint && constraint->equal && (constraint->key == "node.hostname" || constraint->key == "node.id");
}

}  // namespace planner
