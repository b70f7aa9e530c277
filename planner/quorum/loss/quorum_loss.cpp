// The stages in order: the model of what may fail, the chance of a loss, the weights, one zone more.
#include "planner/quorum/loss/quorum_loss.hpp"

#include <algorithm>
#include <map>

#include "planner/quorum/domains.hpp"
#include "planner/quorum/loss/importance.hpp"
#include "planner/quorum/loss/loss_with_links.hpp"
#include "planner/quorum/loss/one_more_zone.hpp"
#include "planner/quorum/quorum.hpp"

namespace planner {
namespace {

constexpr std::size_t weights_at_most = 100;
constexpr std::size_t givers_at_most = 16;
constexpr std::size_t many_managers = 200;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct Modelled {
  LossModel model;
  std::vector<std::size_t> domain_of;  // by domain of the model: its index in the topology
  std::vector<std::size_t> others;     // domains with managers that do not fail
};

Modelled model_of(const Cluster& cluster, const SiteMap& map, std::span<const Domain> domains, std::size_t managers) {
  Modelled result;
  result.model.fatal = static_cast<int>(managers) - majority_of(static_cast<int>(managers)) + 1;
  result.model.manager_p.assign(managers, cluster.node_p.value_or(0));
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const FailureDomain& domain = cluster.topology.domains[i];
    if (domain.p.value_or(0) > 0) {
      result.model.domains.push_back(
          {domains[i].managers, *domain.p,
           cluster.links.empty() ? std::vector<int>{} : parts_down(map, cluster.topology, domain)});
      result.domain_of.push_back(i);
    } else if (!domains[i].managers.empty()) {
      result.others.push_back(i);
    }
  }
  return result;
}

std::vector<Weight> weigh(const Cluster& cluster, const Modelled& modelled, std::span<const Domain> domains,
                          std::span<const NodeIndex> managers) {
  const Topology& topology = cluster.topology;
  std::vector<std::vector<int>> sets;
  for (const std::size_t other : modelled.others) sets.push_back(domains[other].managers);
  const Importances found = birnbaum_importance(modelled.model, sets);
  std::vector<Weight> weights;
  const auto add = [&](std::size_t index, const Importance& importance) {
    const FailureDomain& domain = topology.domains[index];
    if (!domains[index].managers.empty()) weights.push_back({domain.id, domain.level, importance.birnbaum});
  };
  for (std::size_t i = 0; i < found.domains.size(); ++i) add(modelled.domain_of[i], found.domains[i]);
  for (std::size_t i = 0; i < found.sets.size(); ++i) add(modelled.others[i], found.sets[i]);
  for (std::size_t i = 0; i < found.managers.size(); ++i)
    weights.push_back(
        {topology.nodes[at(managers[i])].id, std::string(name_of(Level::node)), found.managers[i].birnbaum});
  std::ranges::sort(weights, [](const Weight& a, const Weight& b) {
    return a.birnbaum != b.birnbaum ? a.birnbaum > b.birnbaum : a.id < b.id;
  });
  if (weights.size() > weights_at_most) weights.resize(weights_at_most);
  return weights;
}

/// The worst figure of a level; 0 where none is given.
double worst_of(const Topology& topology, Level level) {
  double worst = 0;
  for (const FailureDomain& domain : topology.domains)
    if (domain.level == name_of(level)) worst = std::max(worst, domain.p.value_or(0));
  return worst;
}

/// A manager of each zone that could give one up, of the fullest zones first.
std::vector<int> givers_of(const SiteMap& map) {
  std::map<int, std::pair<int, int>> zones;  // part → managers, one of them
  for (std::size_t i = 0; i < map.routing.part_of_manager.size(); ++i) {
    auto& [count, last] = zones[map.routing.part_of_manager[i]];
    ++count;
    last = static_cast<int>(i);
  }
  std::vector<std::pair<int, int>> ranked;
  for (const auto& [part, zone] : zones) ranked.emplace_back(-zone.first, zone.second);
  std::ranges::sort(ranked);
  const std::size_t worth_trying = map.routing.part_of_manager.size() > many_managers ? 1 : givers_at_most;
  if (ranked.size() > worth_trying) ranked.resize(worth_trying);
  std::vector<int> givers;
  for (const auto& [rank, manager] : ranked) givers.push_back(manager);
  return givers;
}

OneMoreZone one_more(const Cluster& cluster, const SiteMap& map, const LossModel& model) {
  const double own[] = {worst_of(cluster.topology, Level::region), worst_of(cluster.topology, Level::zone)};
  const LossModel more = with_manager(model, cluster.node_p.value_or(0), own);
  OneMoreZone best{"", static_cast<int>(more.manager_p.size()), loss_probability(more).probability};
  for (const int giver : givers_of(map)) {
    const double p = loss_probability(without_manager(more, giver)).probability;
    if (p >= best.probability) continue;
    const PlaceIndex zone = map.part_places[at(map.routing.part_of_manager[at(giver)])];
    best = {cluster.topology.places[at(zone)].id, static_cast<int>(model.manager_p.size()), p};
  }
  return best;
}

}  // namespace

std::optional<QuorumLoss> judge_loss(const Cluster& cluster, const SiteMap& map, std::span<const NodeIndex> managers) {
  const std::vector<Domain> domains = domains_of(cluster.topology, managers);
  const Modelled modelled = model_of(cluster, map, domains, managers.size());
  const bool figures = cluster.node_p ||
                       std::ranges::any_of(cluster.topology.domains,
                                           [&](const FailureDomain& domain) { return domain.p.has_value(); }) ||
                       std::ranges::any_of(cluster.links, [](const Link& link) { return link.p.has_value(); });
  if (!figures) return std::nullopt;
  QuorumLoss loss;
  loss.total = loss_probability(modelled.model);
  loss.if_independent = loss_if_independent(modelled.model).probability;
  loss.importance = weigh(cluster, modelled, domains, managers);
  loss.one_more_zone = one_more(cluster, map, modelled.model);
  if (cluster.links.empty()) return loss;
  const LossWithLinks linked = loss_with_links(modelled.model, map.routing);
  loss.with_links = linked.probability;
  loss.no_links_reason = linked.absent_since;
  return loss;
}

}  // namespace planner
