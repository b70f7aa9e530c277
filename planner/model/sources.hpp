#pragma once
// Texts by the names that the user gave them: all that a pipeline is handed to read.
#include <map>
#include <string>

namespace planner {

using Sources = std::map<std::string, std::string, std::less<>>;

}  // namespace planner
