// The texts made from the rules, and docs/rules.md. SWARMPLAN_UPDATE=1 rewrites the page.
#include "planner/rules/explain.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "planner/rules/form_errors.hpp"

namespace planner::test {
namespace {

int longest_line(std::string_view text, std::string_view but_after) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (!line.starts_with(but_after) && line.find("https://") == std::string_view::npos)
      longest = std::max(longest, line.size());
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return static_cast<int>(longest);
}

TEST_CASE("a rule is explained with its severity, examples and fix, on a terminal's width") {
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->name);
    const std::string text = explain_rule(*rule);
    CHECK(text.starts_with(std::string(rule->name) + " (at most " + std::string(name_of(rule->severity)) + ")\n"));
    for (const std::string_view heading : {"\nWhy:\n", "\nBad (", "\nGood (", "\nFix:\n"})
      CHECK(text.find(heading) != std::string::npos);
    CHECK(longest_line(text, "    ") <= 80);
    CHECK(text.ends_with('\n'));
    CHECK(explain(rule->name) == text);
  }
}

TEST_CASE("errors of form are explained too, unknown names are not") {
  for (const FormError& error : form_errors()) {
    CAPTURE(error.name);
    const std::optional<std::string> text = explain(error.name);
    REQUIRE(text);
    CHECK(text->find("exit code is 2") != std::string::npos);
    CHECK(longest_line(*text, "    ") <= 80);
  }
  CHECK_FALSE(explain("manager-count"));
  CHECK_FALSE(explain(""));
  CHECK(nearest_rule("manager-count-evn") == "manager-count-even");
  CHECK(nearest_rule("unknown-keys") == "unknown-key");
  CHECK(nearest_rule("something else") == "");
}

TEST_CASE("the list has one line for each") {
  const std::string list = list_rules();
  for (const Rule* rule : all_rules()) CHECK(list.find(std::string(rule->name) + " ") != std::string::npos);
  for (const FormError& error : form_errors())
    CHECK(list.find("\n" + std::string(error.name) + " ") != std::string::npos);
  CHECK(std::ranges::count(list, '\n') == static_cast<std::ptrdiff_t>(all_rules().size() + form_errors().size() + 3));
}

/// Names of the shape that errors of form have, as they stand in quotes in the readers.
std::set<std::string> names_in_readers() {
  constexpr std::string_view starts[] = {"invalid-",   "unknown-",     "wrong-",   "out-of-",
                                         "duplicate-", "conflicting-", "missing-", "too-"};
  std::set<std::string> names;
  for (const char* folder : {"spec", "stack", "live"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SOURCE_DIR "/planner/" + std::string(folder))) {
      if (entry.is_directory()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      for (const std::string_view start : starts)
        for (std::size_t at = text.find("\"" + std::string(start)); at != std::string::npos;
             at = text.find("\"" + std::string(start), at + 1)) {
          const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at + 1);
          if (end != std::string::npos && text[end] == '"') names.insert(text.substr(at + 1, end - at - 1));
        }
    }
  return names;
}

TEST_CASE("every name of an error of form that the readers give is explained, and no other") {
  std::set<std::string> explained;
  for (const FormError& error : form_errors()) explained.emplace(error.name);
  CHECK(names_in_readers() == explained);
}

TEST_CASE("docs/rules.md is what the program prints") {
  const std::string path = SOURCE_DIR "/docs/rules.md";
  if (const char* update = std::getenv("SWARMPLAN_UPDATE"); update != nullptr && std::string_view(update) == "1")
    std::ofstream(path, std::ios::binary) << rules_page();
  std::ifstream file(path, std::ios::binary);
  const std::string committed{std::istreambuf_iterator<char>(file), {}};
  CHECK_MESSAGE(committed == rules_page(), "docs/rules.md is stale: run the tests with SWARMPLAN_UPDATE=1");
}

}  // namespace
}  // namespace planner::test
