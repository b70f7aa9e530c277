// What holds for every rule, and the examples, which are each rule's first test.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <span>

#include "planner/lint.hpp"
#include "planner/rules/form_errors.hpp"
#include "planner/rules/rule.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string file_name_of(const Rule& rule) {
  std::string name(rule.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

TEST_CASE("every rule is complete and has a name of its own") {
  std::set<std::string_view> names;
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->name);
    CHECK(names.insert(rule->name).second);
    CHECK(find_rule(rule->name) == rule);
    CHECK(find_form_error(rule->name) == nullptr);
    CHECK(rule->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
    for (const std::string_view text : {rule->summary, rule->why, rule->fix}) CHECK_FALSE(text.empty());
    CHECK(rule->summary.find('\n') == std::string_view::npos);
    CHECK_FALSE(rule->bad.empty());
    CHECK_FALSE(rule->good.empty());
    REQUIRE((rule->check != nullptr));
  }
  CHECK(find_rule("quorum-lost") == nullptr);
}

TEST_CASE("every file that defines a rule is listed, and every rule has a file of its name") {
  std::set<std::string> defined;
  for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/planner/rules")) {
    if (entry.path().extension() != ".cpp") continue;
    if (content_of(entry.path()).find("\nconst Rule " + entry.path().stem().string() + "{") != std::string::npos)
      defined.insert(entry.path().stem().string());
    else
      CHECK_MESSAGE(content_of(entry.path()).find("\nconst Rule ") == std::string::npos, entry.path());
  }
  std::set<std::string> listed;
  for (const Rule* rule : all_rules()) listed.insert(file_name_of(*rule));
  CHECK(defined == listed);
}

TEST_CASE("the contract's rules are all there, with the highest severity that it names") {
  const std::pair<std::string_view, Severity> contract[] = {
      {"no-managers", Severity::error},
      {"survival-goal-missed", Severity::error},
      {"quorum-lost-with-domain", Severity::error},
      {"managers-in-one-zone", Severity::error},
      {"manager-count-even", Severity::warning},
      {"manager-count-low", Severity::warning},
      {"manager-count-high", Severity::error},
      {"two-sites-only", Severity::info},
      {"zone-without-loadbalancer", Severity::warning},
      {"region-single-zone", Severity::info},
      {"label-missing", Severity::error},
      {"label-unusable", Severity::error},
      {"spread-single-value", Severity::warning},
      {"spread-nested-on-old-engine", Severity::error},
  };
  for (const auto& [name, severity] : contract) {
    CAPTURE(name);
    const Rule* rule = find_rule(name);
    REQUIRE(rule != nullptr);
    CHECK(rule->severity == severity);
  }
}

void check_bad(const Rule& rule, const std::vector<Finding>& findings, std::string_view file) {
  CAPTURE(rule.name);
  CAPTURE(file);
  CHECK_FALSE(findings.empty());
  for (const Finding& finding : findings) {
    CAPTURE(finding.message);
    CHECK(finding.rule == rule.name);
    CHECK(finding.severity <= rule.severity);
    CHECK(finding.file == file);
    CHECK_FALSE(finding.message.empty());
    CHECK_FALSE(finding.help.empty());
  }
}

void check_good(const Rule& rule, const std::vector<Finding>& findings) {
  CAPTURE(rule.name);
  for (const Finding& finding : findings) {
    CAPTURE(finding.message);
    CHECK(finding.rule != rule.name);
    CHECK(find_rule(finding.rule) != nullptr);  // an error of form would be no example at all
  }
}

TEST_CASE("a bad example fires its rule and no other, a good one does not fire it") {
  for (const Rule* rule : all_rules()) {
    if (rule->needs == Input::both) continue;  // below
    const auto judged = [&](const SourceFile& file, std::span<const SourceFile> files) {
      return file.name.ends_with(".toml") ? judge_spec(file, files) : judge_file(file, files);
    };
    const auto judges = [&](const SourceFile& file) {
      return (rule->needs != Input::spec || file.name.ends_with(".toml")) && !file.name.ends_with(".txt") &&
             !file.name.ends_with(".env");
    };
    for (const SourceFile& file : rule->bad)
      if (judges(file)) check_bad(*rule, judged(file, rule->bad), file.name);
    for (const SourceFile& file : rule->good)
      if (judges(file)) check_good(*rule, judged(file, rule->good));
  }
}

TEST_CASE("the examples of a rule on a spec and a stack together") {
  const auto findings_of = [](std::span<const SourceFile> files) {
    Sources sources;
    std::vector<std::string> order;
    for (const SourceFile& file : files) {
      sources.emplace(file.name, file.text);
      order.emplace_back(file.name);
    }
    return lint(sources, order).findings;
  };
  for (const Rule* rule : all_rules()) {
    if (rule->needs != Input::both) continue;
    CAPTURE(rule->name);
    const std::vector<Finding> findings = findings_of(rule->bad);
    CHECK_FALSE(findings.empty());
    for (const Finding& finding : findings) CHECK(finding.rule == rule->name);
    CHECK(findings_of(rule->good).empty());
  }
}

TEST_CASE("findings come by position, then by rule") {
  const std::vector<Finding> findings = judge_spec(
      "[fra]\n"
      "a = { managers = 1 }\n"
      "b = { managers = 1 }\n");
  CHECK(rules_of(findings) == std::vector<std::string>{"manager-count-even", "manager-count-low", "two-sites-only",
                                                       "quorum-lost-with-domain", "quorum-lost-with-domain",
                                                       "quorum-lost-with-domain", "quorum-lost-with-domain"});
  CHECK(std::ranges::is_sorted(findings, {}, [](const Finding& f) { return f.where.line; }));
}

}  // namespace
}  // namespace planner::test
