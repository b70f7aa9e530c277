#include "planner/stack/schema_lists.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace planner {
namespace {

/// Where a text with a variable is made a number or a boolean.
/// Source: github.com/docker/cli cli/compose/loader/interpolate.go
constexpr std::string_view cast[] = {
    "configs.*.external",
    "networks.*.attachable",
    "networks.*.external",
    "networks.*.internal",
    "secrets.*.external",
    "services.*.configs.[].mode",
    "services.*.deploy.placement.max_replicas_per_node",
    "services.*.deploy.replicas",
    "services.*.deploy.restart_policy.max_attempts",
    "services.*.deploy.rollback_config.max_failure_ratio",
    "services.*.deploy.rollback_config.parallelism",
    "services.*.deploy.update_config.max_failure_ratio",
    "services.*.deploy.update_config.parallelism",
    "services.*.healthcheck.disable",
    "services.*.healthcheck.retries",
    "services.*.oom_score_adj",
    "services.*.ports.[].published",
    "services.*.ports.[].target",
    "services.*.privileged",
    "services.*.read_only",
    "services.*.secrets.[].mode",
    "services.*.stdin_open",
    "services.*.tty",
    "services.*.ulimits.*",
    "services.*.ulimits.*.hard",
    "services.*.ulimits.*.soft",
    "services.*.volumes.[].read_only",
    "services.*.volumes.[].volume.nocopy",
    "volumes.*.external",
};

/// Lists that take no value twice: uniqueItems in the schemas.
constexpr std::string_view unique[] = {
    "configs.*.labels",
    "networks.*.labels",
    "secrets.*.labels",
    "services.*.cap_add",
    "services.*.cap_drop",
    "services.*.depends_on",
    "services.*.deploy.labels",
    "services.*.devices",
    "services.*.dns",
    "services.*.dns_search",
    "services.*.env_file",
    "services.*.environment",
    "services.*.expose",
    "services.*.external_links",
    "services.*.extra_hosts",
    "services.*.labels",
    "services.*.links",
    "services.*.networks",
    "services.*.networks.*.aliases",
    "services.*.ports",
    "services.*.security_opt",
    "services.*.sysctls",
    "services.*.tmpfs",
    "volumes.*.labels",
};

}  // namespace

bool is_cast(std::string_view path) { return std::ranges::binary_search(cast, path); }

bool takes_once(std::string_view path) { return std::ranges::binary_search(unique, path); }

bool is_key_name(std::string_view pattern, std::string_view name) {
  constexpr std::array<std::string_view, 5> strict{"services.*", "volumes.*", "secrets.*", "configs.*",
                                                   "services.*.networks.*"};
  constexpr std::array<std::string_view, 5> open{"networks.*", "networks.*.driver_opts.*", "volumes.*.driver_opts.*",
                                                 "secrets.*.driver_opts.*", "services.*.networks.*.driver_opts.*"};
  if (std::ranges::find(strict, pattern) != strict.end())
    return !name.empty() && name.find_first_not_of(
                                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "._-") == std::string_view::npos;
  return !name.empty() || std::ranges::find(open, pattern) != open.end();
}

}  // namespace planner
