// From a spec to whether it fits after losses: every loss tried node by node, without classes and flows.
#include "planner/whatif/capacity.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "planner/rules/capacity_words.hpp"
#include "planner/spec/read_cluster.hpp"
#include "planner/whatif/capacity_losses.hpp"
#include "tests/placement/brute_fit.hpp"

namespace planner::test {
namespace {

Cluster read(const std::string& text) {
  Reading reading = read_cluster(text, "cluster.toml");
  REQUIRE(reading.cluster.has_value());
  return *reading.cluster;
}

Capacity judge(const std::string& text) {
  const Cluster cluster = read(text);
  const std::optional<Capacity> capacity = judge_capacity(cluster, make_stack(cluster));
  REQUIRE(capacity.has_value());
  return *capacity;
}

const LevelCapacity& level(const Capacity& capacity, std::string_view name) {
  const auto found = std::ranges::find(capacity.levels, name, &LevelCapacity::level);
  REQUIRE(found != capacity.levels.end());
  return *found;
}

/// Three zones of two nodes with 4 CPUs.
std::string six_nodes(const std::string& rest) {
  std::string text = rest.find("[goals]") == 0 ? rest.substr(0, rest.find("[services")) : "";
  for (const char zone : {'a', 'b', 'c'})
    text += fmt::format("[fra.{}]\nmanagers = 1\nworkers = {{ count = 2, cpus = 4, memory = \"8GiB\" }}\n", zone);
  return text + rest.substr(rest.find("[services"));
}

std::string api(int replicas, const std::string& more) {
  return fmt::format("[services.api]\nimage = \"api\"\nreplicas = {}\n{}\n", replicas, more);
}

/// By kind of question, with all domains of a level tried one by one and every node by itself.
struct Tried {
  int failing = 0, domains = 0;
};

Tried try_level(const Cluster& cluster, const CapacityModel& model, const std::string& name) {
  Tried tried;
  const Topology& topology = cluster.topology;
  const auto look = [&](const std::vector<NodeIndex>& dead) {
    std::vector<bool> down(topology.nodes.size(), false), down_pools(topology.pools.size(), false);
    bool usable = false;
    for (const NodeIndex node : dead) {
      down[static_cast<std::size_t>(node)] = true;
      usable = usable || std::ranges::any_of(model.runs, [&](const NodeRun& run) {
                 return node >= run.first && node < run.first + run.count;
               });
    }
    if (!usable) return;
    ++tried.domains;
    if (!fits_by_trying(with_nodes(model, count_left(topology, model, down, down_pools)))) ++tried.failing;
  };
  if (name == "node")
    for (NodeIndex node = 0; node < static_cast<int>(topology.nodes.size()); ++node) look({node});
  for (const FailureDomain& domain : topology.domains)
    if (domain.level == name) look(nodes_of(topology, domain));
  return tried;
}

std::string random_text(std::mt19937& random) {
  const auto below = [&](unsigned bound) { return static_cast<int>(random() % bound); };
  std::string text;
  for (int region = 0; region < 2; ++region)
    for (int zone = 0; zone < 1 + below(2); ++zone)
      text += fmt::format(
          "[r{}.z{}]\nmanagers = {{ count = 1, availability = \"{}\", cpus = 1, memory = \"1GiB\" }}\n"
          "workers = {{ count = {}, cpus = {}, memory = \"{}GiB\" }}\n",
          region, zone, below(3) == 0 ? "active" : "drain", 1 + below(2), 1 + below(4), 1 + below(4));
  if (below(2) == 0) text += "[domains.feed]\na = [\"r0\"]\nb = [\"r0.z0\", \"r1.z0\"]\n";
  for (int service = 0; service < 1 + below(3); ++service) {
    text += fmt::format("[services.s{}]\nimage = \"x\"\n", service);
    const int kind = below(8);
    text += kind == 0   ? "global = true\n"
            : kind == 1 ? "per_zone = 1\n"
                        : fmt::format("replicas = {}\n{}", 1 + below(3), kind == 2 ? "strict_zone = true\n" : "");
    const int cpus = below(3);
    if (below(4) > 0)
      text += fmt::format("reserve = {{ {}memory = \"{}GiB\" }}\n", cpus > 0 ? fmt::format("cpus = {}, ", cpus) : "",
                          1 + below(2));
    if (below(4) == 0) text += "ports = [ { target = 80, published = 80, mode = \"host\" } ]\n";
    if (below(4) == 0 && kind != 0) text += "max_per_node = 1\n";
    if (below(6) == 0) text += "on = [\"manager\", \"worker\"]\n";
    if (below(6) == 0) text += "where = [\"node.hostname != r0-z0-worker-1\"]\n";
  }
  return text;
}

}  // namespace

TEST_CASE("capacity: all fits, and what one zone leaves of it") {
  const Capacity capacity = judge(six_nodes(api(9, "reserve = { cpus = 2 }")));
  CHECK(capacity.judged());
  CHECK(capacity.now.fits == Fits::yes);
  CHECK(level(capacity, "node").failing == 0);
  const LevelCapacity& zone = level(capacity, "zone");
  CHECK(zone.domains == 3);
  CHECK(zone.failing == 3);
  REQUIRE(zone.worst.has_value());
  CHECK(zone.worst->lost == std::vector<std::string>{"fra.a"});
  CHECK(bottlenecks_words(*zone.worst) == "9 replicas of api want nodes with 2 CPUs free: fra.b and fra.c hold 8");
  REQUIRE(zone.worst->cure.has_value());
  CHECK(zone.worst->cure->count == 1);
  CHECK(zone.worst->cure->like == "fra-b-worker-1");
}

TEST_CASE("capacity: ports, max_per_node and pieces hold as reservations do") {
  CHECK(
      bottlenecks_words(judge(six_nodes(api(7, "ports = [ { target = 80, published = 80, mode = \"host\" } ]"))).now) ==
      "7 replicas of api want nodes with port 80/tcp free: fra.a, fra.b and fra.c hold 6");
  CHECK(bottlenecks_words(judge(six_nodes(api(13, "max_per_node = 2"))).now) ==
        "13 replicas of api want nodes, at most 2 on each: fra.a, fra.b and fra.c hold 12");
  const CapacityAfter pieces = judge(six_nodes(api(1, "reserve = { generic = { gpu = 1 } }"))).now;
  CHECK(bottlenecks_words(pieces) == "1 replica of api wants nodes with 1 gpu free: there is none");
  CHECK_FALSE(pieces.cure.has_value());
  CHECK_FALSE(judge(six_nodes(api(1000, ""))).limited);
}

TEST_CASE("capacity: nodes without a size, and services that reserve nothing") {
  const Capacity unsized = judge("[fra]\na = { managers = 1, workers = 2 }\n" + api(9, "reserve = { cpus = 2 }"));
  CHECK_FALSE(unsized.judged());
  CHECK(unsized.unsized == std::vector<std::string>{"cpus"});
  CHECK(unsized.now.fits == Fits::yes);
  const Capacity nothing = judge(six_nodes(api(9, "")));
  CHECK_FALSE(nothing.judged());
  CHECK_FALSE(nothing.reserves);
}

TEST_CASE("capacity: a pool that scales by itself counts with its least") {
  const std::string text =
      "[fra]\na = { managers = 1, workers = { count = 4, min = 2, max = 9, cpus = 4, memory = \"8GiB\" } }\n";
  const Capacity capacity = judge(text + api(5, "reserve = { cpus = 2 }"));
  CHECK(bottlenecks_words(capacity.now) == "5 replicas of api want nodes with 2 CPUs free: fra.a holds 4");
  CHECK(capacity.now.cure->like == "fra.a:worker");
  const Capacity after = judge(text + api(4, "reserve = { cpus = 2 }"));
  CHECK(level(after, "node").failing == 2);
  CHECK(level(after, "node").worst->lost == std::vector<std::string>{"fra.a:worker"});
}

TEST_CASE("capacity: a goal names the loss that breaks it") {
  const std::string goal = "[goals]\ncapacity = { zone = 2 }\n";
  CHECK(judge(six_nodes(goal + api(4, "reserve = { cpus = 2 }"))).goals.at(0).met);
  const CapacityGoalJudged missed = judge(six_nodes(goal + api(5, "reserve = { cpus = 2 }"))).goals.at(0);
  CHECK_FALSE(missed.met);
  CHECK(missed.worst->lost == std::vector<std::string>{"fra.a", "fra.b"});
}

TEST_CASE("capacity: per_zone owes nothing to a zone that is gone, strict_zone does") {
  const std::string goal = "[goals]\ncapacity = { zone = 1 }\n", rest = "reserve = { cpus = 1 }\n";
  CHECK(judge(six_nodes(goal + "[services.c]\nimage = \"c\"\nper_zone = 2\n" + rest)).goals.at(0).met);
  CHECK_FALSE(judge(six_nodes(goal + "[services.c]\nimage = \"c\"\nreplicas = 3\nstrict_zone = true\n" + rest))
                  .goals.at(0)
                  .met);
}

TEST_CASE("capacity: an update that starts first needs room for one more") {
  const std::string first = "update = { order = \"start-first\" }\n";
  CHECK(judge(six_nodes(api(12, "reserve = { cpus = 2 }\n" + first))).stuck.at(0).lost.empty());
  CHECK(judge(six_nodes(api(8, "reserve = { cpus = 2 }\n" + first))).stuck.at(0).lost == "fra.a");
  CHECK(judge(six_nodes(api(7, "reserve = { cpus = 2 }\n" + first))).stuck.empty());
  CHECK(judge(six_nodes(api(12, "reserve = { cpus = 2 }\n"))).stuck.empty());
  CHECK(
      judge(six_nodes("[services.p]\nimage = \"p\"\nglobal = true\nreserve = { cpus = 2.5 }\n" + first)).stuck.size() ==
      1);
  CHECK(judge(six_nodes("[services.p]\nimage = \"p\"\nglobal = true\nreserve = { cpus = 2 }\n" + first)).stuck.empty());
}

TEST_CASE("capacity: random specs, every domain of every level against trying all placements") {
  std::mt19937 random(23);
  int failing = 0, holding = 0, overlapping = 0;
  for (int round = 0; round < 150; ++round) {
    const std::string text = random_text(random);
    CAPTURE(text);
    const Cluster cluster = read(text);
    const Stack stack = make_stack(cluster);
    const std::optional<CapacityModel> model = model_capacity(cluster, stack);
    REQUIRE(model.has_value());
    const std::optional<Capacity> capacity = judge_capacity(cluster, stack);
    REQUIRE(capacity.has_value());
    CHECK(capacity->now.fits == (fits_by_trying(model->question) ? Fits::yes : Fits::no));
    for (const LevelCapacity& judged : capacity->levels) {
      const Tried tried = try_level(cluster, *model, judged.level);
      CAPTURE(judged.level);
      CHECK(judged.unknown == 0);
      CHECK(judged.domains == tried.domains);
      CHECK(judged.failing == tried.failing);
      failing += tried.failing;
      holding += tried.domains - tried.failing;
      overlapping += judged.level == "feed" ? 1 : 0;
    }
  }
  CHECK(failing > 50);
  CHECK(holding > 100);
  CHECK(overlapping > 20);
}

TEST_CASE("capacity: a goal of two is the worst of all pairs, those that hold no usable node among them") {
  std::mt19937 random(29);
  int missed = 0, met = 0;
  for (int round = 0; round < 150; ++round) {
    const std::string text = random_text(random);
    CAPTURE(text);
    Cluster cluster = read(text);
    for (const std::string& name : cluster.topology.levels) cluster.goals.capacity.push_back({name, 2, {}});
    const Stack stack = make_stack(cluster);
    const std::optional<CapacityModel> model = model_capacity(cluster, stack);
    const std::optional<Capacity> capacity = judge_capacity(cluster, stack);
    REQUIRE(model.has_value());
    REQUIRE(capacity.has_value());
    const std::vector<LossLevel> levels = loss_levels(cluster.topology, *model);
    for (std::size_t i = 0; i < levels.size(); ++i) {
      std::vector<const LossDomain*> domains;
      for (const LossClass& each : levels[i].classes)
        for (const LossDomain& domain : each.domains) domains.push_back(&domain);
      for (const LossDomain& domain : levels[i].idle_first) domains.push_back(&domain);
      if (domains.size() < 2) continue;
      bool all_fit = true;
      for (std::size_t a = 0; a < domains.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
          all_fit = all_fit &&
                    fits_by_trying(with_nodes(
                        *model, kinds_left(*model, runs_left(cluster.topology, *model, {domains[a], domains[b]}))));
      CHECK(capacity->goals[i].met == all_fit);
      CHECK(capacity->goals[i].proved);
      ++(all_fit ? met : missed);
    }
  }
  CHECK(missed > 50);
  CHECK(met > 50);
}

}  // namespace planner::test
