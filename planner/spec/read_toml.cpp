// The stages from text to table: is it UTF-8; the notation pass; our own check of the grammar, which finds every
// mistake that we can name; and toml++, which sees only what passed. What it must not see is blanked, line for line,
// so that every value keeps the position that the user's file gives it.
#include "planner/spec/read_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/spec/check_toml.hpp"
#include "planner/spec/text_position.hpp"

namespace planner {
namespace {

Finding not_utf8(std::string_view text, std::string_view file, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const bool wide = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  const std::string message = wide ? "this file is UTF-16; a spec is UTF-8"
                                   : fmt::format("this file is not UTF-8: byte {} of line {} is 0x{:02X}",
                                                 at - text.substr(0, at).rfind('\n'), line_of(text, at), byte);
  return syntax_finding(text, file, {at, 1, message, "save it as UTF-8"});
}

void blank(std::string& toml, const Stretch& stretch) {
  for (std::size_t i = stretch.begin; i < stretch.end; ++i)
    if (toml[i] != '\n') toml[i] = ' ';
}

// A line that the notation pass has spoken of is not spoken of again.
void add_mistakes(std::vector<Finding>& findings, const std::vector<Mistake>& mistakes, std::string_view toml,
                  std::string_view file) {
  std::vector<int> told;
  for (const Finding& finding : findings) told.push_back(finding.where.line);
  for (const Mistake& mistake : mistakes) {
    Finding finding = syntax_finding(toml, file, mistake);
    if (!std::binary_search(told.begin(), told.end(), finding.where.line)) findings.push_back(std::move(finding));
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.where < b.where; });
}

// Should toml++ refuse what our check let pass, the line is told and nothing of the table: it is a difference between
// the two that the tests look for.
void parse(TomlReading& reading, std::string_view toml, std::string_view file) {
  try {
    reading.table = toml::parse(toml, std::string_view());
  } catch (const toml::parse_error& error) {
    const int line = static_cast<int>(error.source().begin.line);
    reading.findings.push_back({"invalid-syntax",
                                Severity::error,
                                "this is not TOML, or more than swarmplan reads of it",
                                std::string(file),
                                {std::max(1, line), 1, 1},
                                "",
                                ""});
    reading.complete = false;
  }
}

}  // namespace

TomlReading read_toml(std::string_view text, std::string_view file) {
  TomlReading reading;
  if (const std::optional<std::size_t> at = first_byte_not_utf8(text)) {
    reading.findings.push_back(not_utf8(text, file, *at));
    reading.complete = false;
    return reading;
  }
  Notation notation = rewrite_notation(text, file);
  const TomlCheck check = check_toml(notation);
  reading.findings = std::move(notation.findings);
  reading.comments = std::move(notation.comments);
  add_mistakes(reading.findings, check.mistakes, notation.toml, file);
  reading.complete = reading.findings.empty();
  notation.toml.resize(check.readable);
  for (const Stretch& stretch : check.unreadable) blank(notation.toml, stretch);
  parse(reading, notation.toml, file);
  return reading;
}

}  // namespace planner
