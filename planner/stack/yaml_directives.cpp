// Docker's reader knows %YAML 1.1, once, and %TAG. Others read on, yaml-cpp among them.
// Source: gopkg.in/yaml.v3 parserc.go yaml_parser_process_directives; seen on clients 20.10 and 28
#include "planner/stack/yaml_directives.hpp"

#include <fmt/format.h>

#include <string>

#include "planner/model/text_index.hpp"
#include "planner/spec/text_position.hpp"
#include "planner/stack/key_shapes.hpp"

namespace planner {
namespace {

/// "YAML 1.2": words, a comment left out.
std::string words_of(std::string_view line) {
  std::string words;
  bool apart = true;
  for (const char c : line) {
    if (c == '#' && apart) break;
    if (c == ' ' || c == '\t' || c == '\r') {
      apart = true;
      continue;
    }
    if (apart && !words.empty()) words += ' ';
    apart = false;
    words += c;
  }
  return words;
}

std::string mistake_of(std::string_view words, bool again) {
  if (words.starts_with("TAG ")) return {};
  if (!words.starts_with("YAML "))
    return "Docker's reader knows %YAML and %TAG alone: docker stack deploy refuses the file; take the line out";
  if (again) return "%YAML is written twice: docker stack deploy refuses the file; take one of the two out";
  if (words == "YAML 1.1") return {};
  return fmt::format(
      "%{}: Docker's reader takes %YAML 1.1 alone: docker stack deploy refuses the file; take the line "
      "out",
      shortened(words));
}

}  // namespace

void tell_directives(std::string_view yaml, std::vector<Finding>& refused) {
  if (!yaml.starts_with('%') && yaml.find("\n%") == std::string_view::npos) return;
  const TextIndex index = index_text(yaml);
  bool any = false, versioned = false;
  for (std::size_t i = 0; i < index.lines.size(); ++i) {
    const std::string_view line = line_at(index, static_cast<int>(i) + 1);
    const auto tell = [&](std::string mistake) {
      if (!mistake.empty())
        refused.push_back({.message = std::move(mistake), .where = range_at(index, index.lines[i], line.size())});
    };
    if (words_of(line).empty()) continue;
    if (!line.starts_with('%')) {
      if (any && !line.starts_with("---"))
        tell("a line --- has to follow %YAML and %TAG: docker stack deploy refuses the file; write it above this one");
      return;
    }
    const std::string words = words_of(line.substr(1));
    tell(mistake_of(words, versioned));
    versioned = versioned || words.starts_with("YAML ");
    any = true;
  }
}

}  // namespace planner
