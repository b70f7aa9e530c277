#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", R"([fra.a]
managers = 3
[fra.b]
managers = 1
[fra.c]
managers = 1
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([fra.a]
managers = 2
[fra.b]
managers = 2
[fra.c]
managers = 1
)"}};

/// Is a `survive` goal of this level told as missed already?
bool told_as_missed(const Facts& facts, std::string_view level) {
  for (std::size_t i = 0; i < facts.quorum->goals.size(); ++i) {
    const SurvivalGoal& goal = facts.cluster.goals.survive[i];
    if (!goal.together && goal.losses.front().first == level && !facts.quorum->goals[i].met) return true;
  }
  return false;
}

bool stated(const Goals& goals, std::string_view level) {
  return std::any_of(goals.survive.begin(), goals.survive.end(),
                     [&](const SurvivalGoal& goal) { return !goal.together && goal.losses.front().first == level; });
}

Severity severity_of(const Facts& facts, std::string_view level) {
  const bool close = level == "zone" || level == "rack" || level == "node";
  if (!close || (facts.cluster.goals.levels_stated && !stated(facts.cluster.goals, level))) return Severity::warning;
  return Severity::error;
}

Finding lost_with(const Facts& facts, std::string_view id, std::string_view level, int left, SourceRange where) {
  const Quorum& quorum = *facts.quorum;
  std::string help = cure_in_words(facts, level);
  if (help.empty())
    help = fmt::format("no {} may hold more than {} of {} managers", level, quorum.tolerated, quorum.managers);
  return finding_at(severity_of(facts, level), where, id,
                    fmt::format("losing the {} {} leaves {} of {} managers, {} are needed: the Swarm loses its quorum",
                                level, id, left, quorum.managers, quorum.majority),
                    std::move(help));
}

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum) return {};
  const Quorum& quorum = *facts.quorum;
  const Topology& topology = facts.cluster.topology;
  std::vector<Finding> findings;
  for (const DomainQuorum& judged : quorum.domains) {
    if (judged.kept || judged.managers == 0 || judged.managers == quorum.managers) continue;
    const FailureDomain& domain = topology.domains[static_cast<std::size_t>(judged.domain)];
    if (!told_as_missed(facts, domain.level))
      findings.push_back(lost_with(facts, domain.id, domain.level, judged.left, domain.where));
  }
  const bool fatal_nodes = quorum.tolerated == 0 && quorum.managers > 1;
  if (fatal_nodes && !told_as_missed(facts, "node")) {
    for (NodeIndex manager : managers_of(topology)) {
      const Node& node = topology.nodes[static_cast<std::size_t>(manager)];
      findings.push_back(lost_with(facts, node.id, "node", quorum.managers - 1,
                                   topology.pools[static_cast<std::size_t>(node.pool)].where));
    }
  }
  return findings;
}

}  // namespace

const Rule quorum_lost_with_domain{
    "quorum-lost-with-domain",
    Severity::error,
    Input::spec,
    "One group, region, zone, rack, node or declared domain takes the quorum with it",
    "With N managers, N/2+1 must be up. A domain that holds more than (N-1)/2 of them, but not all, is a single point "
    "of "
    "failure of the whole Swarm although there are managers elsewhere: 3 of 5 in one zone, 6 of 12 on one continent. "
    "It "
    "is an error for a zone, rack or node, and a warning for a group, region or declared domain and for every level "
    "that "
    "a stated `survive` leaves out. https://docs.docker.com/engine/swarm/admin_guide/",
    "Spread the managers so that no domain holds more than (N-1)/2 of them. That needs three domains at least; of two, "
    "one always holds half or more.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
