// Records in one region of a plan that has several.
#include <fmt/format.h>

#include "planner/catalogue/database_engines.hpp"
#include "planner/rules/all.hpp"
#include "planner/rules/task_nodes.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([database]
engine  = "mariadb"
hosting = "managed"

[fra]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ber]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ams]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([database]
engine  = "cockroachdb"
hosting = "managed"

[fra]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ber]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
[ams]
a = { managers = 1, workers = 1 }
b = { workers = 1 }
)"}};

std::string alternatives() {
  std::vector<std::string> names;
  for (const DatabaseEngine& engine : database_engines())
    if (engine.region_free) names.emplace_back(engine.name);
  return enumerate(names);
}

std::vector<Finding> check(const Facts& facts) {
  const std::optional<Database>& database = facts.cluster.database;
  if (!database || database->regions.size() > 1) return {};
  const DatabaseEngine& engine = *find_database_engine(database->engine);
  const TaskNodes nodes = task_nodes(facts.cluster);
  if (engine.region_free || nodes.regions.size() < 2) return {};
  return {{.severity = Severity::warning,
           .message = fmt::format("{} lies in one region{}, the plan has {}: {} ask it from afar, and when that region "
                                  "is down all of them are without their records",
                                  engine.product,
                                  database->regions.empty() ? "" : fmt::format(", {}", database->regions.front()),
                                  enumerate(nodes.regions), amount(nodes.count, name_of(nodes.role))),
           .where = database->where,
           .help = fmt::format("region-free by the document: {}. Or one that is replicated to several regions and "
                               "fails over: database.regions = [\"…\", \"…\"]",
                               alternatives())}};
}

}  // namespace

const Rule database_not_region_free{
    .name = "database-not-region-free",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "records lie in one region of a plan that has several",
    .why =
        "Services in 2 or more regions are worth no more than the database that all of them ask. The document wants "
        "one that is region-free and lists PlanetScale, CockroachDB and Neon; the list is kept as it stands. Of these "
        "CockroachDB writes in any region, the other two have one primary region and copies to read elsewhere: their "
        "failover is worth a look.\n"
        "Source: https://book.appread.io/high-availability",
    .fix = "Take an engine of the list, or name the 2 or more regions that a replicated one fails over between.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
