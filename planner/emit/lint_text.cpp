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

std::string excerpt_text(const Finding& finding, const TextIndex& index, const Paint& paint) {
  const Excerpt excerpt = excerpt_at(index, finding.where, page);
  if (excerpt.line.empty()) return "";
  const std::string mark = "^" + std::string(static_cast<std::size_t>(excerpt.width - 1), '~');
  return fmt::format("  {}\n  {:{}}{}\n", excerpt.line, "", excerpt.caret, paint(colour_of(finding.severity), mark));
}

std::string finding_text(const Finding& finding, const TextIndex* index, const Paint& paint) {
  std::string text = fmt::format(
      "{} {} {} [{}]\n",
      paint(bold, fmt::format("{}:{}:{}:", visible_text(finding.file), finding.where.line, finding.where.column)),
      paint(colour_of(finding.severity), fmt::format("{}:", name_of(finding.severity))), visible_text(finding.message),
      finding.rule);
  if (index != nullptr) text += excerpt_text(finding, *index, paint);
  if (!finding.help.empty()) text += fmt::format("  {} {}\n", paint(bold, "fix:"), visible_text(finding.help));
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

}  // namespace

std::string emit_findings_text(std::span<const Finding> findings, const Sources& sources, bool colour) {
  std::map<std::string_view, TextIndex> indices;
  std::string text;
  for (const Finding& finding : findings) {
    const auto source = sources.find(finding.file);
    const TextIndex* index = nullptr;
    if (source != sources.end()) {
      auto known = indices.find(finding.file);
      if (known == indices.end()) known = indices.emplace(finding.file, index_text(source->second)).first;
      index = &known->second;
    }
    if (!text.empty()) text += '\n';
    text += finding_text(finding, index, Paint{colour});
  }
  return text;
}

std::string emit_lint_text(std::span<const Finding> findings, const Sources& sources, bool colour) {
  const std::string text = emit_findings_text(findings, sources, colour);
  return fmt::format("{}{}{}\n", text, text.empty() ? "" : "\n", summary(findings));
}

}  // namespace planner
