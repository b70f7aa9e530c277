#pragma once
// Swarm's grammar of placement constraints, and of the labels that can stand in them.
// Source: github.com/moby/swarmkit manager/constraint/constraint.go (the same in engines 20.10 to 29).
#include <optional>
#include <string>
#include <string_view>

namespace planner {

/// `[A-Za-z_][A-Za-z0-9._-]+`: two characters at least, no "/".
bool is_label_key(std::string_view text);

/// One or more of `A-Za-z0-9 : - _ . * ( ) ? + [ ] \ ^ $ | /` and white space; nothing is a wild card.
bool is_label_value(std::string_view text);

struct Constraint {
  std::string key;    // "node.labels.zone"
  bool equal = true;  // == or !=
  std::string value;
};

/// "KEY == VALUE" or "KEY != VALUE", blanks around the operator or not; none where Swarm refuses it.
std::optional<Constraint> parse_constraint(std::string_view text);

/// Values are compared whole and without regard to case; a missing value is the empty one.
bool holds(const Constraint& constraint, std::string_view actual);

}  // namespace planner
