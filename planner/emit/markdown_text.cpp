#include "planner/emit/markdown_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/visible_text.hpp"

namespace planner {
namespace {

std::string indented(int depth) { return std::string(static_cast<std::size_t>(3 * depth), ' '); }

/// Our own sentences mark commands with backticks: those stay, what stands outside them is escaped.
std::string sentence(std::string_view text) {
  std::string result;
  for (bool code = false;; code = !code) {
    const std::size_t tick = text.find('`');
    const std::string_view part = text.substr(0, tick);
    result += code ? markdown_code(part) : markdown_text(part);
    if (tick == std::string_view::npos) return result;
    text.remove_prefix(tick + 1);
  }
}

bool balanced_ticks(std::string_view text) { return std::count(text.begin(), text.end(), '`') % 2 == 0; }

std::string marked(std::string_view text) { return balanced_ticks(text) ? sentence(text) : markdown_text(text); }

std::string print(const Paragraph& paragraph) {
  std::string line = indented(paragraph.depth);
  if (!paragraph.marker.empty()) line += paragraph.marker + " ";
  if (!paragraph.lead.empty()) line += "**" + markdown_text(paragraph.lead) + "**";
  if (!paragraph.lead.empty() && !paragraph.text.empty()) line += " ";
  return line + marked(paragraph.text) + "\n\n";
}

std::string print(const Command& command) {
  const std::string indent = indented(command.depth);
  return fmt::format("{0}```sh\n{0}{1}\n{0}```\n\n", indent, visible_text(command.text));
}

std::string print(const Names& names) {
  std::string line = fmt::format("{}- {}:", indented(names.depth), markdown_text(names.label));
  for (const std::string& name : names.names) line += " " + markdown_code(name);
  return line + "\n\n";
}

std::string print(const Table& table) {
  std::string text;
  const auto row = [&](const std::vector<std::string>& cells) {
    text += "|";
    for (const std::string& cell : cells) text += " " + markdown_text(cell) + " |";
    text += "\n";
  };
  row(table.head);
  text += "|";
  for (std::size_t i = 0; i < table.head.size(); ++i) text += " --- |";
  text += "\n";
  for (const std::vector<std::string>& cells : table.rows) row(cells);
  return text + "\n";
}

std::string print(const FindingList& list) {
  std::string text;
  for (const Finding& finding : list.findings)
    text += fmt::format("- {} {}: {}\n", finding.severity == Severity::info ? "hint" : name_of(finding.severity),
                        markdown_code(finding.rule), markdown_text(finding.message));
  return text + "\n";
}

}  // namespace

std::string markdown_text(std::string_view text) {
  constexpr std::string_view special = "\\`*_{}[]<>|#~&!";
  std::string result;
  for (const char c : visible_text(text)) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string markdown_code(std::string_view text) {
  const std::string clean = visible_text(text);
  std::size_t run = 0;
  std::size_t longest = 0;
  for (const char c : clean) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string pad = longest > 0 ? " " : "";
  return fence + pad + clean + pad + fence;
}

std::string markdown_block(const Block& block) {
  return std::visit([](const auto& each) { return print(each); }, block);
}

}  // namespace planner
