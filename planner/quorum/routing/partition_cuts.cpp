// Few elements: all subsets by table. Many, or a table that would take too long: small sets by search.
#include "planner/quorum/routing/partition_cuts.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "planner/quorum/routing/cut_model.hpp"
#include "planner/quorum/routing/cut_table.hpp"
#include "planner/quorum/routing/small_cuts.hpp"

namespace planner {
namespace {

FoundCuts find_cuts(const CutModel& model, std::optional<int> within, std::int64_t steps) {
  if (model.elements.empty()) return {};
  const int elements = static_cast<int>(model.elements.size());
  const int most = std::min(within.value_or(elements), elements);
  if (elements <= all_sizes_elements) {
    // half of the steps: a table that is given up leaves as many for a search
    std::int64_t for_table = steps / 2;
    if (auto found = cuts_by_table(model, most, for_table)) return std::move(*found);
    steps -= steps / 2;
  }
  FoundCuts found = cuts_by_search(model, std::min(most, cut_size), steps);
  found.complete = found.complete && most <= cut_size;
  return found;
}

PartitionCuts told(const FoundCuts& found, const CutModel& model) {
  PartitionCuts cuts;
  const auto some = std::ranges::find_if(found.of_size, [](std::uint64_t count) { return count > 0; });
  if (some != found.of_size.end()) cuts.smallest = static_cast<int>(some - found.of_size.begin());
  const std::uint64_t count = std::accumulate(found.of_size.begin(), found.of_size.end(), std::uint64_t{0});
  cuts.count = {std::to_string(count), found.complete};
  cuts.truncated = !found.complete || count > found.listed.size();
  cuts.sizes_done = found.sizes_done;
  for (const std::vector<int>& set : found.listed) {
    cuts.sets.emplace_back();
    for (const int element : set) cuts.sets.back().push_back(model.elements[static_cast<std::size_t>(element)]);
  }
  return cuts;
}

PartitionCuts cuts_of(const Routing& routing, const RoutingNames& names, const CutLimits& limits, bool sites_fail) {
  assert(names.links.size() == routing.links.size());
  assert(names.sites.size() == static_cast<std::size_t>(routing.sites));
  const auto declared = routing.links.size() + (sites_fail ? static_cast<std::size_t>(routing.sites) : 0);
  std::optional<int> within = limits.within;
  if (declared > all_sizes_elements) within = std::min(within.value_or(cut_size), cut_size);
  const CutModel model = cut_model(routing, names, sites_fail);
  PartitionCuts cuts = model.held ? told(find_cuts(model, within, limits.steps), model)
                                  : PartitionCuts{0, {"1", true}, {{}}, false, {}, 0};
  cuts.within = within;
  return cuts;
}

}  // namespace

PartitionCuts link_cuts(const Routing& routing, const RoutingNames& names, const CutLimits& limits) {
  return cuts_of(routing, names, limits, false);
}

PartitionCuts mixed_cuts(const Routing& routing, const RoutingNames& names, const CutLimits& limits) {
  return cuts_of(routing, names, limits, true);
}

}  // namespace planner
