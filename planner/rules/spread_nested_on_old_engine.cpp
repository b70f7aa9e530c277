#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/places.hpp"

namespace planner {
namespace {

constexpr Version kMended{28, 3};  // github.com/moby/swarmkit/pull/3200, first in Docker Engine 28.3.0

constexpr SourceFile kBad[] = {{"cluster.toml", R"([cluster]
engine = "26.1"

[us.west.a]
managers = 1
workers  = 2
[us.east.a]
workers = 2

[services.web]
image    = "nginx:1.27"
replicas = 4
spread   = ["region", "zone"]
)"}};
constexpr SourceFile kGood[] = {{"cluster.toml", R"([cluster]
engine = "28.3"

[us.west.a]
managers = 1
workers  = 2
[us.east.a]
workers = 2

[services.web]
image    = "nginx:1.27"
replicas = 4
spread   = ["region", "zone"]
)"}};

std::vector<Finding> check(const Facts& facts) {
  const Cluster& cluster = facts.cluster;
  if (cluster.control == Control::decentralized || (cluster.engine && *cluster.engine >= kMended)) return {};
  std::vector<Finding> findings;
  for (const Service& service : cluster.services) {
    if (service.stand_in || service.spread.size() < 2 || service.scale == Scale::global) continue;
    const std::string engine = cluster.engine
                                   ? fmt::format("engine {}.{} is", cluster.engine->major, cluster.engine->minor)
                                   : std::string("engines below 28.3 are");
    findings.push_back(finding_at(
        cluster.engine ? Severity::error : Severity::warning, service.spread_where, service.name,
        fmt::format("{} is spread over {} levels and {} affected: after a loss and a return the scheduler can hang, "
                    "for every service of the Swarm",
                    service.name, service.spread.size(), engine),
        cluster.engine ? "spread = [\"zone\"] does the same for unique zones; or run engine 28.3 or later"
                       : "say cluster.engine = \"28.3\" if all engines are that new; else spread = [\"zone\"]"));
  }
  return findings;
}

}  // namespace

const Rule spread_nested_on_old_engine{
    "spread-nested-on-old-engine",
    Severity::error,
    Input::spec,
    "Two levels of spread on an engine below 28.3",
    "Before Docker Engine 28.3.0 the scheduler could loop for ever over unbalanced preferences of two levels: seen on "
    "20.10.24 and 26.1.5 after a zone of each of two regions was drained and came back; the manager's processor was "
    "busy "
    "and even an unrelated service stayed pending. 28.5.2 placed all of them. An error where cluster.engine is below "
    "28.3, a warning where it is not said. https://github.com/moby/swarmkit/pull/3200",
    "Spread over one level (zone ids are unique over regions, so that zone alone does it), or run 28.3 or later.",
    kBad,
    kGood,
    check,
};

}  // namespace planner
