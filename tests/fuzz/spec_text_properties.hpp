#pragma once
// What must hold for every text whatsoever that is read as a spec. Used by the fuzzer and by the unit tests.
#include <string>
#include <string_view>

namespace planner::test {

/// toml++'s own verdict on a text, without ours: the judge of what is valid TOML.
bool toml_parser_accepts(std::string_view text);

/// Empty when all holds, else the property that does not.
std::string broken_property(std::string_view text);

}  // namespace planner::test
