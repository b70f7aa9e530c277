#pragma once
// The decision diagram of "no side holds a majority": what is lost is decided element by element.
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "planner/quorum/routing/cut_model.hpp"

namespace planner {

/// Nodes are numbered by level, a level for each element. Node 0 of a level: no loss below it is a cut; node 1: every
/// one is. Below the last level there are these two only.
struct CutDiagram {
  struct Level {
    int element = 0;
    std::vector<std::array<int, 2>> next;  // by node: the node of the next level when it is kept, when it is lost
  };
  std::vector<Level> levels;
  int root = 0;
};

/// None when the steps are used up first. Takes them away.
std::optional<CutDiagram> cut_diagram(const CutModel& model, std::int64_t& steps);

}  // namespace planner
