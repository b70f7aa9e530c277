#pragma once
// What services say of each other: container_name, links, network_mode.
#include "planner/stack/compose/conversion.hpp"

namespace planner {

void rewrite_connections(Conversion& conversion, YamlValue& root);

/// Appends to a list of the service, which is made if need be.
void add_to_list(YamlValue& service, std::string_view key, YamlValue item);

}  // namespace planner
