// A service that one named machine carries alone.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_pins.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints: [node.hostname == fra-1]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      placement:
        constraints: [node.labels.disk == ssd]
)"}};

Finding finding_of(const StackFile& stack, const StackFileService& service, const PlacementEntry& entry) {
  const std::optional<Constraint> constraint = parse_constraint(entry.text);
  return {.severity = Severity::warning,
          .message = fmt::format("services.{} runs on {} alone: with that node it is gone, and a machine in its place "
                                 "needs the same {}",
                                 service.name, constraint->value,
                                 constraint->key == "node.id" ? "id, which no node gets twice" : "name"),
          .file = stack.file,
          .where = entry.where,
          .place = service.name,
          .help =
              "a label on the nodes that may carry it: docker node update --label-add KEY=VALUE NODE, and "
              "node.labels.KEY == VALUE"};
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < facts.stack_files.size(); ++i)
    for (std::size_t j = 0; j < facts.stack_files[i].services.size(); ++j) {
      const StackFileService& service = facts.stack_files[i].services[j];
      const StackRoom* room = facts.on_layout.empty() ? nullptr : &facts.on_layout[i].rooms[j];
      if (room != nullptr && room->known && room->nodes == 0) continue;  // it runs nowhere, and that is told
      for (const PlacementEntry& entry : service.constraints)
        if (names_one_node(entry)) findings.push_back(finding_of(facts.stack_files[i], service, entry));
    }
  return findings;
}

}  // namespace

const Rule hostname_pinned{
    .name = "hostname-pinned",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "node.hostname == or node.id ==, which makes one machine a single point of failure",
    .why =
        "A constraint on a host name or an id admits 1 node. When it is lost the tasks stay pending, however many "
        "nodes are left, and a label can be moved to another machine in a second, a host name cannot; a node that "
        "joins anew has a new id.\n"
        "Source: https://docs.docker.com/engine/swarm/services/#placement-constraints",
    .fix =
        "Constrain on a label, and give it to every node that may carry the service, or to the one that has the "
        "data.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
