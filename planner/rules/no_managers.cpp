#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr SourceFile kBad[] = {{"cluster.toml", "[fra.a]\nworkers = 3\n"}};
constexpr SourceFile kGood[] = {{"cluster.toml",
                                 "[fra.a]\nmanagers = 1\nworkers = 1\n\n[fra.b]\nmanagers = 1\nworkers = "
                                 "1\n\n[fra.c]\nmanagers = 1\nworkers = 1\n"}};

std::vector<Finding> check(const Facts& facts) {
  if (facts.cluster.control == Control::decentralized || count_roles(facts.cluster.topology).manager > 0) return {};
  return {finding_at(Severity::error, facts.cluster.where, "",
                     "the plan is centralized and has no manager: there is no Swarm to join",
                     "put managers = 1 into three zones; or, for hosts that run the whole stack by themselves, use "
                     "services instead of workers")};
}

}  // namespace

const Rule no_managers{
    "no-managers",
    Severity::error,
    Input::spec,
    "A centralized plan without a manager",
    "A Swarm is formed by its first manager (`docker swarm init`); workers join managers. Without one nothing can be "
    "deployed. https://docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/",
    "Give three zones one manager each, or describe a decentralized plan with `services`.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
