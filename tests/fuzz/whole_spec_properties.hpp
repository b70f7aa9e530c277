#pragma once
// What must hold when any text whatsoever goes all the way: read, assessed, reported, asked what-ifs.
#include <string>
#include <string_view>

namespace planner::test {

/// Empty when all holds, else the property that does not. Texts of more than 2,000 nodes are only read.
std::string broken_on_the_way(std::string_view text);

}  // namespace planner::test
