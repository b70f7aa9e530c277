#pragma once
// What must hold for every text whatsoever that is read as a compose file. Used by the fuzzer and by the unit tests.
#include <string>
#include <string_view>

namespace planner::test {

/// Empty when all holds, else the property that does not.
std::string broken_compose_property(std::string_view text);

}  // namespace planner::test
