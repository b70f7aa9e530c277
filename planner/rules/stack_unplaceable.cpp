// Services of a stack file that the layout has no node for, now or after a loss.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/never_met.hpp"
#include "planner/rules/stack_pins.hpp"
#include "planner/rules/swarm_labels.hpp"
#include "planner/rules/wording.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = { count = 1, labels = { disk = "ssd" } } }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }
)"},
                              {"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 3
      placement:
        constraints: [node.labels.disk == ssd]
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 1, workers = { count = 1, labels = { disk = "ssd" } } }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }
)"},
                               {"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 3
      placement:
        constraints: [node.role == worker]
)"}};

SourceRange first_constraint(const StackFileService& service) {
  return service.constraints.empty() ? service.where : service.constraints.front().where;
}

/// Told by label-missing or constraint-never-met.
bool is_told(const StackFileService& service, const StackRoom& room) {
  if (!never_met(service).empty()) return true;
  if (!room.unmet) return false;
  const std::optional<std::string> text = without_escapes(service.constraints[*room.unmet].text);
  const std::optional<Constraint> constraint = text ? parse_constraint(*text) : std::nullopt;
  return constraint && constraint->equal && !node_label_key(constraint->key).empty();
}

Finding nowhere(const StackFileService& service, const StackRoom& room) {
  Finding finding{.where = first_constraint(service)};
  if (room.drained > 0) {
    finding.message =
        fmt::format("services.{}: {} its constraints, and drained nodes take no task: its tasks stay pending for ever",
                    service.name, room.drained == 1 ? "one drained node meets" : "only drained nodes meet");
    finding.help = "let active nodes run it too, or make these active: availability = \"active\" in the spec";
  } else if (room.unmet) {
    const PlacementEntry& entry = service.constraints[*room.unmet];
    finding.where = entry.where;
    finding.message = fmt::format("services.{}: no node of the layout meets {}: its tasks stay pending for ever",
                                  service.name, shortened(entry.text));
    finding.help = "name what a node of the layout has: its host name, address or architecture, or a label";
  } else {
    finding.message = fmt::format(
        "services.{}: no node of the layout meets all of its constraints, though each is met by some: its tasks stay "
        "pending for ever",
        service.name);
    finding.help = "compare the constraints with swarmplan labels SPEC";
  }
  return finding;
}

std::optional<Finding> in_one_place(const StackFileService& service, const StackRoom& room) {
  if (room.sole.empty() || room.answered_elsewhere || service.mode != "replicated") return std::nullopt;
  const bool node = room.sole_level == "node";
  if (node && std::ranges::any_of(service.constraints, names_one_node)) return std::nullopt;  // hostname-pinned
  const int nodes = static_cast<int>(std::min<std::int64_t>(room.nodes, 1'000'000'000));
  return Finding{
      .severity = Severity::warning,
      .message = fmt::format(
          "services.{} may run on {}: losing {} leaves it nowhere", service.name,
          node ? room.sole + " alone" : fmt::format("{} of the layout, all in {}", amount(nodes, "node"), room.sole),
          node ? "that node" : room.sole),
      .where = first_constraint(service),
      .help = "let it run in another place too: the label on nodes there, or a wider constraint"};
}

std::optional<Finding> check_service(const StackFileService& service, const StackRoom& room) {
  if (!room.known) return std::nullopt;
  if (room.nodes > 0 || room.may_grow) return in_one_place(service, room);
  if (is_told(service, room)) return std::nullopt;
  return nowhere(service, room);
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < facts.on_layout.size(); ++i)
    for (std::size_t j = 0; j < facts.on_layout[i].rooms.size(); ++j) {
      const StackFileService& service = facts.stack_files[i].services[j];
      std::optional<Finding> finding = check_service(service, facts.on_layout[i].rooms[j]);
      if (!finding) continue;
      finding->file = facts.stack_files[i].file;
      finding->place = service.name;
      findings.push_back(std::move(*finding));
    }
  return findings;
}

}  // namespace

const Rule stack_unplaceable{
    .name = "stack-unplaceable",
    .severity = Severity::error,
    .needs = Input::both,
    .summary = "a stack file's service that no node of the layout may run, now or after one loss",
    .why =
        "Given with a spec (`swarmplan lint cluster.toml stack.yml`), each service of the stack is held against "
        "the layout's nodes. An error: 0 active nodes meet its constraints. A warning: all that do are one node, or "
        "stand in one rack, zone, region, group or declared domain while the Swarm has nodes elsewhere, so that with "
        "it the service is gone, however many replicas it has. Not told of services of which several answer to one "
        "name (an alias on a network), each in its own place: together they survive. With several specs stack files "
        "are judged by themselves alone. Whether there is room on those nodes is the matter of replicas-do-not-fit.\n"
        "Source: https://docs.docker.com/engine/swarm/services/#control-service-placement",
    .fix = "Give the nodes the label that is asked for, widen the constraint, or add nodes where they are missing.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
