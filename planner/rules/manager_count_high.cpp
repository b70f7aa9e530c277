#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr int kRecommended = 7;  // https://docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/

constexpr SourceFile kBad[] = {
    {"cluster.toml", "[fra.a]\nmanagers = 3\n[fra.b]\nmanagers = 3\n[fra.c]\nmanagers = 3\n"}};
constexpr SourceFile kGood[] = {
    {"cluster.toml", "[fra.a]\nmanagers = 3\n[fra.b]\nmanagers = 2\n[fra.c]\nmanagers = 2\n"}};

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum) return {};
  const Quorum& quorum = *facts.quorum;
  if (const auto& most = facts.cluster.goals.max_managers) {
    if (quorum.managers <= most->count) return {};
    return {finding_at(
        Severity::error, most->where, "",
        fmt::format("the goal max_managers = {} is missed: the layout has {} managers", most->count, quorum.managers),
        fmt::format("make {} of them workers, or raise the goal", quorum.managers - most->count))};
  }
  if (quorum.managers <= kRecommended) return {};
  return {finding_at(Severity::warning, facts.cluster.where, "",
                     fmt::format("{} managers: every change of the Swarm waits for {} of them to write it; Docker "
                                 "recommends at most {}",
                                 quorum.managers, quorum.majority, kRecommended),
                     fmt::format("use {} managers or fewer, or state goals.max_managers = {} if it is meant",
                                 kRecommended, quorum.managers))};
}

}  // namespace

const Rule manager_count_high{
    "manager-count-high",
    Severity::error,
    Input::spec,
    "More than seven managers, or more than goals.max_managers",
    "Every state change is replicated to all managers and committed by a majority, so each one more makes writes "
    "slower. "
    "Seven is a recommendation of Docker's, not a limit of the engine. A stated max_managers that is exceeded is an "
    "error. https://docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/",
    "Turn the surplus into workers; seven managers already tolerate three failures.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
