#pragma once
// `$NAME`, `${NAME}`, `${NAME:-word}` in a stack file: what docker stack deploy replaces before it reads on.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planner {

struct VariableUse {
  std::size_t at = 0;  // of the dollar sign
  std::size_t size = 0;
  std::string_view name;
  bool braced = false;
};

struct VariableUses {
  std::vector<VariableUse> found;
  std::optional<std::size_t> malformed;  // the first dollar sign that begins none and is not written twice
};

/// Source: github.com/docker/cli cli/compose/template/template.go
VariableUses variables_of(std::string_view text);

inline bool holds_variable(std::string_view text) { return !variables_of(text).found.empty(); }

/// Names that the text gives no default for: nothing, or a refusal, where the shell does not set them; sorted.
std::vector<std::string> variables_without_default(std::string_view text);

/// `$$` is one dollar sign. None where a variable is left.
std::optional<std::string> without_escapes(std::string_view text);

}  // namespace planner
