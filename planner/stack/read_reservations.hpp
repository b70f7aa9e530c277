#pragma once
// What the tasks of a stack file's service reserve, as far as it is known before the file is deployed.
#include <cstdint>
#include <optional>

#include "planner/model/service.hpp"
#include "planner/model/yaml_value.hpp"

namespace planner {

/// The count that `${NAME:-3}` stands for where nobody sets NAME; none for a variable without a default.
std::optional<std::int64_t> default_count(const YamlValue& scalar);

/// `resources.reservations` of `deploy`. Variables count with their defaults; what is no amount is left out.
Resources read_reservations(const YamlValue& deploy);

}  // namespace planner
