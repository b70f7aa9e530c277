#include "tests/stack/compose/compose_case.hpp"

#include <yaml-cpp/yaml.h>

#include "planner/assess.hpp"
#include "planner/emit/emitter.hpp"

namespace planner::test {
namespace {

std::string text_of(const YAML::Node& node) {
  if (!node || node.IsNull()) return node ? "null" : "(none)";
  if (node.IsScalar()) return node.Scalar();
  std::string text;
  if (node.IsSequence())
    for (const auto& item : node) text += (text.empty() ? "" : " | ") + text_of(item);
  else
    for (const auto& entry : node)
      text += (text.empty() ? "" : ", ") + entry.first.Scalar() + ": " + text_of(entry.second);
  return node.IsSequence() ? text : "{" + text + "}";
}

}  // namespace

ComposeResult run(const ComposeCase& given) {
  const std::string spec =
      "[cluster]\nname = \"shop\"\n[fra]\na = { managers = 1, loadbalancer = 1, workers = 2 }\n"
      "b = { managers = 1, loadbalancer = 1, workers = 2 }\n"
      "c = { managers = 1, loadbalancer = 1, workers = 2 }\n[stack]\ncompose = [" +
      given.stack_files + "]\n" + given.spec;
  Beside beside;
  beside.variables = given.variables;
  beside.read = [&](const std::string& path) -> FileReading {
    if (path == "docker-compose.yml") return {given.compose, {}};
    if (path == "folder") return {std::nullopt, "is a directory, not a file"};
    const auto found = given.files.find(path);
    return found == given.files.end() ? FileReading{std::nullopt, "there is no such file"}
                                      : FileReading{found->second, {}};
  };
  Assessed assessed = assess(spec, "cluster.toml", beside);
  ComposeResult result;
  if (!assessed.report) return {{}, std::move(assessed.errors), {}, {}};
  result.findings = std::move(assessed.compose);
  result.services = assessed.report->facts.cluster.services;
  result.changes = assessed.report->facts.cluster.changes;
  if (result.findings.empty()) result.stack = emit_stack_yaml(*assessed.report);
  return result;
}

std::string at(const ComposeResult& result, const std::string& path) {
  if (result.stack.empty()) return wrong(result);
  YAML::Node node = YAML::Load(result.stack);
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    begin = end + 1;
    const bool index = node.IsSequence() && part.find_first_not_of("0123456789") == std::string::npos;
    if (!node.IsMap() && !index) return "(none)";
    YAML::Node next = index ? node[static_cast<std::size_t>(std::stoi(part))] : node[part];
    if (!next) return "(none)";
    node.reset(next);
  }
  return text_of(node);
}

std::string wrong(const ComposeResult& result) {
  return result.findings.empty() ? std::string() : result.findings.front().message;
}

std::string told(const ComposeResult& result, const std::string& path) {
  std::string text;
  for (const ComposeChange& change : result.changes)
    if (change.path == path)
      text += (text.empty() ? "" : "; ") +
              std::string(change.kind == ComposeChange::Kind::left_out ? "left out: " : "") + change.told;
  return text;
}

}  // namespace planner::test
