// The largest set that may be stopped against every subset, one by one.
#include "planner/whatif/maintenance.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/brute_reach.hpp"
#include "tests/random_spec.hpp"

using namespace planner;
using namespace planner::test;

namespace {

/// Something of the level that can be stopped, and what stopping it takes.
struct Piece {
  std::string id;
  Down takes;
  bool bears = false;  // on the quorum: takes a manager that is up, or passes traffic that others may need
};

Down both(const Down& a, const Down& b) {
  Down all = a;
  all.nodes.insert(b.nodes.begin(), b.nodes.end());
  all.pools.insert(b.pools.begin(), b.pools.end());
  all.zones.insert(b.zones.begin(), b.zones.end());
  return all;
}

bool bears_on_quorum(const Cluster& cluster, const Down& before, const Down& takes) {
  for (const NodeIndex manager : all_managers(cluster))
    if (takes.nodes.contains(manager) && !before.nodes.contains(manager)) return true;
  return !cluster.links.empty() && !std::ranges::includes(before.zones, takes.zones);
}

/// Those that the failure took already left out.
std::vector<Piece> pieces_of(const Cluster& cluster, const Down& before, const std::string& level) {
  std::vector<Piece> pieces;
  const auto add = [&](const std::string& id, const Down& takes) {
    const bool gone =
        std::ranges::includes(before.nodes, takes.nodes) && std::ranges::includes(before.pools, takes.pools) &&
        (!takes.nodes.empty() || !takes.pools.empty() || !takes.zones.empty()) &&
        (!takes.nodes.empty() || !takes.pools.empty() || std::ranges::includes(before.zones, takes.zones));
    if (!gone) pieces.push_back({id, takes, bears_on_quorum(cluster, before, takes)});
  };
  for (const FailureDomain& domain : cluster.topology.domains) {
    if (domain.level != level) continue;
    Down takes;
    take_domain(cluster, domain, takes);
    add(domain.id, takes);
  }
  for (std::size_t i = 0; level == "node" && i < cluster.topology.nodes.size(); ++i)
    add(cluster.topology.nodes[i].id, {{static_cast<NodeIndex>(i)}, {}, {}, {}});
  return pieces;
}

bool may_stand(const Cluster& cluster, const Down& down, bool goals) {
  if (heaviest_side(cluster, down) < half_and_one(static_cast<int>(all_managers(cluster).size()))) return false;
  for (const SurvivalGoal& goal : cluster.goals.survive)
    if (goals && !goal_holds_after(cluster, goal, down)) return false;
  return true;
}

/// The most of `pieces` from `from` on that may be stopped besides; −1 where not even `down` may stand.
int most_stopped(const Cluster& cluster, const std::vector<Piece>& pieces, std::size_t from, const Down& down,
                 bool goals) {
  if (!may_stand(cluster, down, goals)) return -1;
  int most = 0;
  for (std::size_t i = from; i < pieces.size(); ++i)
    most = std::max(most, 1 + most_stopped(cluster, pieces, i + 1, both(down, pieces[i].takes), goals));
  return most;
}

struct Question {
  Failure failure;
  Down before;
  std::string told;
};

/// Up to two places, domains or hosts fail.
Question ask(std::mt19937& random, const Cluster& cluster) {
  FailureQuestion question;
  Question asked;
  for (int times = draw(random, 3); times > 0; --times) {
    const Topology& topology = cluster.topology;
    if (draw(random, 2) == 0) {
      const int node = draw(random, static_cast<int>(topology.nodes.size()));
      question.fail.push_back(topology.nodes[static_cast<std::size_t>(node)].id);
      asked.before.nodes.insert(node);
    } else {
      const auto domain = static_cast<std::size_t>(draw(random, static_cast<int>(topology.domains.size())));
      question.fail.push_back(topology.domains[domain].id);
      take_domain(cluster, topology.domains[domain], asked.before);
    }
    asked.told += question.fail.back() + " ";
  }
  const FailureReading reading = read_failure(cluster.topology, question);
  CHECK(reading.errors.empty());
  asked.failure = reading.failure;
  return asked;
}

void check_set(const Cluster& cluster, const std::vector<Piece>& pieces, const Down& before, const LargestStop& stop,
               bool goals) {
  CHECK(static_cast<int>(stop.set.size()) + stop.without_managers == stop.largest);
  Down down = before;
  for (const std::string& id : stop.set) {
    const auto piece = std::ranges::find(pieces, id, &Piece::id);
    REQUIRE(piece != pieces.end());
    down = both(down, piece->takes);
  }
  CHECK((stop.largest == 0 || may_stand(cluster, down, goals)));
  CHECK(std::ranges::is_sorted(stop.set));
  CHECK(std::ranges::adjacent_find(stop.set) == stop.set.end());
}

/// With every limit; returns whether a limit stopped one.
bool check_level(const Cluster& cluster, const Question& asked, const std::string& level, bool& some, bool limits) {
  const std::vector<Piece> pieces = pieces_of(cluster, asked.before, level);
  std::vector<Piece> bearing;
  std::ranges::copy_if(pieces, std::back_inserter(bearing), &Piece::bears);
  const int free = static_cast<int>(pieces.size() - bearing.size());
  bool stopped = false;
  for (const bool goals : {true, false}) {
    CAPTURE(goals);
    const int most = most_stopped(cluster, bearing, 0, asked.before, goals);
    const int truth = most < 0 ? 0 : most + free;
    some = some || (most > 0 && most < static_cast<int>(bearing.size()));
    for (const std::int64_t steps : {maintenance_steps, std::int64_t{0}, std::int64_t{2}, std::int64_t{7}}) {
      if (steps != maintenance_steps && !limits) continue;
      CAPTURE(steps);
      const Maintenance found = largest_stop(cluster, asked.failure, level, steps);
      const LargestStop& stop = goals ? found.with_goals : found.quorum_only;
      CHECK(found.domains == static_cast<int>(pieces.size()));
      CHECK(stop.largest <= truth);
      CHECK(stop.at_most >= truth);
      if (steps == maintenance_steps) CHECK(stop.largest == stop.at_most);
      stopped = stopped || stop.largest < stop.at_most;
      check_set(cluster, pieces, asked.before, stop, goals);
    }
  }
  return stopped;
}

void check_random(unsigned seed, int rounds, const SpecWish& wish) {
  std::mt19937 random(seed);
  int informative = 0, stopped = 0;
  for (int round = 0; round < rounds; ++round) {
    const RandomSpec spec = random_spec(random, wish);
    const Question asked = ask(random, spec.cluster);
    CAPTURE(spec.text);
    CAPTURE(asked.told);
    for (const std::string& level : spec.cluster.topology.levels) {
      CAPTURE(level);
      bool some = false;
      if (check_level(spec.cluster, asked, level, some, round % 4 == 0)) ++stopped;
      if (some) ++informative;
    }
  }
  CHECK(informative > rounds / 4);
  CHECK(stopped > 0);
}

}  // namespace

TEST_CASE("the largest stop of places and nodes equals every subset") {
  check_random(31, 100,
               {.groups = true, .racks = true, .edges = true, .goals = true, .most_managers = 7, .most_regions = 3});
}

TEST_CASE("the largest stop of declared domains that overlap equals every subset") {
  check_random(32, 100, {.racks = true, .domains = true, .goals = true, .most_managers = 7, .most_regions = 3});
}

TEST_CASE("the largest stop where traffic takes links equals every subset") {
  check_random(33, 100,
               {.links = true,
                .groups = true,
                .edges = true,
                .whole_domains = true,
                .workers = false,
                .goals = true,
                .most_managers = 6,
                .most_regions = 3});
}

TEST_CASE("the largest stop beside pools that scale equals every subset") {
  check_random(34, 100, {.links = true, .domains = true, .scaling = true, .most_managers = 6, .most_regions = 3});
}
