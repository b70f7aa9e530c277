// A plan without control plane: no quorum to lose. What each loss leaves of load balancers and service hosts.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/story/story.hpp"
#include "planner/emit/words.hpp"
#include "planner/whatif/losses.hpp"

namespace planner {
namespace {

constexpr std::size_t named_at_most = 4;
constexpr std::size_t zones_at_once = 6;

struct LevelLosses {
  std::string level;
  std::vector<const DomainLoss*> losses;  // of domains that hold nodes
};

std::vector<LevelLosses> by_level(const Topology& topology, const std::vector<DomainLoss>& losses) {
  std::vector<LevelLosses> levels;
  for (const std::string& level : topology.levels) levels.push_back({level, {}});
  for (const DomainLoss& loss : losses) {
    const std::string& level = topology.domains[static_cast<std::size_t>(loss.domain)].level;
    const auto at = std::find_if(levels.begin(), levels.end(), [&](const LevelLosses& l) { return l.level == level; });
    if (at != levels.end() && loss.lost.total() > 0) at->losses.push_back(&loss);
  }
  std::erase_if(levels, [](const LevelLosses& level) { return level.losses.empty(); });
  return levels;
}

/// The outermost level of places with several domains; the only place where there is no such level.
const LevelLosses& outermost(const std::vector<LevelLosses>& levels) {
  for (const LevelLosses& level : levels)
    if (level.losses.size() > 1) return level;
  return levels.front();
}

std::string of(int left_least, int left_most, int all) {
  return fmt::format("{} of {}", range(left_least, left_most), all);
}

std::vector<std::string> row(const std::string& name, const std::vector<const DomainLoss*>& losses,
                             const RoleCounts& all) {
  const auto extent = [&](int RoleCounts::*role) {
    const auto [least, most] =
        std::minmax_element(losses.begin(), losses.end(),
                            [&](const DomainLoss* a, const DomainLoss* b) { return a->left.*role < b->left.*role; });
    return of((*least)->left.*role, (*most)->left.*role, all.*role);
  };
  return {name, extent(&RoleCounts::loadbalancer), extent(&RoleCounts::service)};
}

Table loss_table(const Topology& topology, const std::vector<LevelLosses>& levels) {
  const RoleCounts all = count_roles(topology);
  Table table{{"dies", "load balancers left", "service hosts left"}, {}, {}};
  const LevelLosses& outer = outermost(levels);
  const auto add = [&](const LevelLosses& level) {
    const bool declared = !topology.domains[static_cast<std::size_t>(level.losses.front()->domain)].place;
    if (level.losses.size() > named_at_most || !(declared || &level == &outer)) {
      if (level.losses.size() > 1) table.rows.push_back(row("any 1 " + level.level, level.losses, all));
      return;
    }
    for (const DomainLoss* loss : level.losses)
      table.rows.push_back(row(topology.domains[static_cast<std::size_t>(loss->domain)].id, {loss}, all));
  };
  const auto is_place = [](const LevelLosses& level) {
    return level.level == "group" || level.level == "region" || level.level == "zone" || level.level == "rack";
  };
  for (auto level = levels.rbegin(); level != levels.rend(); ++level)
    if (is_place(*level)) add(*level);
  for (const LevelLosses& level : levels)
    if (!is_place(level)) add(level);
  return table;
}

bool alike(const DomainLoss& a, const DomainLoss& b) {
  return a.left.service == b.left.service && a.left.loadbalancer == b.left.loadbalancer;
}

Paragraph heaviest_loss(const Topology& topology, const std::vector<LevelLosses>& levels) {
  const RoleCounts all = count_roles(topology);
  const LevelLosses& level = outermost(levels);
  const DomainLoss& worst =
      **std::min_element(level.losses.begin(), level.losses.end(),
                         [](const auto* a, const auto* b) { return a->left.service < b->left.service; });
  std::vector<std::string> ids;
  for (const DomainLoss* loss : level.losses)
    if (alike(*loss, worst)) ids.push_back(topology.domains[static_cast<std::size_t>(loss->domain)].id);
  const std::string who =
      ids.size() <= named_at_most ? join(ids, " or ") : fmt::format("any of {} {}", ids.size(), plural(level.level));
  return {fmt::format("Losing {} leaves {} of {} load balancers and {} of {} service hosts.", who,
                      worst.left.loadbalancer, all.loadbalancer, worst.left.service, all.service),
          "", "", 0};
}

/// "us.west.az-1, us.west.az-3 and 6 more", or all of them.
std::string zones(const Topology& topology, const std::vector<ZoneEntry>& some, std::size_t all) {
  if (some.size() == all && all > 1) return fmt::format("Each of the {} zones with service hosts", all);
  std::vector<std::string> ids;
  for (const ZoneEntry& entry : some) ids.push_back(topology.places[static_cast<std::size_t>(entry.zone)].id);
  return folded(ids, zones_at_once);
}

Section ways_in(const Topology& topology) {
  const std::vector<ZoneEntry> entries = zone_entries(topology);
  const auto pick = [&](int loadbalancers) {
    std::vector<ZoneEntry> picked;
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(picked),
                 [&](const ZoneEntry& entry) { return !entry.managed && entry.loadbalancers == loadbalancers; });
    return picked;
  };
  Section section{"Ways in", {}};
  if (const std::vector<ZoneEntry> single = pick(1); !single.empty()) {
    const auto [least, most] = std::minmax_element(
        single.begin(), single.end(), [](const ZoneEntry& a, const ZoneEntry& b) { return a.services < b.services; });
    section.blocks.emplace_back(Paragraph{
        fmt::format("{}: a single load balancer. When it dies, {} service {} there run{} on and nothing reaches {}.",
                    zones(topology, single, entries.size()), range(least->services, most->services),
                    most->services == 1 ? "host" : "hosts", most->services == 1 ? "s" : "",
                    most->services == 1 ? "it" : "them"),
        "", "", 0});
  }
  if (const std::vector<ZoneEntry> none = pick(0); !none.empty())
    section.blocks.emplace_back(
        Paragraph{fmt::format("{}: no load balancer. What runs there is reached by nobody unless one stands elsewhere.",
                              zones(topology, none, entries.size())),
                  "", "", 0});
  return section;
}

Section if_it_happens() {
  return {
      "If a place dies",
      {Paragraph{"What is left goes on by itself; there is no leader to wait for and nothing to recover first.", "", "",
                 0},
       Paragraph{"Nothing is moved: the hosts that are left carry the load, each with the whole stack.", "", "", 0},
       Paragraph{"Clients have to be sent elsewhere: take the dead load balancers out of DNS; its TTL is the delay.",
                 "", "", 0},
       Paragraph{"A host that is gone for good is replaced by a new one with the same compose.yml: NEXT.md.", "", "",
                 0}}};
}

}  // namespace

std::vector<Section> tell_decentralized(const Cluster& cluster) {
  const Topology& topology = cluster.topology;
  const std::vector<DomainLoss> losses = single_losses(topology);
  const std::vector<LevelLosses> levels = by_level(topology, losses);
  const RoleCounts all = count_roles(topology);
  Section verdict{
      "", {Paragraph{"no control plane; every service host runs the whole stack.", "NO QUORUM TO LOSE:", "", 0}}};
  Section numbers{"",
                  {Paragraph{fmt::format("{}, {}.", counted(all.loadbalancer, "load balancer"),
                                         counted(all.service, "service host")),
                             "", "", 0},
                   Paragraph{layout_sentence(topology), "", "", 0}}};
  if (levels.empty()) return {verdict, numbers};
  verdict.blocks.emplace_back(heaviest_loss(topology, levels));
  verdict.blocks.emplace_back(
      Paragraph{"Data lives outside this plan; what a loss does to it is not told here.", "", "", 0});
  return {verdict, numbers, {"", {loss_table(topology, levels)}}, ways_in(topology), if_it_happens()};
}

}  // namespace planner
