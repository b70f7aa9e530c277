// A centralized spec in which no node is a manager.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { workers = 3 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 3, workers = 3 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  if (facts.cluster.control != Control::centralized) return {};
  const RoleCounts counts = count_roles(facts.cluster.topology);
  if (counts.manager > 0) return {};
  return {{.message = fmt::format("none of {} is a manager: there is no Swarm that the others could join",
                                  amount(counts.total(), "node")),
           .where = facts.cluster.where,
           .help = "give three nodes the role, in three zones where there are as many: managers = 1 in each"}};
}

}  // namespace

const Rule no_managers{
    .name = "no-managers",
    .severity = Severity::error,
    .needs = Input::spec,
    .summary = "a centralized layout without a manager",
    .why =
        "A Swarm is made by `docker swarm init` on a manager; workers and load balancers join it with a token that "
        "only a manager gives out, and only managers schedule tasks. Without one there is nothing to join.\n"
        "Source: https://docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/",
    .fix =
        "Declare managers: three of them tolerate the loss of one. A plan in which every host runs the whole stack "
        "by itself has no managers either; it says `services = N` in place of `workers`, or topology = "
        "\"decentralized\".",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
