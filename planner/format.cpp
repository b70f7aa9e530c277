#include "planner/format.hpp"

#include "planner/spec/format_spec.hpp"
#include "planner/spec/read_toml.hpp"

namespace planner {

Formatted format(std::string_view text, std::string_view file) {
  TomlReading reading = read_toml(text, file);
  if (!reading.findings.empty()) return {{}, std::move(reading.findings)};
  return {format_spec(text), {}};
}

}  // namespace planner
