#pragma once
// What a rehearsal tries: the drills that were asked for, or those that show best what a layout survives, each with
// what is foretold of it.
#include <string>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/model/rehearsal.hpp"
#include "planner/quorum/quorum.hpp"

namespace planner {

/// As a person asks: each entry is a drill of its own, a comma joins what happens together.
struct DrillsAsked {
  std::vector<std::string> fail, stop, drain;  // references
  std::vector<std::string> cut;                // "A:B"
  std::vector<std::string> all;                // levels: each of its domains fails

  bool empty() const { return fail.empty() && stop.empty() && drain.empty() && cut.empty() && all.empty(); }
};

struct DrillsChosen {
  std::vector<Drill> drills;
  std::vector<std::string> errors;  // a sentence each; then the drills are not to be used
};

/// `cluster` is what is booted; `quorum` is judged of it. Where nothing is asked for: every group and region that
/// leaves something behind, the heaviest zones that may die together, and the first set of zones that may not; of
/// single managers the same where there is but one zone.
DrillsChosen choose_drills(const Cluster& cluster, const Quorum& quorum, const DrillsAsked& asked);

}  // namespace planner
