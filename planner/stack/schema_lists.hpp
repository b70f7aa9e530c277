#pragma once
// What the schemas of docker stack deploy say beyond keys and types.
#include <string_view>

namespace planner {

/// Whether a text with a variable is made a number or a boolean at that path of compose_keys.hpp.
bool is_cast(std::string_view path);

/// Whether the list there takes no value twice.
bool takes_once(std::string_view path);

/// Names at some places are [a-zA-Z0-9._-]+; an empty one is refused nearly everywhere.
bool is_key_name(std::string_view path, std::string_view name);

}  // namespace planner
