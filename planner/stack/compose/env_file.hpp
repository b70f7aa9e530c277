#pragma once
// NAME=value, a line each, as Compose reads env files: quotes come off, and what stands in single ones is no template.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planner {

struct EnvLine {
  int line = 1;
  std::string name;
  std::optional<std::string> value;  // none: the name alone
  bool is_literal = false;           // a dollar in it is a dollar
  bool was_quoted = false;           // deploy would keep the quotes
};

struct EnvFile {
  std::vector<EnvLine> lines;
  std::optional<int> bad_line;  // the first that is neither
};

EnvFile read_env_file(std::string_view text);

}  // namespace planner
