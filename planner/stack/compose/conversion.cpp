#include "planner/stack/compose/conversion.hpp"

#include <fmt/format.h>

#include <utility>

namespace planner {
namespace {

constexpr std::size_t most_told = 10'000;  // a file of a megabyte can hold no end of them

}  // namespace

void Conversion::change(ComposeChange::Kind kind, SourceRange where, int file, std::string path, std::string told) {
  if (changes.size() < most_told)
    changes.push_back({kind, files[static_cast<std::size_t>(file)], where, std::move(path), std::move(told)});
}

void Conversion::error(const YamlValue& at, std::string_view path, std::string_view message, std::string help) {
  if (errors.size() < most_told)
    errors.push_back({.rule = "invalid-compose",
                      .message = fmt::format("{}: {}", path, message),
                      .file = files[static_cast<std::size_t>(at.file)],
                      .where = at.where,
                      .help = help.empty() ? "docs/compose.md lists every key and its form" : std::move(help)});
}

std::string path_from(std::string_view folder, std::string_view path) {
  const std::string whole = path.starts_with('/') ? std::string(path) : std::string(folder) + std::string(path);
  std::vector<std::string_view> parts;
  const std::string_view text = whole;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (part != ".." || !text.starts_with('/'))
      parts.push_back(part);
  }
  if (parts.empty() && !text.empty()) return text.starts_with('/') ? "/" : ".";
  return (text.starts_with('/') ? "/" : "") + fmt::format("{}", fmt::join(parts, "/"));
}

}  // namespace planner
