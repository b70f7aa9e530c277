#include "planner/emit/lint_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "planner/emit/excerpt.hpp"
#include "planner/emit/visible_text.hpp"
#include "planner/model/text_index.hpp"

namespace planner {
namespace {

constexpr int page = 118;
constexpr std::size_t most_bytes = 2000;    // of a name or a sentence: a hostile file may fill it with one word
constexpr std::size_t most_of_a_rule = 50;  // findings; a file that makes one mistake throughout is told that once
constexpr std::size_t most_excerpts = 100;

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view plain = "\x1b[0m";

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "\x1b[1;31m";
    case Severity::warning: return "\x1b[1;33m";
    case Severity::info: break;
  }
  return "\x1b[1;36m";
}

struct Paint {
  bool colour = false;

  std::string operator()(std::string_view style, std::string_view text) const {
    return colour ? fmt::format("{}{}{}", style, text, plain) : std::string(text);
  }
};

std::string shown(std::string_view text) {
  if (text.size() <= most_bytes) return visible_text(text);
  std::size_t end = most_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return visible_text(text.substr(0, end)) + "...";
}

std::string excerpt_text(const Finding& finding, const TextIndex& index, const Paint& paint) {
  const Excerpt excerpt = excerpt_at(index, finding.where, page);
  if (excerpt.line.empty()) return "";
  const std::string mark = "^" + std::string(static_cast<std::size_t>(excerpt.width - 1), '~');
  return fmt::format("  {}\n  {:{}}{}\n", excerpt.line, "", excerpt.caret, paint(colour_of(finding.severity), mark));
}

std::string finding_text(const Finding& finding, const TextIndex* index, const Paint& paint) {
  std::string text =
      fmt::format("{} {} {} [{}]\n",
                  paint(bold, fmt::format("{}:{}:{}:", shown(finding.file), finding.where.line, finding.where.column)),
                  paint(colour_of(finding.severity), fmt::format("{}:", name_of(finding.severity))),
                  shown(finding.message), shown(finding.rule));
  if (index != nullptr) text += excerpt_text(finding, *index, paint);
  if (!finding.help.empty()) text += fmt::format("  {} {}\n", paint(bold, "fix:"), shown(finding.help));
  return text;
}

std::string summary(std::span<const Finding> findings) {
  std::string text;
  const auto add = [&](Severity severity, std::string_view noun) {
    const auto count = std::ranges::count(findings, severity, &Finding::severity);
    if (count > 0) text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", count, noun, count == 1 ? "" : "s");
  };
  add(Severity::error, "error");
  add(Severity::warning, "warning");
  add(Severity::info, "hint");
  return text.empty() ? "no findings" : text;
}

/// The files that were asked for; each is indexed once.
struct Indices {
  const Sources& sources;
  std::map<std::string_view, TextIndex> made;

  const TextIndex* of(const std::string& file) {
    const auto source = sources.find(file);
    if (source == sources.end()) return nullptr;
    const auto known = made.find(source->first);
    if (known != made.end()) return &known->second;
    std::string_view text = source->second;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // columns do not count it
    return &made.emplace(source->first, index_text(text)).first->second;
  }
};

}  // namespace

std::string emit_findings_text(std::span<const Finding> findings, const Sources& sources, bool colour) {
  Indices indices{sources, {}};
  std::map<std::string_view, std::size_t> of_rule;
  std::size_t told = 0;
  std::string text;
  for (const Finding& finding : findings) {
    if (++of_rule[finding.rule] > most_of_a_rule) continue;
    const TextIndex* index = told++ < most_excerpts ? indices.of(finding.file) : nullptr;
    if (!text.empty()) text += '\n';
    text += finding_text(finding, index, Paint{colour});
  }
  for (const auto& [rule, count] : of_rule)
    if (count > most_of_a_rule) text += fmt::format("\nand {} more [{}]\n", count - most_of_a_rule, shown(rule));
  return text;
}

std::string emit_lint_text(std::span<const Finding> findings, const Sources& sources, bool colour) {
  const std::string text = emit_findings_text(findings, sources, colour);
  return fmt::format("{}{}{}\n", text, text.empty() ? "" : "\n", summary(findings));
}

}  // namespace planner
