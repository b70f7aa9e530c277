// Labels in stack files and node dumps that no constraint of Swarm can name.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/swarm_labels.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints:
          - node.labels.topology/zone == fra-a
)"},
                              {"nodes.json", R"([
  { "ID": "n1", "Description": { "Hostname": "fra-1" },
    "Spec": { "Labels": { "owner": "me@example.org" } } }
]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints:
          - node.labels.zone == fra-a
)"},
                               {"nodes.json", R"([
  { "ID": "n1", "Description": { "Hostname": "fra-1" },
    "Spec": { "Labels": { "owner": "me" } } }
]
)"}};

constexpr std::string_view key_words = "a key holds A-Z a-z 0-9 _ - . only";
constexpr std::string_view value_words =
    "a value is 1 or more of A-Z a-z 0-9 : - _ . * ( ) ? + [ ] \\ ^ $ | / and blanks";

/// Swarm looks at the key with its prefix, so that after "node.labels." a digit or a single letter will do.
bool usable_key(std::string_view key) {
  return parse_constraint("node.labels." + std::string(key) + "==x").has_value();
}

/// The constraint after interpolation, where nothing but `$$` was interpolated.
std::optional<std::string> interpolated(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '$') continue;
    if (i + 1 == text.size() || text[i + 1] != '$') return std::nullopt;
    ++i;
  }
  return result;
}

void check_constraint(const StackFile& stack, const StackFileService& service, const PlacementEntry& entry,
                      std::vector<Finding>& findings) {
  const std::optional<std::string> text = interpolated(entry.text);  // what a variable holds is known at deploy time
  if (!text || parse_constraint(*text)) return;
  const bool has_operator = text->find("==") != std::string::npos || text->find("!=") != std::string::npos;
  findings.push_back({.message = fmt::format("services.{}: \"{}\" is no constraint that Swarm can read: the service "
                                             "is refused",
                                             service.name, entry.text),
                      .file = stack.file,
                      .where = entry.where,
                      .place = service.name,
                      .help = has_operator ? fmt::format("{}; {}", key_words, value_words)
                                           : "write KEY == VALUE or KEY != VALUE; a single = is none"});
}

void check_preference(const StackFile& stack, const StackFileService& service, const PlacementEntry& entry,
                      std::vector<Finding>& findings) {
  const std::optional<std::string> text = interpolated(entry.text);
  if (!text) return;
  const std::string_view key = node_label_key(*text);
  if (key.empty() || usable_key(key)) return;
  findings.push_back({.message = fmt::format("services.{}: spreads over the label {}, which no constraint can name: "
                                             "where its tasks run can be neither fixed nor limited by it",
                                             service.name, key),
                      .file = stack.file,
                      .where = entry.where,
                      .place = service.name,
                      .help = std::string(key_words)});
}

void check_label(const NodeDump& dump, const DumpedNode& node, const DumpedLabel& label,
                 std::vector<Finding>& findings) {
  const bool key = usable_key(label.key);
  if (key && is_label_value(label.value)) return;
  const std::string& name = node.hostname.empty() ? node.id : node.hostname;
  const std::string what = !key                  ? fmt::format("the key {} is", label.key)
                           : label.value.empty() ? fmt::format("{} has no value, so for constraints it is", label.key)
                                                 : fmt::format("the value \"{}\" of {} is", label.value, label.key);
  const std::string_view consequence =
      key && label.value.empty() ? "as if it were not there" : "outside Swarm's grammar: no constraint can ask for it";
  findings.push_back({.message = fmt::format("{}: {} {}", name, what, consequence),
                      .file = dump.file,
                      .where = label.where,
                      .place = name,
                      .help = fmt::format("docker node update --label-rm KEY --label-add NEW=VALUE NODE; {}",
                                          key ? value_words : key_words)});
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) {
      for (const PlacementEntry& entry : service.constraints) check_constraint(stack, service, entry, findings);
      for (const PlacementEntry& entry : service.preferences) check_preference(stack, service, entry, findings);
    }
  for (const NodeDump& dump : facts.dumps)
    for (const DumpedNode& node : dump.nodes)
      for (const DumpedLabel& label : node.labels) check_label(dump, node, label, findings);
  return findings;
}

}  // namespace

const Rule label_unusable{
    .name = "label-unusable",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "a label key or value that Swarm's constraint grammar has no place for",
    .why =
        "`docker node update --label-add` takes nearly any key and value; constraints do not. A key holds letters, "
        "digits, _ - and . alone, so `topology/zone` can never be asked for; a value is 1 or more of these and "
        "`: * ( ) ? + [ ] \\ ^ $ | /` and blanks, so one with @ , = or # cannot either, and an empty one counts as "
        "missing. A service with such a constraint is refused. In a stack file `$$` stands for one `$`; a "
        "constraint with a variable is not judged. In a spec the same is an error of form.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/constraint/constraint.go",
    .fix =
        "Rename the key (`zone` for `topology/zone`) or change the value, first on the nodes, then in the "
        "constraints: removing a label stops at once what it held in place.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
