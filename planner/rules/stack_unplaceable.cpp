// Services of a stack file that the layout has no node for, now or after a loss.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

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
        constraints: [node.labels.disk == nvme]
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

using Places = std::vector<std::pair<PlaceIndex, std::int64_t>>;

struct Judged {
  const Topology& topology;
  const StackFile& stack;
  const StackFileService& service;
  const StackRoom& room;
  std::vector<Finding>& findings;

  SourceRange where() const { return service.constraints.empty() ? service.where : service.constraints.front().where; }
  void tell(Severity severity, std::string message, std::string help) const {
    findings.push_back({.severity = severity,
                        .message = std::move(message),
                        .file = stack.file,
                        .where = where(),
                        .place = service.name,
                        .help = std::move(help)});
  }
  const std::string& id(PlaceIndex place) const { return topology.places[static_cast<std::size_t>(place)].id; }
};

/// Places of that level that hold nodes of the Swarm.
int inhabited(const Topology& topology, Level level) {
  std::set<PlaceIndex> places;
  for (const Pool& pool : topology.pools)
    if (pool.in_swarm && (pool.count > 0 || pool.scaling))
      if (const auto place = ancestor(topology, pool.place, level)) places.insert(*place);
  return static_cast<int>(places.size());
}

/// The most replicas that so many nodes take, with what is written about one node.
std::optional<std::int64_t> capacity(const StackFileService& service, std::int64_t nodes) {
  std::optional<std::int64_t> each;
  if (service.max_replicas_per_node.value_or(0) > 0) each = service.max_replicas_per_node;
  if (std::ranges::any_of(service.ports, [](const StackPort& p) { return p.host && p.published != 0; })) each = 1;
  constexpr std::int64_t plenty = 1'000'000'000;
  if (!each) return std::nullopt;
  return nodes * std::min(*each, plenty);
}

void check_capacity(const Judged& judged) {
  const StackFileService& service = judged.service;
  const std::int64_t replicas = service.replicas.value_or(1);
  const std::optional<std::int64_t> now = capacity(service, judged.room.nodes);
  if (!now || service.mode != "replicated" || judged.room.may_grow) return;
  const std::string what =
      service.max_replicas_per_node.value_or(0) > 0 ? "max_replicas_per_node" : "its port in host mode";
  if (*now < replicas)
    return judged.tell(Severity::error,
                       fmt::format("services.{} wants {} replicas, and its {} nodes take {} ({}): {} stay pending",
                                   service.name, replicas, judged.room.nodes, *now, what, replicas - *now),
                       "fewer replicas, more nodes, or more on each");
  const Places& zones = judged.room.zones;
  if (zones.size() < 2) return;
  const auto worst = std::ranges::max_element(zones, {}, &Places::value_type::second);
  const std::int64_t left = *capacity(service, judged.room.nodes - worst->second);
  if (left < replicas)
    judged.tell(Severity::warning,
                fmt::format("services.{} wants {} replicas; without {} its nodes take {} ({}), and {} stay pending",
                            service.name, replicas, judged.id(worst->first), left, what, replicas - left),
                "a node more in the other zones, or fewer replicas");
}

void check_service(const Judged& judged) {
  const StackRoom& room = judged.room;
  const std::string& name = judged.service.name;
  if (!room.known || room.may_grow) return;
  if (room.nodes == 0)
    return judged.tell(
        Severity::error,
        fmt::format("services.{}: no active node of the layout meets its constraints, so its tasks stay pending for "
                    "ever",
                    name),
        "compare the constraints with swarmplan labels SPEC; drained nodes take no task");
  check_capacity(judged);
  if (judged.service.mode.starts_with("global")) return;
  const bool one_region = room.regions.size() == 1 && inhabited(judged.topology, Level::region) > 1;
  const bool one_zone = room.zones.size() == 1 && inhabited(judged.topology, Level::zone) > 1;
  if (!one_region && !one_zone) return;
  const PlaceIndex place = one_zone ? room.zones.front().first : room.regions.front().first;
  judged.tell(Severity::warning,
              fmt::format("services.{} may run on {} of the layout, all in {}: losing {} leaves it nowhere", name,
                          amount(static_cast<int>(std::min<std::int64_t>(room.nodes, 1'000'000'000)), "node"),
                          judged.id(place), judged.id(place)),
              "let it run in another place too: the label on nodes there, or a wider constraint");
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < facts.rooms.size(); ++i)
    for (std::size_t j = 0; j < facts.rooms[i].size(); ++j)
      check_service({facts.cluster.topology, facts.stack_files[i], facts.stack_files[i].services[j], facts.rooms[i][j],
                     findings});
  return findings;
}

}  // namespace

const Rule stack_unplaceable{
    .name = "stack-unplaceable",
    .severity = Severity::error,
    .needs = Input::both,
    .summary = "a stack file's service that the layout has no room for, now or without one zone",
    .why =
        "Given with a spec (`swarmplan lint cluster.toml stack.yml`), each service of the stack is held against "
        "the layout's nodes. An error: 0 active nodes meet its constraints, or they take fewer replicas than are "
        "wanted by max_replicas_per_node or a port in host mode. A warning: all of them stand in one zone or "
        "region of several, or without the largest zone some replicas find no place. With several specs stack "
        "files are judged by themselves alone.\n"
        "Source: https://docs.docker.com/engine/swarm/services/#control-service-placement",
    .fix = "Give the nodes the label that is asked for, widen the constraint, or add nodes where they are missing.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
