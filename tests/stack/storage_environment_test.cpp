// [storage] reaches Appwrite's services as variables; keys and secrets never stand in a stack.
#include "planner/stack/storage_environment.hpp"

#include <doctest/doctest.h>

#include <map>

#include "planner/catalogue/storage_drivers.hpp"
#include "tests/layout.hpp"

namespace planner::test {
namespace {

using Variables = std::map<std::string, std::string>;

Service service_of(const std::string& image) {
  Service service;
  service.name = "s";
  service.image = image;
  service.on = {Role::worker};
  return service;
}

Stack stack_of(const Storage& storage, const Service& service) {
  Cluster cluster = layout({{"fra.a", 1, 0, 2}, {"fra.b", 1, 0, 2}, {"fra.c", 1, 0, 2}});
  cluster.storage = storage;
  cluster.services = {service};
  return make_stack(cluster);
}

Variables added(const Storage& storage, const Service& service) {
  const Stack stack = stack_of(storage, service);
  REQUIRE(stack.services.size() == 1);
  return {stack.services[0].deploy_env.begin(), stack.services[0].deploy_env.end()};
}

Storage of(const std::string& driver, const std::string& bucket = {}, const std::string& endpoint = {}) {
  return {driver, bucket, endpoint, {}, {"files", "builds", "deployments"}, {}, {}};
}

TEST_CASE("each driver has its device and its own names") {
  CHECK(added(of("wasabi", "files"), service_of("appwrite/appwrite:1.9.6")) ==
        Variables{{"_APP_STORAGE_DEVICE", "wasabi"},
                  {"_APP_STORAGE_WASABI_ACCESS_KEY", "${_APP_STORAGE_WASABI_ACCESS_KEY:?set it before you deploy}"},
                  {"_APP_STORAGE_WASABI_SECRET", "${_APP_STORAGE_WASABI_SECRET:?set it before you deploy}"},
                  {"_APP_STORAGE_WASABI_REGION", "${_APP_STORAGE_WASABI_REGION:-eu-central-1}"},
                  {"_APP_STORAGE_WASABI_BUCKET", "files"}});
  CHECK(added(of("spaces"), service_of("appwrite/appwrite"))["_APP_STORAGE_DO_SPACES_BUCKET"] ==
        "${_APP_STORAGE_DO_SPACES_BUCKET:?set it before you deploy}");
  CHECK(added(of("local"), service_of("appwrite/appwrite")) == Variables{{"_APP_STORAGE_DEVICE", "local"}});
  Storage stated = of("s3", "b");
  stated.regions = {"eu-west-1", "eu-west-2"};
  CHECK(added(stated, service_of("appwrite/appwrite"))["_APP_STORAGE_S3_REGION"] == "eu-west-1");
}

TEST_CASE("R2 and other endpoints are S3 to Appwrite") {
  for (const char* driver : {"r2", "s3-compatible"}) {
    Variables variables = added(of(driver, "b", "x.example:9000"), service_of("${_APP_IMAGE:-appwrite/appwrite}:1"));
    CHECK(variables["_APP_STORAGE_DEVICE"] == "s3");
    CHECK(variables["_APP_STORAGE_S3_ENDPOINT"] == "x.example:9000");
    CHECK(variables.contains("_APP_STORAGE_S3_SECRET"));
  }
}

TEST_CASE("the executor is told the same storage under its own names") {
  for (const StorageDriver& driver : storage_drivers()) {
    CAPTURE(driver.name);
    const Storage storage = of(std::string(driver.name), "b", driver.needs_endpoint ? "https://x.example" : "");
    Variables expected;
    for (const auto& [name, value] : added(storage, service_of("appwrite/appwrite")))
      expected["OPR_EXECUTOR" + name.substr(std::string("_APP").size())] = value;
    CHECK(added(storage, service_of("openruntimes/executor:0.25.4")) == expected);
  }
  CHECK(added(of("s3", "b"), service_of("openruntimes/executor:0.25.4")) ==
        Variables{{"OPR_EXECUTOR_STORAGE_DEVICE", "s3"},
                  {"OPR_EXECUTOR_STORAGE_S3_ACCESS_KEY", "${_APP_STORAGE_S3_ACCESS_KEY:?set it before you deploy}"},
                  {"OPR_EXECUTOR_STORAGE_S3_SECRET", "${_APP_STORAGE_S3_SECRET:?set it before you deploy}"},
                  {"OPR_EXECUTOR_STORAGE_S3_REGION", "${_APP_STORAGE_S3_REGION:-us-east-1}"},
                  {"OPR_EXECUTOR_STORAGE_S3_BUCKET", "b"}});
}

TEST_CASE("whoever is not Appwrite's is left alone, and so are plans without storage") {
  CHECK(added(of("s3"), service_of("postgres:16")).empty());
  CHECK(added(of("s3"), service_of("appwrite/console:8")).empty());
  Service own = service_of("registry.example/own:1");
  own.env = {{"_APP_STORAGE_LIMIT", "1"}};
  CHECK_FALSE(added(of("s3"), own).empty());
  Cluster cluster = layout({{"fra.a", 3, 0, 1}});
  cluster.services = {service_of("appwrite/appwrite:1")};
  CHECK(make_stack(cluster).services[0].deploy_env.empty());
}

TEST_CASE("what a service sets itself goes first, and is said") {
  Service service = service_of("appwrite/appwrite:1");
  service.env = {{"_APP_STORAGE_DEVICE", "local"}, {"_APP_STORAGE_S3_SECRET", "${_APP_STORAGE_S3_SECRET}"}};
  service.interpolate = true;
  const Stack stack = stack_of(of("s3", "b"), service);
  REQUIRE(stack.notes.size() == 1);
  CHECK(stack.notes[0].find("s sets _APP_STORAGE_DEVICE itself") == 0);
  const auto& given = stack.services[0].deploy_env;
  CHECK(given.size() == 4);  // a variable that is only handed on is no setting
  for (const auto& variable : given) CHECK(variable.first != "_APP_STORAGE_DEVICE");
  CHECK(stack.services[0].service.env.size() == 1);
}

TEST_CASE("a variable with a default is a setting, and so is a dollar that is none") {
  Service service = service_of("appwrite/appwrite:1");
  service.env = {{"_APP_STORAGE_S3_BUCKET", "${B:-mine}"}};
  service.interpolate = true;
  CHECK(stack_of(of("s3", "b"), service).notes.size() == 1);
  service.env = {{"_APP_STORAGE_S3_BUCKET", "${B}"}};
  CHECK(stack_of(of("s3", "b"), service).notes.empty());
  service.interpolate = false;
  CHECK(stack_of(of("s3", "b"), service).notes.size() == 1);
}

}  // namespace
}  // namespace planner::test
