#include "planner/variables.hpp"

#include <fmt/format.h>

#include "planner/stack/compose/env_file.hpp"
#include "planner/stack/compose/template.hpp"

namespace planner {

std::string add_variables(std::string_view text, Variables& variables, const Variables& environment) {
  const EnvFile file = read_env_file(text);
  if (file.trouble) return fmt::format("line {} {}", file.trouble->line, file.trouble->why);
  Variables known = environment;
  known.insert(variables.begin(), variables.end());
  for (const EnvLine& line : file.lines) {
    if (!line.value) continue;
    const std::optional<Template> parts = parse_template(*line.value);
    if (!parts) return fmt::format("line {} has a ${{ that begins no variable", line.line);
    Evaluated evaluated = evaluate(*parts, known);
    if (!evaluated.missing.empty()) return fmt::format("line {}: {} has to be set", line.line, evaluated.missing);
    if (evaluated.text.size() > kLongestValue)
      return fmt::format("line {} gives a value over {} bytes", line.line, kLongestValue);
    if (!environment.contains(line.name)) known[line.name] = evaluated.text;
    variables[line.name] = std::move(evaluated.text);
  }
  return {};
}

}  // namespace planner
