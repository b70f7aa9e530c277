#pragma once
// Every key and value of a stack file held against what docker stack deploy takes.
#include <optional>
#include <string>
#include <vector>

#include "planner/stack/stack_file.hpp"

namespace planner {

constexpr std::size_t most_troubles = 100'000;

/// All that deploy refuses, does not know or does not heed, each once, by position; after
/// `most_troubles` it looks no further and returns more. `version`: of the format, 3.N.
std::vector<StackTrouble> find_key_troubles(const YamlValue& root, int version);

/// "3.8" → 8; missing, "" and "3" → the newest. None where deploy has no such version.
std::optional<int> format_version(const YamlValue& root);

/// A name of any length as messages have it.
std::string shortened(std::string_view name);

/// The types as messages have them: "a whole number or a text".
std::string words_of_shapes(unsigned shapes);

}  // namespace planner
