// [latency]: a round-trip time for each pair of places, given once or twice alike.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

bool nested(const Topology& topology, PlaceIndex a, PlaceIndex b) {
  for (const auto& [inner, outer] : {std::pair(a, b), std::pair(b, a)})
    for (std::optional<PlaceIndex> at = inner; at; at = topology.places[static_cast<std::size_t>(*at)].parent)
      if (*at == outer) return true;
  return false;
}

}  // namespace

void resolve_latency(Resolver& resolver) {
  std::map<std::pair<PlaceIndex, PlaceIndex>, const NumberCell*> known;
  for (const NumberCell& cell : resolver.spec.latency) {
    const std::optional<PlaceIndex> from = find_place(resolver, cell.row, "latency");
    const std::optional<PlaceIndex> to = find_place(resolver, cell.column, "latency");
    if (!from || !to) continue;
    if (*from == *to && cell.value.value == 0) continue;  // the diagonal of a matrix
    if (nested(resolver.cluster.topology, *from, *to)) {
      resolver.decoder.error("invalid-value", cell.value.where,
                             fmt::format("latency: {} and {} are not apart, one lies inside the other", cell.row.value,
                                         cell.column.value));
      continue;
    }
    const auto [found, fresh] = known.emplace(std::minmax(*from, *to), &cell);
    if (fresh) {
      resolver.cluster.measured_rtts.push_back({*from, *to, cell.value.value});
    } else if (found->second->value.value != cell.value.value) {
      resolver.decoder.error(
          "conflicting-keys", cell.value.where,
          fmt::format("latency: {} to {} is {} ms here and {} ms on line {}", cell.row.value, cell.column.value,
                      cell.value.value, found->second->value.value, found->second->value.where.line));
    }
  }
}

}  // namespace planner
