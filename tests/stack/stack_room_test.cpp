// Where services of a stack file may run, before a search that takes out every domain and every node, one by one.
#include "planner/stack/stack_room.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planner/stack/node_labels.hpp"
#include "planner/stack/read_stack.hpp"
#include "tests/random_spec.hpp"

namespace planner::test {
namespace {

/// zone == / zone != / role of a random kind, at most two.
struct Wish {
  std::string zone_is, zone_is_not, role;
};

std::vector<Wish> random_wishes(std::mt19937& random, const Topology& topology) {
  std::vector<std::string> zones;
  for (const Place& place : topology.places)
    if (place.level == Level::zone) zones.push_back(place.id);
  std::vector<Wish> wishes(4);
  for (Wish& wish : wishes) {
    if (draw(random, 2) == 0)
      wish.zone_is = zones[static_cast<std::size_t>(draw(random, static_cast<int>(zones.size())))];
    if (draw(random, 3) == 0)
      wish.zone_is_not = zones[static_cast<std::size_t>(draw(random, static_cast<int>(zones.size())))];
    if (draw(random, 3) == 0) wish.role = draw(random, 2) == 0 ? "manager" : "worker";
  }
  return wishes;
}

StackFile stack_of(const std::vector<Wish>& wishes, bool one_name) {
  std::string text = "version: \"3.8\"\nservices:\n";
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    std::vector<std::string> constraints;
    if (!wishes[i].zone_is.empty()) constraints.push_back("node.labels.zone == " + wishes[i].zone_is);
    if (!wishes[i].zone_is_not.empty()) constraints.push_back("node.labels.zone != " + wishes[i].zone_is_not);
    if (!wishes[i].role.empty()) constraints.push_back("node.role == " + wishes[i].role);
    text += fmt::format("  s{}: {{image: box, deploy: {{placement: {{constraints: [{}]}}}}{}}}\n", i,
                        fmt::join(constraints, ", "), one_name ? ", networks: {default: {aliases: [all]}}" : "");
  }
  StackReading reading = read_stack_file(text, "s.yml");
  REQUIRE(reading.stack.has_value());
  return std::move(*reading.stack);
}

std::set<NodeIndex> may_run(const Topology& topology, const Wish& wish) {
  std::set<NodeIndex> nodes;
  for (NodeIndex i = 0; i < static_cast<int>(topology.nodes.size()); ++i) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(topology.nodes[static_cast<std::size_t>(i)].pool)];
    const std::string& zone =
        topology.places[static_cast<std::size_t>(*ancestor(topology, pool.place, Level::zone))].id;
    const bool manager = pool.role == Role::manager;
    if (!pool.in_swarm || pool.availability != Availability::active) continue;
    if ((wish.zone_is.empty() || wish.zone_is == zone) && wish.zone_is_not != zone &&
        (wish.role.empty() || (wish.role == "manager") == manager))
      nodes.insert(i);
  }
  return nodes;
}

bool covers(const std::set<NodeIndex>& domain, const std::set<NodeIndex>& nodes) {
  return std::ranges::includes(domain, nodes);
}

/// Losses that leave the Swarm something: every place and declared domain, every node.
std::vector<std::set<NodeIndex>> losses_of(const Topology& topology) {
  std::set<NodeIndex> swarm;
  for (NodeIndex i = 0; i < static_cast<int>(topology.nodes.size()); ++i)
    if (topology.pools[static_cast<std::size_t>(topology.nodes[static_cast<std::size_t>(i)].pool)].in_swarm)
      swarm.insert(i);
  std::vector<std::set<NodeIndex>> losses;
  for (const FailureDomain& domain : topology.domains) {
    const std::vector<NodeIndex> nodes = nodes_of(topology, domain);
    losses.emplace_back(nodes.begin(), nodes.end());
  }
  for (const NodeIndex node : swarm) losses.push_back({node});
  std::erase_if(losses, [&](const std::set<NodeIndex>& loss) { return covers(loss, swarm); });
  return losses;
}

}  // namespace

TEST_CASE("random layouts and stacks: nodes, whether one loss takes all, and whether a namesake is left") {
  std::mt19937 random(20261126);
  int told = 0, answered = 0, free = 0;
  for (int round = 0; round < 400; ++round) {
    const RandomSpec spec = random_spec(random, {.groups = true, .racks = true, .domains = true});
    const Topology& topology = spec.cluster.topology;
    const std::vector<Wish> wishes = random_wishes(random, topology);
    const bool one_name = draw(random, 2) == 0;
    const std::vector<StackRoom> rooms = rooms_of(topology, stack_of(wishes, one_name));
    const std::vector<std::set<NodeIndex>> losses = losses_of(topology);
    for (std::size_t i = 0; i < wishes.size(); ++i) {
      CAPTURE(spec.text);
      CAPTURE(i);
      const std::set<NodeIndex> nodes = may_run(topology, wishes[i]);
      CHECK(rooms[i].nodes == static_cast<std::int64_t>(nodes.size()));
      const bool lost =
          !nodes.empty() && std::ranges::any_of(losses, [&](const auto& loss) { return covers(loss, nodes); });
      CHECK(rooms[i].sole.empty() != lost);
      if (!lost) ++free;
      if (!lost) continue;
      const auto sole = std::ranges::find(topology.domains, rooms[i].sole, &FailureDomain::id);
      std::set<NodeIndex> taken = nodes;  // a single node
      if (rooms[i].sole_level != "node") {
        REQUIRE(sole != topology.domains.end());
        const std::vector<NodeIndex> all = nodes_of(topology, *sole);
        taken = {all.begin(), all.end()};
      }
      CHECK(covers(taken, nodes));
      bool namesake = false;
      for (std::size_t other = 0; other < wishes.size() && one_name; ++other)
        namesake = namesake || !covers(taken, may_run(topology, wishes[other]));
      CHECK(rooms[i].answered_elsewhere == namesake);
      ++(namesake ? answered : told);
    }
  }
  CHECK(told > 100);
  CHECK(answered > 100);
  CHECK(free > 100);
}

}  // namespace planner::test
