// A database that someone runs themselves, in one place.
#include <fmt/format.h>

#include "planner/catalogue/database_engines.hpp"
#include "planner/rules/all.hpp"
#include "planner/rules/task_nodes.hpp"
#include "planner/rules/wording.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([database]
engine  = "mariadb"
hosting = "self"
host    = "main.internal"

[fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([database]
engine  = "mariadb"
hosting = "managed"

[fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  const std::optional<Database>& database = facts.cluster.database;
  if (!database || database->hosting != Hosting::self || database->regions.size() > 1) return {};
  const TaskNodes nodes = task_nodes(facts.cluster);
  if (nodes.count < 2) return {};
  const DatabaseEngine& engine = *find_database_engine(database->engine);
  return {{.severity = Severity::warning,
           .message =
               fmt::format("all services ask one {}{} that you run yourselves: when it is down, so is what runs on {}",
                           engine.product, database->host.empty() ? "" : fmt::format(", {},", database->host),
                           amount(nodes.count, name_of(nodes.role))),
           .where = database->where,
           .help = "a managed one, or a cluster of it behind one address with what fails over; if that is what the "
                   "address stands for, allow it here and say so"}};
}

}  // namespace

const Rule database_on_one_host{
    .name = "database-on-one-host",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "a self-hosted database in one place is asked by several nodes",
    .why =
        "The decentralized chapter puts storage and databases on 1 server, \"Main\": every other node can be replaced, "
        "this one cannot. Taking the data out of the nodes is no high availability until the data itself has it. Told "
        "for hosting = \"self\" with fewer than 2 regions where 2 or more nodes run services; what stands behind the "
        "address, the spec cannot know.\n"
        "Source: https://book.appread.io/high-availability",
    .fix =
        "A managed database, or three servers of it with a failover and one address in front. Then allow the rule with "
        "that reason.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
