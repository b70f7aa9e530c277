// `stack --explain`: every difference between the compose files and the stack, by file and line.
#include "planner/emit/stack_changes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/emitter.hpp"
#include "planner/emit/visible_text.hpp"
#include "planner/emit/words.hpp"

namespace planner {

std::string changes_in_short(const std::vector<ComposeChange>& changes) {
  const auto lost = std::ranges::count(changes, ComposeChange::Kind::left_out, &ComposeChange::kind);
  return fmt::format("{} rewritten, {} left out", static_cast<std::ptrdiff_t>(changes.size()) - lost, lost);
}

bool reads_files(const Stack& stack) {
  const auto has_file = [](const YamlField& object) { return object.value.find("file") != nullptr; };
  const auto is_relative = [](const Mount& mount) {
    return mount.type == "bind" && !mount.source.starts_with('/') && !mount.source.starts_with('$');
  };
  return std::ranges::any_of(stack.definitions.secrets, has_file) ||
         std::ranges::any_of(stack.definitions.configs, has_file) ||
         std::ranges::any_of(stack.services, [&](const StackService& each) {
           return std::ranges::any_of(each.service.volumes, is_relative);
         });
}

std::vector<std::string> expected_objects(const std::vector<std::string>& names,
                                          const std::vector<YamlField>& definitions) {
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(definitions, name, &YamlField::key);
    if (found == definitions.end()) {
      missing.push_back(name);
    } else if (found->value.find("external") != nullptr) {
      const YamlField* own = found->value.find("name");
      missing.push_back(own == nullptr ? name : own->value.text);
    }
  }
  return missing;
}

namespace {

std::string with_notes(std::string text, const Stack& stack) {
  for (const std::string& note : stack.notes) text += fmt::format("\n{}\n", visible_text(note));
  return text;
}

}  // namespace

std::string emit_stack_changes(const Report& report) {
  const Cluster& cluster = report.facts.cluster;
  if (cluster.compose.empty())
    return with_notes(
        "The services stand in the spec alone: nothing is taken from a compose file, so nothing was changed.\n",
        report.facts.stack);
  std::string out = fmt::format("{}: {}\n", visible_text(report.facts.file), changes_in_short(cluster.changes));
  for (const ComposeChange& change : cluster.changes)
    out += fmt::format("\n{}:{}  {}\n  {}{}\n", visible_text(change.file), change.where.line, visible_text(change.path),
                       change.kind == ComposeChange::Kind::left_out ? "left out: " : "", visible_text(change.told));
  return with_notes(std::move(out), report.facts.stack);
}

}  // namespace planner
