#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {
    {"cluster.toml", "[fra.a]\nmanagers = 1\n[fra.b]\nmanagers = 1\n[fra.c]\nmanagers = 1\n[fra.d]\nmanagers = 1\n"}};
constexpr SourceFile kGood[] = {
    {"cluster.toml", "[fra.a]\nmanagers = 1\n[fra.b]\nmanagers = 1\n[fra.c]\nmanagers = 1\n"}};

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum || facts.quorum->managers % 2 != 0) return {};
  const Quorum& quorum = *facts.quorum;
  return {
      finding_at(Severity::warning, facts.cluster.where, "",
                 fmt::format("{} managers tolerate {} failures, as {} do: the last one buys nothing and can fail too",
                             quorum.managers, quorum.tolerated, quorum.managers - 1),
                 fmt::format("use {} or {} managers", quorum.managers - 1, quorum.managers + 1))};
}

}  // namespace

const Rule manager_count_even{
    "manager-count-even",
    Severity::warning,
    Input::spec,
    "An even number of managers",
    "N managers tolerate (N-1)/2 failures, rounded down: 3 and 4 both tolerate 1, 5 and 6 both 2. The even one costs a "
    "machine, adds one that can fail, and lets a cut network leave two halves of which neither has a majority. "
    "https://docs.docker.com/engine/swarm/admin_guide/",
    "Add or drop one manager.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
