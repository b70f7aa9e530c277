#pragma once
// `deploy` of a service, as far as Service has fields for it.
#include <optional>
#include <string>
#include <string_view>

#include "planner/model/service.hpp"
#include "planner/stack/compose/conversion.hpp"

namespace planner {

void read_deploy(Conversion& conversion, YamlValue& tree, Service& service);

/// Takes a duration out; one that is none is told.
std::string take_duration(Conversion& conversion, YamlValue& map, std::string_view key, const std::string& path);

/// Takes a whole number out; a variable stays.
std::optional<int> take_integer(YamlValue& map, std::string_view key);

}  // namespace planner
