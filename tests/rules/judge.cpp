#include "tests/rules/judge.hpp"

#include <algorithm>

#include "planner/assess.hpp"
#include "planner/live/read_nodes.hpp"
#include "planner/spec/read_cluster.hpp"
#include "planner/stack/env_files.hpp"
#include "planner/stack/object_sizes.hpp"
#include "planner/stack/read_stack.hpp"
#include "planner/stack/stand_in.hpp"

namespace planner::test {

Facts facts_of(Cluster cluster) {
  Facts facts;
  facts.file = "cluster.toml";
  facts.cluster = std::move(cluster);
  if (facts.cluster.services.empty()) facts.cluster.services = stand_in_services(facts.cluster.topology);
  judge_quorum(facts);
  facts.stack = make_stack(facts.cluster);
  judge_fitting(facts);
  return facts;
}

std::vector<Finding> judge(const Cluster& cluster) { return check_spec(facts_of(cluster)); }

std::vector<Finding> judge_spec(std::string_view text) {
  Reading reading = read_cluster(text, "cluster.toml");
  return reading.cluster ? judge(*reading.cluster) : reading.findings;
}

Beside beside_of(std::span<const SourceFile> files) {
  Beside beside;
  beside.read = [files](const std::string& path) -> FileReading {
    const auto found = std::ranges::find(files, path, &SourceFile::name);
    if (found == files.end()) return {std::nullopt, "there is no such file"};
    return {std::string(found->text), {}};
  };
  beside.size = [files](const std::string& path) -> std::optional<std::uintmax_t> {
    const auto found = std::ranges::find(files, path, &SourceFile::name);
    return found == files.end() ? std::nullopt : std::optional<std::uintmax_t>(found->text.size());
  };
  return beside;
}

std::vector<Finding> judge_spec(const SourceFile& spec, std::span<const SourceFile> files) {
  const Beside beside = beside_of(files);
  Reading reading = read_cluster(spec.text, spec.name);
  if (!reading.cluster) return reading.findings;
  std::vector<Finding> wrong = settle_services(*reading.cluster, spec.name, beside);
  return wrong.empty() ? judge(*reading.cluster) : wrong;
}

std::vector<Finding> judge_file(const SourceFile& file, std::span<const SourceFile> files) {
  if (file.name.ends_with(".toml")) return judge_spec(file.text);
  Facts facts;
  if (file.name.ends_with(".json")) {
    DumpReading reading = read_node_dump(file.text, file.name);
    if (!reading.dump) return reading.findings;
    facts.dumps.push_back(std::move(*reading.dump));
  } else {
    StackReading reading = read_stack_file(file.text, file.name);
    if (!reading.stack) return reading.findings;
    const Beside beside = beside_of(files);
    look_up_sizes(*reading.stack, beside.size);
    look_up_env_files(*reading.stack, beside);
    facts.stack_files.push_back(std::move(*reading.stack));
  }
  return check_files(facts);
}

std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.push_back(finding.rule);
  return rules;
}

std::vector<Finding> only(const std::vector<Finding>& findings, std::string_view rule) {
  std::vector<Finding> result;
  std::ranges::copy_if(findings, std::back_inserter(result), [&](const Finding& f) { return f.rule == rule; });
  return result;
}

}  // namespace planner::test
