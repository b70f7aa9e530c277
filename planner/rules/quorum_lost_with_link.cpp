// A single link without which no side holds a majority.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"(# swarmplan: allow manager-count-even because it shows a link
[cluster]  # swarmplan: allow two-sites-only because it shows a link
name = "halves"

[ams]  # swarmplan: allow quorum-lost-with-domain because it shows a link
a = { managers = 1 }
b = { managers = 1 }

[lon]  # swarmplan: allow quorum-lost-with-domain because it shows a link
a = { managers = 1 }
b = { managers = 1 }

[[links]]
between = ["ams", "lon"]
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([ams]
a = { managers = 1 }
b = { managers = 1 }
[lon]
a = { managers = 1 }
b = { managers = 1 }
[par]
a = { managers = 1 }

[[links]]
between = ["ams", "lon", "par"]
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  if (!facts.partitions || !facts.quorum) return findings;
  for (const std::vector<RoutingElement>& set : facts.partitions->found.link_cuts.sets) {
    if (set.size() != 1) continue;
    const auto link = static_cast<std::size_t>(set.front().index);
    const auto& [from, to] = facts.partitions->links[link];
    findings.push_back(
        {.severity = Severity::warning,
         .message =
             fmt::format("cutting the link of {} and {} leaves no side with the {} of {} managers that are needed: all "
                         "of them stay up, and nothing can be deployed, scaled or restarted until it is mended",
                         from, to, facts.quorum->majority, facts.quorum->managers),
         .where = facts.partitions->link_where[link],
         .place = from,
         .help =
             "join the two sides by another way, or move managers so that one side has a majority of an odd number"});
  }
  return findings;
}

}  // namespace

const Rule quorum_lost_with_link{
    .name = "quorum-lost-with-link",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "one link holds the quorum together",
    .why =
        "Managers that are up but do not reach each other do not form a majority. Where a single link joins two halves "
        "of the managers, or one site of an even number, its loss stops the Swarm although no machine is down; and "
        "forcing a new cluster on one side then makes two. Once a spec has links, regions reach each other by links "
        "alone.\n"
        "Source: https://docs.docker.com/engine/swarm/raft/",
    .fix =
        "A second way between the sides (a link from either to a third place will do), or an odd number of managers of "
        "which one side holds more than half.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
