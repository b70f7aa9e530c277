#pragma once
// What the room says to the one outside: a line of JSON each.
#include <optional>
#include <string>

#include "planner/model/rehearsal.hpp"

namespace cli {

/// Inside.
struct Speaker {
  int to = -1;

  /// What is done now; `part` of planner::RehearsalPlan: 0 booting, 1 forming, 2 and on the drills.
  void doing(int part, const std::string& what) const;
  void booted(const std::string& engine, const std::string& client, double seconds) const;
  void formed(double seconds) const;
  void seen(const planner::DrillSeen& drill) const;
  void trouble(const std::string& what) const;
};

/// Outside: what a line means.
struct Doing {
  int part = 0;
  std::string what;
};

/// Adds what the line tells to `seen`; what is done now, if it told that.
std::optional<Doing> hear(const std::string& line, planner::RehearsalSeen& seen);

}  // namespace cli
