// A single failure domain, one of several with managers, whose loss stops the quorum.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/cure_words.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 3 }
b = { managers = 1 }
c = { managers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 2 }
b = { managers = 2 }
c = { managers = 1 }
)"}};

/// `survive`, not the joint goals: the contract speaks of it alone.
const SurvivalGoal* goal_of(const Cluster& cluster, std::string_view level) {
  const auto found = std::ranges::find_if(cluster.goals.survive, [&](const SurvivalGoal& goal) {
    return !goal.together && goal.losses.front().first == level;
  });
  return found == cluster.goals.survive.end() ? nullptr : &*found;
}

bool told_as_missed(const Facts& facts, std::string_view level) {
  const SurvivalGoal* goal = goal_of(facts.cluster, level);
  if (goal == nullptr) return false;
  return !facts.quorum->goals[static_cast<std::size_t>(goal - facts.cluster.goals.survive.data())].met;
}

Severity severity_of(const Facts& facts, std::string_view level) {
  const bool left_out = facts.cluster.goals.levels_stated && goal_of(facts.cluster, level) == nullptr;
  const bool small = level == "zone" || level == "rack" || level == "node";
  return small && !left_out ? Severity::error : Severity::warning;
}

Finding tell(const Facts& facts, std::string_view level, std::string_view id, SourceRange where, int managers) {
  const Quorum& quorum = *facts.quorum;
  const int left = quorum.managers - managers;
  return {.severity = severity_of(facts, level),
          .message = fmt::format("losing {} leaves {} of {} managers, {} are needed: nothing can be deployed, scaled "
                                 "or restarted until {} {} back",
                                 id, left, quorum.managers, quorum.majority, quorum.majority - left,
                                 quorum.majority - left == 1 ? "is" : "are"),
          .where = where,
          .place = std::string(id),
          .help = cure_words(facts, level, id, managers)};
}

/// Traffic between the others passes through it.
Finding tell_parting(const Facts& facts, const FailureDomain& domain, const DomainQuorum& result) {
  const Quorum& quorum = *facts.quorum;
  return {.severity = severity_of(facts, domain.level),
          .message = fmt::format("losing {} leaves {} of {} managers and parts them: {} {} on the largest side, {} are "
                                 "needed, so nothing can be deployed, scaled or restarted until it is back",
                                 domain.id, result.left, quorum.managers, result.side, result.side == 1 ? "is" : "are",
                                 quorum.majority),
          .where = domain.where,
          .place = domain.id,
          .help = fmt::format("a link between two of the sides that does not pass {}", domain.id)};
}

void tell_domains(const Facts& facts, std::vector<Finding>& findings) {
  for (const DomainQuorum& result : facts.quorum->domains) {
    const FailureDomain& domain = facts.cluster.topology.domains[static_cast<std::size_t>(result.domain)];
    if (result.parts(facts.quorum->majority) && !told_as_missed(facts, domain.level))
      findings.push_back(tell_parting(facts, domain, result));
    if (result.kept || result.managers == 0 || result.managers == facts.quorum->managers) continue;
    if (!told_as_missed(facts, domain.level))
      findings.push_back(tell(facts, domain.level, domain.id, domain.where, result.managers));
  }
}

/// Nodes are no entries of Topology::domains. One of several managers stops the quorum alone only where none may fail.
void tell_nodes(const Facts& facts, std::vector<Finding>& findings) {
  if (facts.quorum->tolerated > 0 || facts.quorum->managers < 2 || told_as_missed(facts, "node")) return;
  const Topology& topology = facts.cluster.topology;
  for (const NodeIndex index : managers_of(topology)) {
    const Node& node = topology.nodes[static_cast<std::size_t>(index)];
    findings.push_back(tell(facts, "node", node.id, topology.pools[static_cast<std::size_t>(node.pool)].where, 1));
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  if (!facts.quorum) return findings;
  tell_domains(facts, findings);
  tell_nodes(facts, findings);
  return findings;
}

}  // namespace

const Rule quorum_lost_with_domain{
    .name = "quorum-lost-with-domain",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "one domain holds so many managers that its loss stops the Swarm",
    .why =
        "N managers need a majority of N/2 + 1. A domain that holds more than (N - 1)/2 of them takes the quorum with "
        "it: of 3, 1 and 1 managers the first zone leaves 2 of 5, and 3 are needed. Tasks that run go on running, but "
        "nothing can be deployed, scaled, moved or restarted until managers are back. Spreading over several domains "
        "was for nothing then. Where one domain holds every manager it is not told here.\n"
        "Where the spec has links, a place also counts whose loss parts the managers that live on, since traffic "
        "passed through it.\n"
        "It is an error for a zone, rack or node; a warning for a group, a region, a declared domain, and for every "
        "level that a stated `survive` leaves out. A level whose goal is told as missed is not told again.\n"
        "Sources: https://docs.docker.com/engine/swarm/raft/, "
        "https://docs.docker.com/engine/swarm/admin_guide/#distribute-manager-nodes, "
        "https://github.com/moby/moby/issues/26491",
    .fix =
        "Three domains or more, none with more than (N - 1)/2 managers: 3 managers as 1-1-1, 5 as 2-2-1, 7 as 3-2-2. "
        "Two domains can never do it, as one of them holds half or more: put one manager in a third place.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
