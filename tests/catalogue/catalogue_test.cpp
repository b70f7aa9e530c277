// The catalogue holds what the documents list, and names that can be written in a spec.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "planner/catalogue/database_engines.hpp"
#include "planner/catalogue/storage_drivers.hpp"

namespace planner::test {
namespace {

TEST_CASE("every name of a storage driver finds one, every driver has a name") {
  std::set<std::string_view> found;
  for (const std::string_view name : storage_driver_names()) {
    const StorageDriver* driver = find_storage_driver(name);
    REQUIRE_MESSAGE(driver != nullptr, name);
    found.insert(driver->name);
  }
  CHECK(found.size() == storage_drivers().size());
  CHECK(find_storage_driver("dospaces")->name == "spaces");
  CHECK(find_storage_driver("") == nullptr);
  for (const StorageDriver& driver : storage_drivers()) {
    CHECK(driver.local == driver.variables.empty());
    CHECK_FALSE(driver.device.empty());
  }
}

TEST_CASE("the marks are those of the document's table") {
  // Amazon S3, Spaces, Backblaze, Linode: none; Wasabi: the first; R2: both.
  for (const char* name : {"s3", "spaces", "backblaze", "linode"}) {
    CHECK_FALSE(find_storage_driver(name)->region_free);
    CHECK_FALSE(find_storage_driver(name)->free_egress);
  }
  CHECK(find_storage_driver("wasabi")->region_free);
  CHECK_FALSE(find_storage_driver("wasabi")->free_egress);
  CHECK(find_storage_driver("r2")->region_free);
  CHECK(find_storage_driver("r2")->free_egress);
}

TEST_CASE("every database has a name, an adapter and a port; three are region-free") {
  std::set<std::string> free;
  CHECK(database_engine_names().size() == database_engines().size());
  for (const std::string_view name : database_engine_names()) {
    const DatabaseEngine* engine = find_database_engine(name);
    REQUIRE_MESSAGE(engine != nullptr, name);
    CHECK_FALSE(engine->adapter.empty());
    CHECK(engine->port > 0);
    if (engine->region_free) free.emplace(name);
  }
  CHECK(free == std::set<std::string>{"planetscale", "cockroachdb", "neon"});
}

}  // namespace
}  // namespace planner::test
