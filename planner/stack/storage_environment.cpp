// One variable, _APP_STORAGE_DEVICE, chooses the driver for all three uses; each driver has its own for key, secret,
// region and bucket (appwrite/appwrite app/config/variables.php). The executor reads the same under names of its own,
// OPR_EXECUTOR_STORAGE_… (open-runtimes/executor src/Executor/StorageFactory.php).
//
// It also takes one address for all, OPR_EXECUTOR_CONNECTION_STORAGE, which goes before them unless it is empty. That
// is not used here: a secret with / + or @ in it makes it another address; with a host in it, which an address must
// have, Amazon is never asked but that host; and an endpoint with https:// cannot stand in it.
#include "planner/stack/storage_environment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/catalogue/storage_drivers.hpp"

namespace planner {
namespace {

using Variable = std::pair<std::string, std::string>;

constexpr std::string_view kAppwrite = "_APP_STORAGE_";
constexpr std::string_view kExecutor = "OPR_EXECUTOR_STORAGE_";

bool holds_variable(const Service& service, std::string_view prefix) {
  return std::ranges::any_of(service.env, [&](const Variable& each) { return each.first.starts_with(prefix); });
}

bool is_appwrite(const Service& service) {
  return service.image.find("appwrite/appwrite") != std::string::npos || holds_variable(service, kAppwrite);
}

bool is_executor(const Service& service) {
  return service.image.find("openruntimes/executor") != std::string::npos || holds_variable(service, "OPR_EXECUTOR_");
}

/// `${NAME:-otherwise}` where something holds without it; else docker refuses to deploy while it is not set.
std::string deploy_variable(std::string_view name, std::string_view otherwise = {}) {
  return otherwise.empty() ? fmt::format("${{{}:?set it before you deploy}}", name)
                           : fmt::format("${{{}:-{}}}", name, otherwise);
}

/// `prefix` is that of the names; what the spec does not say comes from Appwrite's own names at deploy time.
std::vector<Variable> variables_of(const Storage& storage, const StorageDriver& driver, std::string_view prefix) {
  std::vector<Variable> variables{{fmt::format("{}DEVICE", prefix), std::string(driver.device)}};
  if (driver.local) return variables;
  const auto add = [&](std::string_view key, const std::string& said, std::string_view otherwise = {}) {
    const std::string name = fmt::format("{}_{}", driver.variables, key);
    variables.emplace_back(fmt::format("{}{}", prefix, name),
                           said.empty() ? deploy_variable(fmt::format("{}{}", kAppwrite, name), otherwise) : said);
  };
  add("ACCESS_KEY", "");
  add("SECRET", "");
  add("REGION", storage.regions.empty() ? "" : storage.regions.front(), driver.default_region);
  add("BUCKET", storage.bucket);
  if (!storage.endpoint.empty()) add("ENDPOINT", storage.endpoint);
  return variables;
}

/// $NAME or ${NAME}, in a service whose texts are templates: it decides nothing.
bool hands_on(const Service& service, std::string_view value) {
  if (!service.interpolate || value.size() < 2 || value.front() != '$') return false;
  value.remove_prefix(1);
  if (value.front() == '{' && value.back() == '}') value = value.substr(1, value.size() - 2);
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

/// Adds what the service does not set itself; gives the names of what it sets to something else.
std::vector<std::string> add_missing(StackService& service, const std::vector<Variable>& variables) {
  std::vector<std::string> kept;
  std::vector<Variable>& own = service.service.env;
  for (const Variable& variable : variables) {
    std::erase_if(own, [&](const Variable& each) {
      return each.first == variable.first && hands_on(service.service, each.second);
    });
    const auto set = std::ranges::find(own, variable.first, &Variable::first);
    if (set == own.end())
      service.deploy_env.push_back(variable);
    else if (set->second != variable.second)
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
      kept = add_missing(service, variables_of(*cluster.storage, driver, kExecutor));
    else if (is_appwrite(service.service))
      kept = add_missing(service, variables_of(*cluster.storage, driver, kAppwrite));
    if (!kept.empty())
      stack.notes.push_back(
          fmt::format("{} sets {} itself, which goes before [storage]: all of Appwrite's services "
                      "have to agree on it.",
                      service.name, fmt::join(kept, ", ")));
  }
}

}  // namespace planner
