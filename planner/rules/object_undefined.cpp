// Services that name a network, volume, secret or config that the file does not have.
#include <fmt/format.h>

#include <set>
#include <string_view>

#include "planner/rules/all.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
networks:
  back:
)"}};

bool has(const std::set<std::string_view>& keys, std::string_view key) {
  return keys.contains(key) || holds_variable(key);
}

std::set<std::string_view> keys_of(const std::vector<StackObject>& objects) {
  std::set<std::string_view> keys;
  for (const StackObject& object : objects) keys.insert(object.key);
  return keys;
}

void check_references(const StackFile& stack, const StackFileService& service,
                      const std::vector<PlacementEntry>& entries, const std::set<std::string_view>& keys,
                      std::string_view kind, std::vector<Finding>& findings) {
  for (const PlacementEntry& entry : entries) {
    if (has(keys, entry.text) || (kind == "network" && entry.text == "default")) continue;
    findings.push_back(
        {.message = fmt::format("services.{} names the {} {}, which the file does not have: the service is "
                                "refused",
                                service.name, kind, entry.text),
         .file = stack.file,
         .where = entry.where,
         .place = service.name,
         .help = fmt::format("declare it below {}s at the top of the file, with external: true if it is "
                             "made elsewhere",
                             kind)});
  }
}

std::vector<PlacementEntry> volumes_of(const StackFileService& service) {
  std::vector<PlacementEntry> entries;
  for (const StackMount& mount : service.mounts)
    if ((mount.type == "volume" || mount.type == "cluster") && !mount.source.empty())
      entries.push_back({mount.source, mount.where});
  return entries;
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    const auto networks = keys_of(stack.networks);
    const auto volumes = keys_of(stack.volumes);
    const auto secrets = keys_of(stack.secrets);
    const auto configs = keys_of(stack.configs);
    for (const StackFileService& service : stack.services) {
      check_references(stack, service, service.networks, networks, "network", findings);
      check_references(stack, service, volumes_of(service), volumes, "volume", findings);
      check_references(stack, service, service.secrets, secrets, "secret", findings);
      check_references(stack, service, service.configs, configs, "config", findings);
    }
  }
  return findings;
}

}  // namespace

const Rule object_undefined{
    .name = "object-undefined",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a service names a network, volume, secret or config that the file does not have",
    .why =
        "Each name below a service has to be a key of `networks`, `volumes`, `secrets` or `configs` at the top of "
        "the same file; only the network `default` needs no entry. Without it the service is refused (undefined "
        "network \"back\") when the others have already been made. `docker stack config` does not tell.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/convert/service.go; seen on engines 20.10, "
        "26.1 and 28",
    .fix =
        "Declare the object at the top: with an empty entry for one that the stack makes, with external: true for "
        "one that exists.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
