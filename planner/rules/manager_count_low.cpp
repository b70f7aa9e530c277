// One or two managers: none may fail.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([fra]
a = { managers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([fra]
a = { managers = 3 }
)"}};

constexpr int fewest_that_tolerate_a_loss = 3;

std::vector<Finding> check(const Facts& facts) {
  if (!facts.quorum || facts.quorum->managers >= fewest_that_tolerate_a_loss) return {};
  const Quorum& quorum = *facts.quorum;
  return {{.severity = Severity::warning,
           .message = fmt::format("{}, {} needed: none may be down, not even for a restart, without the Swarm standing "
                                  "still",
                                  amount(quorum.managers, "manager"), quorum.majority),
           .where = facts.cluster.where,
           .help = fmt::format("add {}: of three managers 2 are needed and any one may be down",
                               fewest_that_tolerate_a_loss - quorum.managers)}};
}

}  // namespace

const Rule manager_count_low{
    .name = "manager-count-low",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "fewer than three managers tolerate no failure",
    .why =
        "1 manager needs 1 and 2 managers need 2: (N - 1)/2 rounded down is 0 for both. Every reboot or upgrade of "
        "a manager stops deployments, scaling and restarts; its loss leaves a Swarm that only a forced new cluster "
        "revives. Two are worse than one, since either of them stops it.\n"
        "Source: https://docs.docker.com/engine/swarm/admin_guide/#maintain-the-quorum-of-managers",
    .fix =
        "Three managers. They need not be large machines; workers can be managers too (defaults.managers = "
        "{ availability = \"active\" }).",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
