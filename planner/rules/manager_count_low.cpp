#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", "[fra.a]\nmanagers = 1\nworkers = 2\n"}};
constexpr SourceFile kGood[] = {
    {"cluster.toml", "[fra.a]\nmanagers = 1\n[fra.b]\nmanagers = 1\n[fra.c]\nmanagers = 1\n"}};

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum || facts.quorum->managers >= 3) return {};
  const int managers = facts.quorum->managers;
  return {finding_at(Severity::warning, facts.cluster.where, "",
                     managers == 1
                         ? "1 manager: while it is down, also for an upgrade, nothing is restarted or deployed"
                         : "2 managers: both must be up, so two are twice as fragile as one",
                     "use 3 managers: one of them may be down")};
}

}  // namespace

const Rule manager_count_low{
    "manager-count-low",
    Severity::warning,
    Input::spec,
    "Fewer than three managers",
    "One manager or two tolerate no failure: the majority of 1 is 1, of 2 it is 2. Three tolerate one, which is also "
    "what an upgrade of the engine takes away for a while. https://docs.docker.com/engine/swarm/admin_guide/",
    "Use three managers, one in each of three zones.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
