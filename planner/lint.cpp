// Reads each file as what it is, then judges specs one by one, stack files and dumps together.
#include "planner/lint.hpp"

#include <algorithm>

#include "planner/assess.hpp"
#include "planner/file_kind.hpp"
#include "planner/live/read_nodes.hpp"
#include "planner/rules/rule.hpp"
#include "planner/stack/env_files.hpp"
#include "planner/stack/object_sizes.hpp"
#include "planner/stack/read_stack.hpp"

namespace planner {
namespace {

void append(std::vector<Finding>& to, std::vector<Finding> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

struct Reader {
  Linted linted{};
  const Beside& beside;
  Facts files{};  // stack files and dumps together, on the layout of the last spec
  int specs = 0;

  void read(const std::string& name, const std::string& text) {
    switch (kind_of(name, text)) {
      case FileKind::stack: return read_stack(name, text);
      case FileKind::dump: return read_dump(name, text);
      case FileKind::unknown: return refuse(name);
      case FileKind::spec: return read_spec(name, text);
    }
  }
  void refuse(const std::string& name) {
    linted.invalid = true;
    linted.findings.push_back({"unknown-file",
                               Severity::error,
                               "this is neither a spec nor a stack file nor a node dump",
                               name,
                               {},
                               "",
                               "name specs *.toml, stack files *.yml or *.yaml, and node dumps *.json"});
  }
  void read_spec(const std::string& name, const std::string& text) {
    Assessed assessed = assess(text, name, beside);
    linted.invalid = linted.invalid || !assessed.report;
    ++specs;
    if (assessed.report) files.cluster = std::move(assessed.report->facts.cluster);
    append(linted.findings, assessed.report ? std::move(assessed.report->findings) : std::move(assessed.errors));
    append(linted.findings, std::move(assessed.compose));
  }
  void read_stack(const std::string& name, const std::string& text) {
    StackReading reading = read_stack_file(text, name);
    linted.invalid = linted.invalid || !reading.stack;
    append(linted.findings, std::move(reading.findings));
    if (!reading.stack) return;
    look_up_sizes(*reading.stack, beside.size);
    look_up_env_files(*reading.stack, beside);
    files.stack_files.push_back(std::move(*reading.stack));
  }
  void read_dump(const std::string& name, const std::string& text) {
    DumpReading reading = read_node_dump(text, name);
    linted.invalid = linted.invalid || !reading.dump;
    append(linted.findings, std::move(reading.findings));
    if (reading.dump) files.dumps.push_back(std::move(*reading.dump));
  }
};

/// Only a centralized layout has a scheduler.
void judge_stacks(Facts& facts) {
  if (facts.cluster.control != Control::centralized || facts.cluster.topology.nodes.empty()) return;
  for (const StackFile& stack : facts.stack_files) facts.on_layout.push_back(judge_stack(facts.cluster, stack));
}

}  // namespace

Linted lint(const Sources& sources, const std::vector<std::string>& order, const Beside& beside) {
  Reader reader{.beside = beside};
  for (const std::string& name : order) reader.read(name, sources.find(name)->second);
  if (reader.specs == 1)
    judge_stacks(reader.files);
  else
    reader.files.cluster = {};
  append(reader.linted.findings, check_files(reader.files));
  const auto rank = [&](const Finding& f) { return std::find(order.begin(), order.end(), f.file) - order.begin(); };
  std::stable_sort(reader.linted.findings.begin(), reader.linted.findings.end(),
                   [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
  return std::move(reader.linted);
}

}  // namespace planner
