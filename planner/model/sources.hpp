#pragma once
// Texts by the names that the user gave them: all that a pipeline is handed to read.
#include <cstddef>
#include <map>
#include <string>

namespace planner {

/// Larger files are refused before they are read. Bytes.
constexpr std::size_t kLargestInput = std::size_t{32} << 20;

using Sources = std::map<std::string, std::string, std::less<>>;

}  // namespace planner
