#pragma once
// Short forms that become mappings.
#include <string>

#include "planner/stack/compose/conversion.hpp"

namespace planner {

/// "8080:80/udp", ranges, numbers → target, published, protocol, mode; what cannot be published is told.
void lengthen_ports(Conversion& conversion, YamlValue& service, const std::string& path);

/// "data:/var/lib/data:ro" → type, source, target …; one whose kind hangs on a variable stays as it is.
void lengthen_volumes(Conversion& conversion, YamlValue& service, const std::string& path);

/// environment → a mapping, env_file → a list of mappings.
void lengthen_environment(Conversion& conversion, YamlValue& service, const std::string& path);

/// "K=V" → a mapping; a list that holds something else is told.
void lengthen_pairs(Conversion& conversion, YamlValue& map, std::string_view key, const std::string& path,
                    bool null_if_bare);

/// Pieces between separators, what stands in ${…} left whole.
std::vector<std::string> split_template(std::string_view text, char separator);

}  // namespace planner
