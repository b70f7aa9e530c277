// Question: would deploy take the stack that is printed of a spec and its compose files?
// Idea: it is text like a user's own, so lint's rules are asked. A finding stands on a line that nobody has seen; the
// way to that line through the tree of keys is the way to the user's own line too, as far as it leads.
//
// Example: the stack's line 9 is services.web-a.ports[1]. web-a is a part of web, so services.web.ports[1] is looked
// for in the tree of the compose files, which holds the file and line of every value.
#include "planner/printed_stack.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "planner/emit/emitter.hpp"
#include "planner/rules/rule.hpp"
#include "planner/stack/read_stack.hpp"

namespace planner {
namespace {

struct Step {
  std::string key;       // of a mapping
  std::size_t item = 0;  // else of a sequence
};

using Way = std::vector<Step>;

/// To the key or value that stands there.
bool find_way(const YamlValue& value, const SourceRange& where, Way& way) {
  if (value.where == where) return true;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    way.push_back({"", i});
    if (find_way(value.items[i], where, way)) return true;
    way.pop_back();
  }
  for (const YamlField& entry : value.entries) {
    way.push_back({entry.key, 0});
    if (entry.where == where || find_way(entry.value, where, way)) return true;
    way.pop_back();
  }
  return false;
}

/// A part of a service that is split into zones goes by the service's own name.
std::string written_name(const Stack& stack, const std::string& printed) {
  const auto found = std::ranges::find(stack.services, printed, &StackService::name);
  return found == stack.services.end() ? printed : found->service.name;
}

struct Place {
  std::string file;
  SourceRange where;
};

/// As far into the compose files as the way leads; none where they have no such service.
std::optional<Place> in_compose(const ComposeSource& source, const Way& way) {
  const YamlValue* value = &source.root;
  std::optional<Place> place;
  for (std::size_t i = 0; i < way.size(); ++i) {
    SourceRange where;
    if (way[i].key.empty()) {
      if (way[i].item >= value->items.size()) break;
      value = &value->items[way[i].item];
      where = value->where;
    } else {
      const YamlField* field = value->find(way[i].key);
      if (field == nullptr) break;
      value = &field->value;
      where = field->where;
    }
    if (i > 0) place = {source.files[static_cast<std::size_t>(value->file)], where};
  }
  return place;
}

struct Home {
  const Report& report;
  YamlValue root;  // of the printed stack

  void bring(Finding& finding) const {
    const Cluster& cluster = report.facts.cluster;
    Way way;
    find_way(root, finding.where, way);
    finding.file = report.facts.file;
    finding.where = cluster.where;
    if (way.size() > 1 && way[0].key == "services") {
      finding.place = way[1].key;
      way[1].key = written_name(report.facts.stack, way[1].key);
      const auto service = std::ranges::find(cluster.services, way[1].key, &Service::name);
      if (service != cluster.services.end()) finding.where = service->where;
    }
    if (const std::optional<Place> place = in_compose(cluster.compose_source, way)) {
      finding.file = place->file;
      finding.where = place->where;
    }
  }
};

/// Parts of one service say the same of one line.
void keep_one_a_line(std::vector<Finding>& findings) {
  const auto is_same = [](const Finding& a, const Finding& b) {
    return a.rule == b.rule && a.file == b.file && a.where == b.where;
  };
  for (std::size_t i = 0; i < findings.size(); ++i)
    findings.erase(std::remove_if(findings.begin() + static_cast<std::ptrdiff_t>(i) + 1, findings.end(),
                                  [&](const Finding& later) { return is_same(findings[i], later); }),
                   findings.end());
}

}  // namespace

PrintedStack judge_printed(const Report& report) {
  const Cluster& cluster = report.facts.cluster;
  const bool own = std::ranges::all_of(cluster.services, &Service::stand_in);
  if (cluster.control != Control::centralized || own) return {};
  constexpr const char* name = "stack.yml";
  StackReading reading = read_stack_file(emit_stack_yaml(report), name);
  PrintedStack printed{std::move(reading.findings), {}};
  if (!reading.stack) return printed;
  const Home home{report, reading.stack->root};
  Facts facts;
  facts.file = report.facts.file;
  facts.stack_files.push_back(std::move(*reading.stack));
  for (Finding& finding : check_files(facts)) {
    const Rule& rule = *find_rule(finding.rule);
    if (finding.severity != Severity::error || rule.needs != Input::files) continue;
    home.bring(finding);
    (rule.refused ? printed.refused : printed.broken).push_back(std::move(finding));
  }
  keep_one_a_line(printed.refused);
  keep_one_a_line(printed.broken);
  return printed;
}

}  // namespace planner
