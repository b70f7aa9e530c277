#include "planner/catalogue/database_engines.hpp"

#include <algorithm>

namespace planner {
namespace {

constexpr std::string_view one_region =
    "the document lists it; its primary lies in one region, and other regions hold copies to read";

constexpr DatabaseEngine engines[] = {
    {.name = "mariadb",
     .product = "MariaDB",
     .adapter = "mariadb",
     .port = 3306,
     .note = "the document says that Appwrite supports MariaDB only: since 1.9.0 _APP_DB_ADAPTER chooses"},
    {.name = "mysql", .product = "MySQL", .adapter = "mysql", .port = 3306, .since = "1.9.0"},
    {.name = "planetscale",
     .product = "PlanetScale (MySQL)",
     .region_free = true,
     .adapter = "mysql",
     .port = 3306,
     .since = "1.9.0",
     .note = one_region},
    {.name = "postgresql", .product = "PostgreSQL", .adapter = "postgresql", .port = 5432, .since = "1.9.0"},
    {.name = "cockroachdb",
     .product = "CockroachDB (PostgreSQL)",
     .region_free = true,
     .adapter = "postgresql",
     .port = 26257,
     .since = "1.9.0"},
    {.name = "neon",
     .product = "Neon (PostgreSQL)",
     .region_free = true,
     .adapter = "postgresql",
     .port = 5432,
     .since = "1.9.0",
     .note = one_region},
    {.name = "mongodb", .product = "MongoDB", .adapter = "mongodb", .port = 27017, .since = "1.9.0"},
};

constexpr std::string_view names[] = {"mariadb",     "mysql", "planetscale", "postgresql",
                                      "cockroachdb", "neon",  "mongodb"};

}  // namespace

std::span<const std::string_view> database_engine_names() { return names; }

std::span<const DatabaseEngine> database_engines() { return engines; }

const DatabaseEngine* find_database_engine(std::string_view name) {
  const auto found = std::ranges::find(engines, name, &DatabaseEngine::name);
  return found == std::end(engines) ? nullptr : found;
}

}  // namespace planner
