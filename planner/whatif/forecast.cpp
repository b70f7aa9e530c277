// Question: what does a failure do to the services, and what must be done when it is over?
// Model: the stack is deployed on the Swarm as the plan makes it; the failure comes to a Swarm at rest. Services come
// in a random order: `docker stack deploy` takes them from a Go map, and each is placed as a group of its own.
//
// Idea: the scheduler is run with a few hundred seeds, each a life of this Swarm: deploy; lose everything in one
// instant; in another copy lose it node by node; let it come back node by node; force-update what is skewed. Of every
// moment the tasks a zone are kept. Where the first seed met no choice between unlike nodes or branches, every seed
// would give the same, and it is the only one.
//
// Example: three zones of three workers, nine replicas, zone c dies. 3/3/3, then 5/4/0 or 4/5/0; c comes back empty,
// and a force-update gives 3/3/3 again.
//
// Cost: seeds times tasks moved times nodes, up to a fixed number of nodes looked at. Source: swarmkit, as in
// planner/placement; the spread of what Swarm notices: its dispatcher, planner/swarm/timing.hpp.
#include "planner/whatif/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "planner/placement/orchestrator.hpp"
#include "planner/whatif/swarm_layout.hpp"
#include "planner/whatif/zone_tally.hpp"

namespace planner {
namespace {

constexpr int kSeeds = 1000;
constexpr int kFewestSeeds = 10;
constexpr std::int64_t kSteps = 30'000'000;  // nodes and tasks looked at, about half a second

// Heartbeats of a zone end within five to six seconds, and the scheduler runs at the latest a second after the first
// change: with more nodes than this it sees them in so many groups instead of one by one.
constexpr std::size_t kOneByOne = 100;
constexpr std::size_t kGroups = 6;

struct Event {
  int node = 0;
  bool drained = false;
};

class Lives {
 public:
  Lives(const SwarmLayout& swarm, ZoneTally& tally, bool rescheduled)
      : swarm_(swarm),
        tally_(tally),
        rescheduled_(rescheduled),
        replicated_(std::ranges::count(swarm.layout.services, false, &placement::Service::global)) {
    for (const int node : swarm.down) events_.push_back({node, false});
    for (const int node : swarm.drained) events_.push_back({node, true});
  }

  /// True if chance decided anything.
  bool live(std::uint64_t seed);

  std::int64_t steps = 0;
  int hung = 0;

 private:
  void deploy(placement::State& state);
  void lose_one_by_one(placement::State& state);
  void come_back(placement::State& state);
  void mend(placement::State& state);
  bool hangs_later(const placement::State& now) const;
  void stand_still(const placement::State& state);

  const SwarmLayout& swarm_;
  ZoneTally& tally_;
  bool rescheduled_;
  std::ptrdiff_t replicated_;  // services
  std::vector<Event> events_;
};

template <class Act>
void in_turn(std::vector<Event> events, placement::Random& random, const Act& act) {
  random.shuffle(events);
  const std::size_t size = events.size() > kOneByOne ? (events.size() + kGroups - 1) / kGroups : 1;
  for (std::size_t i = 0; i < events.size(); i += size) {
    std::vector<int> nodes, drained;
    for (std::size_t j = i; j < std::min(i + size, events.size()); ++j)
      (events[j].drained ? drained : nodes).push_back(events[j].node);
    act(nodes, drained);
  }
}

void Lives::deploy(placement::State& state) {
  std::vector<int> services(state.services.size());
  std::iota(services.begin(), services.end(), 0);
  state.random.shuffle(services);
  for (const int service : services) create_service(state, service);
  if (replicated_ > 1) state.chose = true;
}

void Lives::lose_one_by_one(placement::State& state) {
  if (replicated_ > 0 && events_.size() > 1) state.chose = true;
  in_turn(events_, state.random,
          [&](const std::vector<int>& down, const std::vector<int>& drained) { lose_nodes(state, down, drained); });
}

void Lives::come_back(placement::State& state) {
  in_turn(events_, state.random, [&](const std::vector<int>& down, const std::vector<int>& drained) {
    if (!down.empty()) nodes_return(state, down);
    if (!drained.empty()) set_availability(state, drained, placement::Availability::active);
  });
}

void Lives::mend(placement::State& state) {
  for (const int service : tally_.skewed(state)) force_update(state, service, placement::Order::stop_first);
}

/// An engine that can hang does so when tasks come to a tree that a loss left uneven: the next time somebody scales.
bool Lives::hangs_later(const placement::State& now) const {
  if (swarm_.layout.guards_convergence) return false;
  for (const int more : {1, 2})
    for (std::size_t service = 0; service < now.services.size(); ++service) {
      placement::State later = now;
      scale_service(later, static_cast<int>(service), now.services[service].replicas + more);
      if (later.hung) return true;
    }
  return false;
}

/// Nothing is moved; what is dead does not run.
void Lives::stand_still(const placement::State& state) {
  const std::vector<int> nothing;
  tally_.note(Phase::after, state, swarm_.dead);
  tally_.note(Phase::after_staggered, state, swarm_.dead);
  tally_.note(Phase::returned, state, nothing);
  tally_.note(Phase::mended, state, nothing);
}

bool Lives::live(std::uint64_t seed) {
  placement::State state = placement::start(swarm_.layout, seed);
  deploy(state);
  tally_.note(Phase::before, state, {});
  tally_.note_lost(state, rescheduled_);
  if (!rescheduled_) {
    stand_still(state);
    steps += state.steps;
    return state.chose;
  }
  placement::State together = state;
  lose_nodes(together, swarm_.down, swarm_.drained);
  tally_.note(Phase::after, together, {});
  lose_one_by_one(state);
  tally_.note(Phase::after_staggered, state, {});
  come_back(state);
  tally_.note(Phase::returned, state, {});
  const bool hangs = hangs_later(state);
  mend(state);
  tally_.note(Phase::mended, state, {});
  hung += hangs || state.hung || together.hung ? 1 : 0;
  steps += state.steps + together.steps;
  return state.chose || together.chose;
}

int seeds_for(std::optional<int> asked, std::int64_t steps_of_one) {
  if (asked) return *asked;
  return static_cast<int>(
      std::clamp<std::int64_t>(kSteps / std::max<std::int64_t>(1, steps_of_one), kFewestSeeds, kSeeds));
}

}  // namespace

std::string command_of(const ForceUpdate& update) {
  return fmt::format("docker service update --force {}{}", update.changes_order ? "--update-order stop-first " : "",
                     update.service);
}

std::optional<Forecast> forecast_services(const Cluster& cluster, const Failure& failure, const Simulation& simulation,
                                          std::optional<int> seeds) {
  if (cluster.control == Control::decentralized || cluster.services.empty() || !simulation.quorum) return std::nullopt;
  if (std::ranges::all_of(cluster.services, &Service::stand_in)) return std::nullopt;
  const Stack stack = make_stack(cluster);
  const SwarmLayout swarm = swarm_layout(cluster, stack, failure, simulation);
  ZoneTally tally(swarm, stack);
  Lives lives(swarm, tally, simulation.quorum->kept);
  const bool chance = lives.live(1);
  const int count = chance ? seeds_for(seeds, lives.steps) : 1;
  for (int seed = 2; seed <= count; ++seed) lives.live(static_cast<std::uint64_t>(seed));
  Forecast forecast = tally.forecast(count);
  forecast.rescheduled = simulation.quorum->kept;
  forecast.hangs = 1.0 * lives.hung / count;
  return forecast;
}

}  // namespace planner
