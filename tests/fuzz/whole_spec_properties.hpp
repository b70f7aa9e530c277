#pragma once
// What must hold when any text whatsoever goes all the way: read, assessed, reported, asked what-ifs.
#include <string>
#include <string_view>

#include "planner/model/beside.hpp"

namespace planner::test {

/// Empty when all holds, else the property that does not. Texts of more than 2,000 nodes are only read. What-ifs of a
/// spec are asked only where its compose files can be had.
std::string broken_on_the_way(std::string_view text, const Beside& beside = {});

}  // namespace planner::test
