#include "tests/fuzz/stack_text_properties.hpp"

#include <algorithm>
#include <vector>

#include "planner/emit/lint_text.hpp"
#include "planner/live/read_nodes.hpp"
#include "planner/rules/rule.hpp"
#include "planner/spec/text_position.hpp"
#include "planner/stack/read_stack.hpp"

namespace planner::test {
namespace {

bool outside(std::string_view text, const SourceRange& where) {
  const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
  return where.line < 1 || where.line > lines || where.column < 1 || where.length < 1 ||
         where.column > static_cast<int>(text.size()) + 1;
}

std::string broken_findings(std::string_view text, std::vector<Finding> findings) {
  for (Finding& finding : findings) {
    finding.file = "file";
    if (finding.message.empty()) return "a finding without words";
    if (outside(text, finding.where)) return "a finding stands outside of the text: " + finding.message;
  }
  const Sources sources{{"file", std::string(text)}};
  const std::string printed = emit_lint_text(findings, sources, false);
  if (first_byte_not_utf8(printed)) return "a report that is not UTF-8";
  const bool control = std::any_of(printed.begin(), printed.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == '\x7F';
  });
  return control ? "a control character on the terminal" : "";
}

}  // namespace

std::string broken_stack_property(std::string_view text) {
  const StackReading reading = read_stack_file(text, "file");
  if (reading.stack.has_value() != reading.findings.empty()) return "neither a stack nor a finding, or both";
  if (!reading.stack) return broken_findings(text, reading.findings);
  for (const StackFileService& service : reading.stack->services) {
    if (outside(text, service.where)) return "a service stands outside of the text";
    for (const auto* entries : {&service.constraints, &service.preferences})
      for (const PlacementEntry& entry : *entries)
        if (outside(text, entry.where)) return "an entry stands outside of the text";
  }
  Facts facts;
  facts.stack_files.push_back(*reading.stack);
  return broken_findings(text, check_files(facts));
}

std::string broken_dump_property(std::string_view text) {
  const DumpReading reading = read_node_dump(text, "file");
  if (reading.dump.has_value() != reading.findings.empty()) return "neither a dump nor a finding, or both";
  if (!reading.dump) return broken_findings(text, reading.findings);
  if (reading.dump->nodes.empty()) return "a dump without a node";
  for (const DumpedNode& node : reading.dump->nodes)
    for (const DumpedLabel& label : node.labels) {
      if (outside(text, label.where)) return "a label stands outside of the text";
      if (first_byte_not_utf8(label.key + label.value)) return "a label that is not UTF-8";
    }
  return "";
}

}  // namespace planner::test
