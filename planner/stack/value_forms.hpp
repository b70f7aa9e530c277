#pragma once
// The forms that texts and numbers of a stack file must have beyond their type, and who refuses the others.
#include <span>
#include <string_view>

#include "planner/model/yaml_value.hpp"

namespace planner {

struct ValueForm {
  std::string_view path;  // of compose_keys.hpp
  bool (*fits)(const YamlValue& scalar);
  std::string_view expected;  // "a duration such as 1m30s"
  bool by_client = true;      // false: refused once networks, secrets and configs have been made
};

/// Sorted by path; a path may stand twice.
std::span<const ValueForm> value_forms();

/// A scalar's whole number, as deploy takes it: 3, 3.0, 1_0 and 0x10, not "3". None for others and for huge ones.
bool is_whole_number(const YamlValue& scalar);
double number_of(const YamlValue& scalar);

}  // namespace planner
