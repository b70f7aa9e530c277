#include "tests/fuzz/spec_text_properties.hpp"

#include <algorithm>
#include <sstream>

#include "planner/spec/format_spec.hpp"
#include "planner/spec/notation.hpp"
#include "planner/spec/read_toml.hpp"
#include "planner/spec/text_position.hpp"

namespace planner::test {
namespace {

std::string_view without_bom(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text; }

std::string line_of_text(std::string_view text, int number) {
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int i = 0; i < number; ++i)
    if (!std::getline(lines, line)) return "";
  return line;
}

std::string as_json(const toml::table& table) {
  std::ostringstream out;
  out << toml::json_formatter(table);
  return out.str();
}

std::string broken_finding(std::string_view text, const Notation& notation, const Finding& finding) {
  const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
  if (finding.where.line < 1 || finding.where.line > lines) return "a finding stands on a line that the text lacks";
  const std::string line = line_of_text(text, finding.where.line);
  // One past the line's end is where something is missing; on a one-line zone the brace moves what follows by one.
  if (finding.where.column < 1 || finding.where.column > code_points(line) + 2)
    return "a finding stands beside its line";
  if (first_byte_not_utf8(finding.message + finding.help)) return "a message that is not UTF-8";
  if (finding.message.empty() || finding.rule != "invalid-syntax") return "a finding without words";
  if (finding.message.starts_with("this is not TOML")) return "toml++ refuses what our check let pass";
  const auto& zones = notation.zone_lines;
  const bool zone = std::binary_search(zones.begin(), zones.end(), finding.where.line);
  if (zone && finding.message.find_first_of("{}") != std::string::npos && line.find_first_of("{}") == std::string::npos)
    return "a message speaks of braces that nobody wrote";
  return "";
}

std::string broken_format(std::string_view text, const TomlReading& reading) {
  const std::string formatted = format_spec(text);
  const TomlReading again = read_toml(formatted, "formatted");
  if (!again.findings.empty()) return "fmt made something that does not read: " + again.findings.front().message;
  if (again.comments.size() != reading.comments.size()) return "fmt lost a comment";
  if (as_json(again.table) != as_json(reading.table)) return "fmt changed the table";
  if (format_spec(formatted) != formatted) return "fmt is not idempotent";
  return "";
}

}  // namespace

bool toml_parser_accepts(std::string_view text) {
  try {
    const toml::table table = toml::parse(text, std::string_view());
    return true;
  } catch (const toml::parse_error&) {
    return false;
  }
}

std::string broken_property(std::string_view text) {
  const TomlReading reading = read_toml(text, "spec.toml");
  const std::string_view plain = without_bom(text);
  const Notation notation = rewrite_notation(text, "spec.toml");
  const auto newlines = [](std::string_view of) { return std::count(of.begin(), of.end(), '\n'); };
  if (newlines(notation.toml) != newlines(plain)) return "the notation pass changed the number of lines";
  const bool valid = toml_parser_accepts(text);
  const bool unchanged = notation.toml == plain && notation.findings.empty() && notation.zone_lines.empty();
  if (valid && !unchanged) return "the notation pass changed valid TOML";
  if (!valid && reading.findings.empty() && notation.zone_lines.empty()) return "invalid TOML became valid";
  if (!reading.findings.empty() && reading.complete) return "an error, and yet the table is complete";
  for (const Finding& finding : reading.findings)
    if (const std::string broken = broken_finding(plain, notation, finding); !broken.empty()) return broken;
  return reading.findings.empty() ? broken_format(text, reading) : "";
}

}  // namespace planner::test
