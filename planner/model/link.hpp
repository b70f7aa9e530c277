#pragma once
// Private routing as the spec gives it: links between places, and round-trip times that were measured.
#include <optional>

#include "planner/model/source_range.hpp"
#include "planner/model/topology.hpp"

namespace planner {

/// Joins two places, neither inside the other, in the order in which the spec names them. A group stands for all of
/// its regions: the link joins each of them with the other end, and is up or down as a whole.
struct Link {
  PlaceIndex from = 0;
  PlaceIndex to = 0;
  std::optional<double> rtt_ms;
  std::optional<int> mtu;   // bytes
  std::optional<double> p;  // unavailability, 0 … 1; none: it does not fail
  SourceRange where;
};

/// One cell of [latency]. It holds for everything inside the two places that has no closer cell.
struct MeasuredRtt {
  PlaceIndex from = 0;
  PlaceIndex to = 0;
  double ms = 0;
};

}  // namespace planner
