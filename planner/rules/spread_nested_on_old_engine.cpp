// Two levels of spread on an engine whose scheduler can hang on them.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([cluster]
engine = "28.2"

[fra]
a = { managers = 1, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }

[ber]
a = { workers = 1 }
b = { workers = 1 }

[services.api]
image    = "registry.example/api:1"
replicas = 4
spread   = ["region", "zone"]
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([cluster]
engine = "28.3"

[fra]
a = { managers = 1, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }

[ber]
a = { workers = 1 }
b = { workers = 1 }

[services.api]
image    = "registry.example/api:1"
replicas = 4
spread   = ["region", "zone"]
)"}};

// The first engine with https://github.com/moby/swarmkit/pull/3200
constexpr Version first_mended{28, 3};

bool is_label(std::string_view descriptor) {
  return descriptor.starts_with("node.labels.") || descriptor.starts_with("engine.labels.");
}

/// In stack files; `engine` is that of the spec beside them, if there is one.
void check_files(const Facts& facts, std::vector<Finding>& findings) {
  const std::optional<Version>& engine = facts.cluster.engine;
  if (engine && *engine >= first_mended) return;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services) {
      const auto levels = std::ranges::count_if(service.preferences, [](const auto& p) { return is_label(p.text); });
      if (levels < 2 || service.mode.starts_with("global")) continue;
      findings.push_back(
          {.severity = engine ? Severity::error : Severity::warning,
           .message = fmt::format("services.{} spreads over {} levels: on an engine before 28.3 a loss and return can "
                                  "hang the scheduler, and then no service of the Swarm is placed any more",
                                  service.name, levels),
           .file = stack.file,
           .where = service.preferences[1].where,
           .place = service.name,
           .help = "one level, over a label whose values are unique over regions; or run 28.3 and later everywhere"});
    }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  check_files(facts, findings);
  const std::optional<Version>& engine = facts.cluster.engine;
  if (facts.cluster.control != Control::centralized || (engine && *engine >= first_mended)) return findings;
  const std::string version = engine ? fmt::format("engine {}.{}", engine->major, engine->minor)
                                     : "an engine before 28.3 (cluster.engine is not said)";
  for (const Service& service : facts.cluster.services) {
    // Swarm looks at no preference of a global service.
    if (service.stand_in || service.spread.size() < 2 || service.scale == Scale::global) continue;
    findings.push_back(
        {.severity = engine ? Severity::error : Severity::warning,
         .message = fmt::format("services.{} spreads over {} levels, {}: on {} a loss and return can hang "
                                "the scheduler, and then no service of the Swarm is placed any more",
                                service.name, service.spread.size(), enumerate(service.spread), version),
         .where = service.where,
         .place = service.name,
         .help = fmt::format("spread = [\"zone\"] alone: zone labels are unique over regions; or run 28.3 and say so: "
                             "engine = \"28.3\" in [cluster]")});
  }
  return findings;
}

}  // namespace

const Rule spread_nested_on_old_engine{
    .name = "spread-nested-on-old-engine",
    .severity = Severity::error,
    .needs = Input::any,
    .summary = "two levels of spread, which can hang the scheduler before engine 28.3",
    .why =
        "Before Docker Engine 28.3 the scheduler can loop without end over an uneven tree of two preferences: one "
        "processor of the leader stays busy, and nothing is scheduled for any service. Seen on 20.10.24 and "
        "26.1.5 with two regions of two zones, one zone of each lost and back, and a service scaled from 4 to 6; "
        "28.5.2 placed it. With one level all three do. It is an error where `cluster.engine` is below 28.3, and a "
        "warning where it is not said.\n"
        "Source: https://github.com/moby/swarmkit/pull/3200",
    .fix =
        "One level: spread = [\"zone\"]. Its values are full ids, so zones of two regions are never merged. Or "
        "upgrade every engine to 28.3 or later and say `engine = \"28.3\"`.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
