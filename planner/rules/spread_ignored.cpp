// Placement preferences that the scheduler does not look at.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 3
      placement:
        preferences:
          - spread: node.hostname
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    deploy:
      replicas: 3
      placement:
        preferences:
          - spread: node.labels.zone
)"}};

bool is_label(std::string_view descriptor) {
  const auto begins = [&](std::string_view prefix) {
    return descriptor.size() >= prefix.size() &&
           std::ranges::equal(descriptor.substr(0, prefix.size()), prefix, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  };
  return begins("node.labels.") || begins("engine.labels.");
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services)
      for (const PlacementEntry& entry : service.preferences) {
        if (entry.text.find('$') != std::string::npos) continue;
        const bool global = service.mode.starts_with("global");
        if (!global && is_label(entry.text)) continue;
        findings.push_back(
            {.severity = Severity::warning,
             .message =
                 global ? fmt::format("services.{} is {} and spreads over {}: a service with a task on every node is "
                                      "not spread, the preference has no effect",
                                      service.name, service.mode, entry.text)
                        : fmt::format("services.{} spreads over {}, which is no label: Swarm passes over it without a "
                                      "word",
                                      service.name, entry.text),
             .file = stack.file,
             .where = entry.where,
             .place = service.name,
             .help =
                 global ? "take it out" : "node.labels.NAME or engine.labels.NAME; nodes alone are evened out anyway"});
      }
  return findings;
}

}  // namespace

const Rule spread_ignored{
    .name = "spread-ignored",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a spread over what is no label, or of a global service",
    .why =
        "The engine takes any text for `spread`. The scheduler looks at those that begin with node.labels. or "
        "engine.labels. and passes over all others, so that `spread: node.hostname` or `spread: zone` spreads over "
        "nothing. A global service has its task on each node: its preferences are never looked at.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/scheduler/nodeset.go tree; seen on engines "
        "20.10, 26.1 and 28",
    .fix =
        "Label the nodes and spread over node.labels.NAME; without any preference Swarm evens tasks out over "
        "single nodes.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
