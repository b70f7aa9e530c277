#include "planner/variables.hpp"

#include <fmt/format.h>

#include "planner/stack/compose/env_file.hpp"
#include "planner/stack/compose/template.hpp"

namespace planner {

std::string add_variables(std::string_view text, Variables& variables) {
  const EnvFile file = read_env_file(text);
  if (file.bad_line) return fmt::format("line {} is no NAME=value", *file.bad_line);
  for (const EnvLine& line : file.lines) {
    if (!line.value) continue;
    const std::optional<Template> parts = line.is_literal ? std::nullopt : parse_template(*line.value);
    variables[line.name] = parts ? evaluate(*parts, variables).text : *line.value;
  }
  return {};
}

}  // namespace planner
