// Ports that no process can listen on.
#include <fmt/format.h>

#include <optional>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/short_syntax.hpp"
#include "planner/stack/value_forms.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    ports:
      - published: 8080
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    ports:
      - published: 8080
        target: 80
)"}};

constexpr double most_port = 65535;
constexpr std::string_view unheard = "nothing answers", unstarted = "no task of it starts";

struct Nowhere {
  std::string words, end, help;
  SourceRange where;
};

bool is_too_large(const YamlField* port) {
  return port != nullptr && is_whole_number(port->value) && number_of(port->value) > most_port;
}

/// `published` is taken by itself: the manager finds no such port to give away, and an engine none to open.
std::optional<Nowhere> nowhere(const YamlValue& port) {
  if (port.is_scalar()) {
    const std::optional<ShortPort> read = parse_port(port.text);
    if (!read || !read->target.variable.empty() || read->target.first != 0) return std::nullopt;
    return Nowhere{fmt::format("the port {} leads to 0", shortened(port.text)), std::string(unheard),
                   "PUBLISHED:TARGET, each from 1", port.where};
  }
  if (!port.is_mapping()) return std::nullopt;
  const YamlField* published = port.find("published");
  const YamlField* target = port.find("target");
  if (is_too_large(published))
    return Nowhere{fmt::format("{} is no port to publish", shortened(published->value.text)), std::string(unstarted),
                   "published: 1 to 65535", published->value.where};
  const std::string what =
      published == nullptr ? "a port" : fmt::format("the port {}", shortened(published->value.text));
  if (target == nullptr)
    return Nowhere{fmt::format("{} has no target", what), std::string(unheard), "target: the port of the container",
                   port.where};
  if (!is_too_large(target) && number_of(target->value) != 0) return std::nullopt;
  const YamlField* mode = port.find("mode");
  const bool opened = is_too_large(target) && mode != nullptr && lower_case(mode->value.text) == "host";
  return Nowhere{fmt::format("{} leads to {}", what, shortened(target->value.text)),
                 std::string(opened ? unstarted : unheard), "target: 1 to 65535", target->value.where};
}

void check_service(const StackFile& stack, const YamlField& service, std::vector<Finding>& findings) {
  const YamlField* ports = service.value.find("ports");
  if (ports == nullptr) return;
  for (const YamlValue& port : ports->value.items)
    if (std::optional<Nowhere> found = nowhere(port))
      findings.push_back({.message = fmt::format("services.{}: {}: it is deployed without a word, and {}",
                                                 shortened(service.key), found->words, found->end),
                          .file = stack.file,
                          .where = found->where,
                          .place = shortened(service.key),
                          .help = std::move(found->help)});
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const YamlField& service : written_services(stack)) check_service(stack, service, findings);
  return findings;
}

}  // namespace

const Rule port_leads_nowhere{
    .name = "port-leads-nowhere",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "a port without a target, or beyond 65535",
    .why =
        "Ports are numbers from 1 to 65535. The schema wants whole numbers alone, and neither the client nor the "
        "manager looks further. With a `target` that is missing, 0 or 70000 the service runs and nobody reaches it; "
        "with a `published` of 70000 its tasks stay new for ever, and in mode host engines reject each of them for "
        "either (invalid port specification). The client counts on from 0 beyond 4294967295: 4294967376 leads to 80.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/schema/data/config_schema_v3.13.json; seen on "
        "engines 20.10 and 28",
    .fix = "Give `target` the port that the process listens on, and `published` one of 1 to 65535.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
