#include "planner/rules/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/model/nearest.hpp"
#include "planner/rules/form_errors.hpp"

namespace planner {
namespace {

constexpr std::size_t width = 80;

/// Breaks at blanks; lines that are there stay lines. A word that is wider than a line stands alone.
std::string wrapped(std::string_view text, std::string_view indent) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (indent.size() + line.size() > width) {
      std::size_t cut = line.rfind(' ', width - indent.size());
      if (cut == std::string_view::npos) cut = std::min(line.find(' '), line.size());
      result += fmt::format("{}{}\n", indent, line.substr(0, cut));
      line.remove_prefix(std::min(cut + 1, line.size()));
    }
    if (!line.empty()) result += fmt::format("{}{}\n", indent, line);
  }
  return result;
}

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += end == 0 ? "\n" : fmt::format("    {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string examples(std::string_view title, std::span<const SourceFile> files) {
  std::string result;
  for (const SourceFile& file : files) result += fmt::format("\n{} ({}):\n\n{}", title, file.name, indented(file.text));
  return result;
}

std::string explain_form_error(const FormError& error) {
  return fmt::format("{} (error of form)\n\n{}\nFix:\n{}\n{}", error.name, wrapped(error.summary, "  "),
                     wrapped(error.fix, "  "),
                     wrapped("A file with an error of form is not read any further: the exit code is 2, nothing is "
                             "written, and no allow comment silences it.",
                             ""));
}

std::string_view fence_of(std::string_view file) {
  if (file.ends_with(".toml")) return "toml";
  if (file.ends_with(".txt")) return "text";
  return file.ends_with(".json") ? "json" : "yaml";
}

std::string page_examples(std::string_view title, std::span<const SourceFile> files) {
  std::string result;
  for (const SourceFile& file : files)
    result += fmt::format("\n{} (`{}`):\n\n```{}\n{}```\n", title, file.name, fence_of(file.name), file.text);
  return result;
}

/// Every line of the text a paragraph of its own.
std::string paragraphs(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? std::string("\n\n") : std::string(1, c);
  return result;
}

std::string page_section(const Rule& rule) {
  return fmt::format("\n## {}\n\nAt most {}: {}.\n\n{}\n{}{}\nFix: {}\n", rule.name, name_of(rule.severity),
                     rule.summary, paragraphs(rule.why), page_examples("Bad", rule.bad),
                     page_examples("Good", rule.good), rule.fix);
}

constexpr std::string_view page_head = R"(# Rules

`swarmplan lint` holds a spec, stack files and node dumps against these rules. `swarmplan explain RULE` prints the same
text. An **error** will not work, misses a goal that the spec states, or dies with one zone, rack or node though it has
several; a **warning** is a risk; **info** is a hint. `--fail-on` says from which on the exit code is 1.

A comment `# swarmplan: allow RULE because REASON` on the line of a finding, or on the line above, silences it. Services
that swarmplan puts in because the spec has none are never judged.

| rule | at most | what it finds |
|---|---|---|
)";

constexpr std::string_view page_forms = R"(
## Errors of form

What is wrong with a file before any rule can look at it. The exit code is 2, nothing is written, and no comment
silences them.

| name | what it is | fix |
|---|---|---|
)";

}  // namespace

std::string explain_rule(const Rule& rule) {
  return fmt::format("{} (at most {})\n\n{}\nWhy:\n{}{}{}\nFix:\n{}", rule.name, name_of(rule.severity),
                     wrapped(rule.summary, "  "), wrapped(rule.why, "  "), examples("Bad", rule.bad),
                     examples("Good", rule.good), wrapped(rule.fix, "  "));
}

std::optional<std::string> explain(std::string_view name) {
  if (const Rule* rule = find_rule(name)) return explain_rule(*rule);
  if (const FormError* error = find_form_error(name)) return explain_form_error(*error);
  return std::nullopt;
}

std::string_view nearest_rule(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Rule* rule : all_rules()) names.push_back(rule->name);
  for (const FormError& error : form_errors()) names.push_back(error.name);
  return nearest(name, names);
}

std::string list_rules() {
  std::string list;
  for (const Rule* rule : all_rules())
    list += fmt::format("{:<28} {:<8} {}\n", rule->name, name_of(rule->severity), rule->summary);
  list += "\nErrors of form (exit code 2):\n\n";
  for (const FormError& error : form_errors())
    list += fmt::format("{:<28} {:<8} {}\n", error.name, "error", error.summary);
  return list;
}

std::string rules_page() {
  std::string page(page_head);
  for (const Rule* rule : all_rules())
    page += fmt::format("| [{0}](#{0}) | {1} | {2} |\n", rule->name, name_of(rule->severity), rule->summary);
  for (const Rule* rule : all_rules()) page += page_section(*rule);
  page += page_forms;
  for (const FormError& error : form_errors())
    page += fmt::format("| `{}` | {} | {} |\n", error.name, error.summary, error.fix);
  return page;
}

}  // namespace planner
