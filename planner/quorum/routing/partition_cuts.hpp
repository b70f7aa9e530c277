#pragma once
// Minimal sets of links, or of links and sites, after whose loss no connected side holds a majority of all managers.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "planner/quorum/quorum.hpp"
#include "planner/quorum/routing/routing.hpp"

namespace planner {

/// Up to so many elements (links; links and sites) minimal sets of every size are found, beyond it up to `cut_size`.
constexpr int all_sizes_elements = 24;
constexpr int cut_size = 3;
/// About half a second. One step is one look at one join or site.
constexpr std::int64_t partition_steps = 60'000'000;

enum class ElementKind { link, site };

/// Something that can be lost: `index` into Routing::links or a site.
struct RoutingElement {
  ElementKind kind = ElementKind::link;
  int index = 0;

  bool operator==(const RoutingElement&) const = default;
};

/// What results are sorted by. A link is told by the ids of its two ends, in the order given.
struct RoutingNames {
  std::span<const std::string> sites;                 // by site
  std::span<const std::array<std::string, 2>> links;  // by link
};

/// A lost site takes its managers along and passes no traffic; the majority remains that of all managers.
///
/// Sorted by size, then by names: elements inside a set, too. A link {a, b} compares as the list a, b and a site as the
/// list of its id; what has the same name is sorted by index. Where no side holds a majority even with nothing lost,
/// the empty set is the one minimal set, and `smallest` is 0.
///
/// `smallest` and the sets are always right. Where `count` is not exact a limit on steps came first: then sizes up to
/// `sizes_done` are complete, the next one has those sets that were found in time, and where there is no `smallest`,
/// none has up to `sizes_done` elements.
struct PartitionCuts {
  std::optional<int> smallest;                    // none: no such set of up to `within` elements
  Count count;                                    // of up to `within` elements
  std::vector<std::vector<RoutingElement>> sets;  // the first 100
  bool truncated = false;                         // more exist than are listed, or may
  std::optional<int> within;                      // sizes that were asked for; none: all
  int sizes_done = 0;
};

struct CutLimits {
  std::optional<int> within;  // bounds the size further
  std::int64_t steps = partition_steps;
};

PartitionCuts link_cuts(const Routing& routing, const RoutingNames& names, const CutLimits& limits = {});
PartitionCuts mixed_cuts(const Routing& routing, const RoutingNames& names, const CutLimits& limits = {});

}  // namespace planner
