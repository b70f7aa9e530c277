// Question: links fail, some places pass no traffic: which sites make up the side that can hold a majority?
// Model: routing.hpp. Links fail independently; a side is what is connected. Since a majority is more than half, at
// most one side can hold one.
//
// Idea: take the links one by one and keep, instead of 2^links states, the partitions of the sites that they have made
// so far, each with its probability. A link splits a partition in two, or leaves it as it is where it joins nothing
// new: then it makes no difference whether it is up. Sides that no further link touches and that are too light are
// forgotten, so partitions that differ there alone become one.
//
// Example: sites a b c of one manager each, links a–b, b–c, c–a with p = 0.1. After a–b: {ab, c} 0.9, {a, b, c} 0.1.
// After b–c: {abc} 0.81, {ab, c} 0.09, {a, bc} 0.09, {a, b, c} 0.01. After c–a: {abc} 0.972, and 0.009 each for {ab},
// {bc} and {ca}; no majority 0.001.
//
// Cost: links × partitions × sites; partitions number at most 2^links and at most the Bell number of the sites.
// Source: the decomposition method for network reliability, Carlier and Lucet, 1996.
#include "planner/quorum/loss/majority_side.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace planner {
namespace {

constexpr int forgotten = -1;

using Labels = std::vector<int>;  // by site: the lowest site of its side, or forgotten
using Partitions = std::map<Labels, double>;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct UsableLink {
  std::vector<std::pair<int, int>> joins;
  double p = 0;
};

bool is_usable(const Join& join, const PlacesDown& down) {
  const auto part_is_down = [&](int part) { return part >= 0 && down.parts[at(part)]; };
  return !down.sites[at(join.from)] && !down.sites[at(join.to)] && !part_is_down(join.from_part) &&
         !part_is_down(join.to_part);
}

// Those that never fail first: they make no second partition.
std::vector<UsableLink> usable_links(const Routing& routing, const PlacesDown& down) {
  std::vector<UsableLink> links;
  for (const RoutingLink& link : routing.links) {
    UsableLink usable{{}, link.p};
    for (const Join& join : link.joins)
      if (is_usable(join, down)) usable.joins.emplace_back(join.from, join.to);
    if (!usable.joins.empty() && link.p < 1) links.push_back(std::move(usable));
  }
  std::stable_partition(links.begin(), links.end(), [](const UsableLink& link) { return link.p <= 0; });
  return links;
}

Labels with_link_up(Labels labels, const UsableLink& link) {
  for (const auto& [from, to] : link.joins) {
    const int a = labels[at(from)], b = labels[at(to)];
    if (a == b) continue;
    std::ranges::replace(labels, std::max(a, b), std::min(a, b));
  }
  return labels;
}

struct Forgetting {
  std::vector<int> managers;         // by site
  std::vector<std::size_t> last_at;  // by site: 1 + the last link that touches it
  int majority = 1;
};

std::vector<int> weigh(const Labels& labels, const std::vector<int>& managers) {
  std::vector<int> weight(labels.size(), 0);
  for (std::size_t site = 0; site < labels.size(); ++site)
    if (labels[site] != forgotten) weight[at(labels[site])] += managers[site];
  return weight;
}

// Too light, and no link from `next` on touches it. A forgotten side's label is no more a site's own.
void forget(Labels& labels, std::size_t next, const Forgetting& forgetting) {
  const std::vector<int> weight = weigh(labels, forgetting.managers);
  std::vector<bool> touched(labels.size(), false);
  for (std::size_t site = 0; site < labels.size(); ++site)
    if (labels[site] != forgotten && forgetting.last_at[site] > next) touched[at(labels[site])] = true;
  for (int& label : labels)
    if (label != forgotten && !touched[at(label)] && weight[at(label)] < forgetting.majority) label = forgotten;
}

Partitions after_link(const Partitions& before, const UsableLink& link, std::size_t next, const Forgetting& forgetting,
                      double threshold, std::int64_t& steps, double& left_out) {
  Partitions after;
  const auto keep = [&](Labels labels, double mass) {
    steps -= 100 + 16 * static_cast<std::int64_t>(labels.size());  // mostly memory
    if (mass <= threshold || steps < 0) {
      left_out += mass;
      return;
    }
    forget(labels, next, forgetting);
    after[std::move(labels)] += mass;
  };
  for (const auto& [labels, mass] : before) {
    Labels joined = with_link_up(labels, link);
    if (joined == labels) {
      keep(std::move(joined), mass);
      continue;
    }
    keep(std::move(joined), mass * (1 - link.p));
    if (link.p > 0) keep(labels, mass * link.p);
  }
  return after;
}

Forgetting what_to_forget(const Routing& routing, const std::vector<UsableLink>& links, int majority) {
  Forgetting forgetting{std::vector<int>(at(routing.sites), 0), std::vector<std::size_t>(at(routing.sites), 0),
                        majority};
  for (const int part : routing.part_of_manager) ++forgetting.managers[at(routing.site_of_part[at(part)])];
  for (std::size_t link = 0; link < links.size(); ++link)
    for (const auto& [from, to] : links[link].joins)
      forgetting.last_at[at(from)] = forgetting.last_at[at(to)] = link + 1;
  return forgetting;
}

}  // namespace

MajoritySides majority_sides(const Routing& routing, const PlacesDown& down, int majority, double threshold,
                             std::int64_t& steps) {
  MajoritySides result;
  const std::vector<UsableLink> links = usable_links(routing, down);
  const Forgetting forgetting = what_to_forget(routing, links, majority);
  Labels apart(at(routing.sites));
  for (int site = 0; site < routing.sites; ++site) apart[at(site)] = down.sites[at(site)] ? forgotten : site;
  forget(apart, 0, forgetting);
  Partitions partitions{{std::move(apart), 1}};
  for (std::size_t link = 0; link < links.size(); ++link)
    partitions = after_link(partitions, links[link], link + 1, forgetting, threshold, steps, result.left_out);
  std::map<std::vector<bool>, double> sides;
  for (const auto& [labels, mass] : partitions) {
    const std::vector<int> weight = weigh(labels, forgetting.managers);
    const int heavy = static_cast<int>(std::ranges::max_element(weight) - weight.begin());
    if (weight.empty() || weight[at(heavy)] < majority) {
      result.none += mass;
      continue;
    }
    std::vector<bool> sites;
    for (const int label : labels) sites.push_back(label == heavy);
    sides[std::move(sites)] += mass;
  }
  for (const auto& [sites, mass] : sides) result.sides.push_back({sites, mass});
  return result;
}

}  // namespace planner
