// Does it fit, against the scheduler: what it places fits, and what does not fit it leaves pending. One service alone
// that fits it places whole, with every seed; and an update that starts first ends exactly where one task more fits.
#include <doctest/doctest.h>

#include <random>

#include "planner/placement/fit.hpp"
#include "tests/placement/swarm_case.hpp"

namespace planner::placement {
namespace {

/// CPUs, memory.
constexpr std::size_t resources = 2;

std::string label_of_task(std::size_t task) { return "task" + std::to_string(task); }

Layout layout_of(const FitQuestion& question, const TaskKind* updated = nullptr, int parallelism = 1) {
  std::vector<Node> nodes;
  for (const NodeKind& kind : question.nodes)
    for (std::int64_t i = 0; i < kind.count; ++i) {
      Labels labels;
      for (std::size_t task = 0; task < kind.may.size(); ++task)
        if (kind.may[task]) labels.emplace_back(label_of_task(task), "yes");
      nodes.push_back(worker("n" + std::to_string(nodes.size()), labels));
      nodes.back().nano_cpus = kind.has[0];
      nodes.back().memory = kind.has[1];
    }
  std::vector<Service> services;
  for (std::size_t task = 0; task < question.tasks.size(); ++task) {
    const TaskKind& kind = question.tasks[task];
    Service service;
    service.name = label_of_task(task);
    service.global = kind.global;
    service.replicas = static_cast<int>(kind.count);
    service.constraints = {*parse_constraint("node.labels." + label_of_task(task) + " == yes")};
    service.nano_cpus = kind.needs[0];
    service.memory = kind.needs[1];
    for (const int port : kind.ports) service.ports.push_back({"tcp", port});
    service.max_per_node = static_cast<int>(kind.most_per_node.value_or(0));
    service.start_first = &kind == updated;
    service.parallelism = parallelism;
    services.push_back(std::move(service));
  }
  return make_layout(std::move(nodes), std::move(services));
}

FitQuestion random_question(std::mt19937& random, int most_tasks) {
  const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
  FitQuestion question;
  for (int task = 1 + below(most_tasks); task > 0; --task) {
    TaskKind kind{most_tasks > 1 && below(6) == 0, 1 + below(6), {below(4), below(3)}, {}, {}};
    if (below(4) == 0) kind.ports.push_back(80 + below(2));
    if (below(4) == 0 && !kind.global) kind.most_per_node = 1 + below(2);
    question.tasks.push_back(std::move(kind));
  }
  for (int node = 1 + below(3); node > 0; --node) {
    NodeKind kind{1 + below(3), {}, {}};
    for (std::size_t i = 0; i < resources; ++i) kind.has.push_back(1 + below(7));
    for (std::size_t i = 0; i < question.tasks.size(); ++i) kind.may.push_back(below(6) > 0);
    question.nodes.push_back(std::move(kind));
  }
  return question;
}

int all_pending(const State& state) {
  int pending = 0;
  for (std::size_t service = 0; service < state.services.size(); ++service)
    pending += pending_tasks(state, static_cast<int>(service));
  return pending;
}

int pending_after(const Layout& layout, std::uint64_t seed, int updated = -1) {
  State state = start(layout, seed);
  for (std::size_t service = 0; service < layout.services.size(); ++service)
    create_service(state, static_cast<int>(service));
  if (updated >= 0) force_update(state, updated);
  return all_pending(state);
}

}  // namespace

TEST_CASE("fit: what the scheduler places fits") {
  std::mt19937 random(31);
  int placed = 0, impossible = 0;
  for (int round = 0; round < 1500; ++round) {
    const FitQuestion question = random_question(random, 4);
    const Fit fit = judge_fit(question);
    const Layout layout = layout_of(question);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const int pending = pending_after(layout, seed);
      if (fit.fits == Fits::no) CHECK(pending > 0);
      placed += pending == 0 ? 1 : 0;
    }
    impossible += fit.fits == Fits::no ? 1 : 0;
  }
  CHECK(placed > 500);
  CHECK(impossible > 200);
}

TEST_CASE("fit: one service that fits is placed whole, with every seed; else as many as are held") {
  std::mt19937 random(37);
  int fitting = 0;
  for (int round = 0; round < 500; ++round) {
    const FitQuestion question = random_question(random, 1);
    const Fit fit = judge_fit(question);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const std::int64_t missing = fit.fits == Fits::yes ? 0 : fit.shortages.at(0).wanted - fit.shortages.at(0).held;
      CHECK(pending_after(layout_of(question), seed) == missing);
    }
    fitting += fit.fits == Fits::yes ? 1 : 0;
  }
  CHECK(fitting > 100);
  CHECK(fitting < 450);
}

TEST_CASE("fit: an update that starts first ends where one task more fits, whatever the parallelism") {
  std::mt19937 random(41);
  int ends = 0, stuck = 0;
  for (int round = 0; round < 600; ++round) {
    FitQuestion question = random_question(random, 1);
    if (judge_fit(question).fits != Fits::yes) continue;
    const Layout layout = layout_of(question, &question.tasks[0], static_cast<int>(random() % 4U));
    const int pending = pending_after(layout, 1, 0);
    ++question.tasks[0].count;
    const bool room = judge_fit(question).fits == Fits::yes;
    CHECK((pending == 0) == room);
    ++(room ? ends : stuck);
  }
  CHECK(ends > 50);
  CHECK(stuck > 50);
}

}  // namespace planner::placement
