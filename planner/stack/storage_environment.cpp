// One variable, _APP_STORAGE_DEVICE, chooses the driver for all three uses; each driver has its own for key, secret,
// region and bucket (appwrite/appwrite app/config/variables.php). The executor reads its storage from an address of its
// own (openruntimes/executor src/Executor/StorageFactory.php), which must be the same.
#include "planner/stack/storage_environment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/catalogue/storage_drivers.hpp"

namespace planner {
namespace {

using Variable = std::pair<std::string, std::string>;

bool has_variable(const Service& service, std::string_view prefix) {
  return std::ranges::any_of(service.env, [&](const Variable& each) { return each.first.starts_with(prefix); });
}

bool is_appwrite(const Service& service) {
  return service.image.find("appwrite/appwrite") != std::string::npos || has_variable(service, "_APP_STORAGE_");
}

bool is_executor(const Service& service) {
  return service.image.find("openruntimes/executor") != std::string::npos || has_variable(service, "OPR_EXECUTOR_");
}

/// `${NAME}`, or `${NAME:-otherwise}` where something holds without it.
std::string deploy_variable(std::string_view name, std::string_view otherwise = {}) {
  return otherwise.empty() ? fmt::format("${{{}}}", name) : fmt::format("${{{}:-{}}}", name, otherwise);
}

struct Names {
  std::string key, secret, region, bucket;

  explicit Names(std::string_view driver) {
    const std::string prefix = fmt::format("_APP_STORAGE_{}_", driver);
    key = prefix + "ACCESS_KEY";
    secret = prefix + "SECRET";
    region = prefix + "REGION";
    bucket = prefix + "BUCKET";
  }
};

std::string region_of(const Storage& storage, const StorageDriver& driver, const Names& names) {
  return storage.regions.empty() ? deploy_variable(names.region, driver.default_region) : storage.regions.front();
}

std::string bucket_of(const Storage& storage, const Names& names) {
  return storage.bucket.empty() ? deploy_variable(names.bucket) : storage.bucket;
}

std::vector<Variable> appwrite_variables(const Storage& storage, const StorageDriver& driver) {
  std::vector<Variable> variables{{"_APP_STORAGE_DEVICE", driver.device}};
  if (driver.local) return variables;
  const Names names(driver.variables);
  variables.emplace_back(names.key, deploy_variable(names.key));
  variables.emplace_back(names.secret, deploy_variable(names.secret));
  variables.emplace_back(names.region, region_of(storage, driver, names));
  variables.emplace_back(names.bucket, bucket_of(storage, names));
  if (!storage.endpoint.empty()) variables.emplace_back("_APP_STORAGE_S3_ENDPOINT", storage.endpoint);
  return variables;
}

/// DEVICE://KEY:SECRET@HOST/BUCKET?region=REGION
std::vector<Variable> executor_variables(const Storage& storage, const StorageDriver& driver) {
  if (driver.local) return {{"OPR_EXECUTOR_CONNECTION_STORAGE", "local://localhost"}};
  const Names names(driver.variables);
  return {{"OPR_EXECUTOR_CONNECTION_STORAGE",
           fmt::format("{}://{}:{}@{}/{}?region={}", driver.device, deploy_variable(names.key),
                       deploy_variable(names.secret), storage.endpoint.empty() ? "localhost" : storage.endpoint,
                       bucket_of(storage, names), region_of(storage, driver, names))}};
}

/// Adds what the service does not set itself; gives the names of what it sets to something else.
std::vector<std::string> add_missing(StackService& service, const std::vector<Variable>& variables) {
  std::vector<std::string> kept;
  const std::vector<Variable>& own = service.service.env;
  for (const Variable& variable : variables) {
    const auto set = std::ranges::find(own, variable.first, &Variable::first);
    if (set == own.end())
      service.deploy_env.push_back(variable);
    else if (set->second != variable.second && set->second != deploy_variable(variable.first))
      kept.push_back(variable.first);
  }
  return kept;
}

}  // namespace

void add_storage_environment(const Cluster& cluster, Stack& stack) {
  if (!cluster.storage) return;
  const StorageDriver& driver = *find_storage_driver(cluster.storage->driver);
  for (StackService& service : stack.services) {
    std::vector<std::string> kept;
    if (is_executor(service.service))
      kept = add_missing(service, executor_variables(*cluster.storage, driver));
    else if (is_appwrite(service.service))
      kept = add_missing(service, appwrite_variables(*cluster.storage, driver));
    if (!kept.empty())
      stack.notes.push_back(
          fmt::format("{} sets {} itself, which goes before [storage]: all of Appwrite's services "
                      "have to agree on it.",
                      service.name, fmt::join(kept, ", ")));
  }
}

}  // namespace planner
