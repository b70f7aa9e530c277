// Names that Swarm does not take.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "planner/rules/all.hpp"
#include "planner/swarm/names.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api.v1:
    image: registry.example/api:1
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api-v1:
    image: registry.example/api:1
)"}};

constexpr std::size_t longest = kLongestServiceName;
constexpr std::size_t short_stack_name = 8;

void check_service(const StackFile& stack, const StackFileService& service, std::vector<Finding>& findings) {
  const auto tell = [&](Severity severity, std::string message, std::string help) {
    findings.push_back({.severity = severity,
                        .message = std::move(message),
                        .file = stack.file,
                        .where = service.where,
                        .place = service.name,
                        .help = std::move(help)});
  };
  if (service.name.size() + 2 > longest)
    return tell(Severity::error,
                fmt::format("{} has {} characters; with the stack's name and _ before it, at most {} are taken",
                            service.name, service.name.size(), longest),
                "shorten it");
  if (!is_service_name("s_" + service.name))
    return tell(
        Severity::error,
        fmt::format("{} is no name for a service: it becomes a DNS name, and the engine refuses it", service.name),
        "letters and digits, with - and _ between them; no dots");
  if (service.name.size() + 1 + short_stack_name > longest)
    tell(Severity::warning,
         fmt::format("{} has {} characters and leaves {} for the name of the stack: {} are taken together",
                     service.name, service.name.size(), longest - 1 - service.name.size(), longest),
         "shorten it");
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    for (const StackFileService& service : stack.services) check_service(stack, service, findings);
    for (const auto* objects : {&stack.secrets, &stack.configs})
      for (const StackObject& object : *objects) {
        if (object.external || !object.name || object.name->text.find('$') != std::string::npos) continue;
        if (is_object_name(object.name->text)) continue;
        findings.push_back(
            {.message = fmt::format("{} is no name for a secret or config: the engine refuses it", object.name->text),
             .file = stack.file,
             .where = object.name->where,
             .help = "1 to 64 letters, digits, - _ and ., the first and last a letter or digit"});
      }
  }
  return findings;
}

}  // namespace

const Rule name_refused{
    .name = "name-refused",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a name of a service, secret or config that Swarm refuses or that is too long",
    .why =
        "A service is called STACK_SERVICE, is a DNS name and holds at most 63 characters together: so 61 for the "
        "service at the very most, and a warning where fewer than 8 are left for the stack. Dots, and - or _ at "
        "the end, pass the client and `docker stack config` and are refused by the engine. Names of secrets and "
        "configs hold at most 64.\n"
        "Source: https://github.com/moby/swarmkit/blob/master/manager/controlapi/common.go; seen on engines 20.10, "
        "26.1 and 28",
    .fix = "Shorten the name, or write - for the dot.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
