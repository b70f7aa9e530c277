#pragma once
// The sums of a forecast: what each seed gave, by service and zone.
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "planner/placement/state.hpp"
#include "planner/whatif/forecast.hpp"
#include "planner/whatif/swarm_layout.hpp"

namespace planner {

enum class Phase { before, after, after_staggered, returned, mended };

class ZoneTally {
 public:
  ZoneTally(const SwarmLayout& swarm, const Stack& stack);

  /// One seed at one moment; tasks on `dead` nodes do not run, whatever Swarm believes.
  void note(Phase phase, const placement::State& state, std::span<const int> dead);

  /// What the failure takes in its first instant. Without a quorum that is only what died.
  void note_lost(const placement::State& state, bool rescheduled);

  /// Deployed services whose zones differ by more than one, the one with most of its tasks in one zone first.
  std::vector<int> skewed(const placement::State& state);

  Forecast forecast(int seeds) const;

 private:
  struct Sum {
    int min = 0, max = 0;
    double sum = 0;
    int count = 0;

    void add(int value);
    TaskRange range() const;
  };
  struct Sums {
    std::vector<Sum> zones;
    Sum running;
    int uneven = 0;
  };
  struct Told {
    std::string name;
    std::vector<int> parts;  // of the layout's services
    int replicas = 0;
    bool global = false;
    std::array<Sums, 5> phases;
    Sum lost;
    int pending = 0;
    Sum empty;
    std::set<std::string> why;
  };
  struct Mending {
    int seeds = 0;                 // in which it was skewed
    double share = 0;              // of its tasks in the fullest zone, summed
    double before = 0, after = 0;  // difference between zones, summed over the seeds
    bool skewed = false;           // in the last seed
    int evened = 0;                // seeds in which it was, and a force-update made it even
  };

  std::vector<int> in_zones(const placement::State& state, int service, const std::vector<bool>& dead) const;
  std::vector<bool> usable_zones(const placement::State& state, const std::vector<int>& parts) const;
  int difference(const placement::State& state, const std::vector<int>& parts, const std::vector<int>& zones) const;
  void note_pending(Told& told, const placement::State& state);
  bool left_to_chance(const Told& told) const;
  static bool helps(const Mending& mending, const placement::Service& service);
  ServiceForecast service_forecast(const Told& told, int seeds) const;

  const SwarmLayout& swarm_;
  std::string stack_;
  std::vector<Told> told_;
  std::vector<Mending> mending_;  // by service of the layout
};

}  // namespace planner
