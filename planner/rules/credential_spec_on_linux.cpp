// Credential specs of services that may run on Linux.
#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/variables.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    credential_spec:
      file: api.json
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    credential_spec:
      file: api.json
    deploy:
      placement:
        constraints: [node.platform.os == windows]
)"}};

/// A pin on chosen nodes may mean those of Windows.
bool may_stay_off_linux(const PlacementEntry& entry) {
  const std::optional<Constraint> asked = parse_constraint(entry.text);
  return holds_variable(entry.text) || (asked && asked->equal && !asked->key.ends_with("role"));
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    const std::span<const YamlField> written = written_services(stack);
    for (std::size_t i = 0; i < stack.services.size(); ++i) {
      const StackFileService& service = stack.services[i];
      const YamlField* spec = written[i].value.find("credential_spec");
      if (spec == nullptr || spec->value.entries.size() != 1) continue;
      if (std::ranges::any_of(service.constraints, may_stay_off_linux)) continue;
      findings.push_back(
          {.severity = Severity::info,
           .message = fmt::format("services.{} has a credential_spec: a node of Linux rejects every one of its tasks",
                                  service.name),
           .file = stack.file,
           .where = spec->where,
           .place = service.name,
           .help = "constraints: [node.platform.os == windows]; without nodes of Windows leave credential_spec out"});
    }
  }
  return findings;
}

}  // namespace

const Rule credential_spec_on_linux{
    .name = "credential-spec-on-linux",
    .severity = Severity::info,
    .needs = Input::files,
    .summary = "a credential spec without a constraint on Windows",
    .why =
        "A credential spec is the account that a container of Windows works under. An engine on Linux takes it for an "
        "option of its own that it does not have (invalid --security-opt 2: credentialspec=file://...) and rejects "
        "each task; the service is made without a word. An image that is built for Windows alone keeps tasks off "
        "Linux by itself, which a file does not tell.\n"
        "Source: https://github.com/moby/moby/blob/master/daemon/cluster/executor/container/container.go; seen on "
        "engines 20.10 and 28",
    .fix = "Constrain the service to `node.platform.os == windows`.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
