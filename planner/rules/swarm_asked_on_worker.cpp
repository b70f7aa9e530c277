// What asks the Swarm for its services, on nodes that do not answer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_pins.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/short_syntax.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  traefik:
    image: traefik:3
    command: [--providers.swarm=true]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    deploy:
      placement:
        constraints: [node.role == worker]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  traefik:
    image: traefik:3
    command: [--providers.swarm=true]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    deploy:
      placement:
        constraints: [node.role == manager]
)"}};

/// Arguments and variables, each as "--a.b=c" or "a_b=c", in lower case.
std::vector<std::string> words_of(const YamlValue& service) {
  std::vector<std::string> words;
  for (const std::string_view key : {"command", "entrypoint", "environment"}) {
    const YamlField* field = service.find(key);
    if (field == nullptr) continue;
    std::string word;
    for (const char c : field->value.text + ' ') {
      if (c != ' ' && c != '\n')
        word += c;
      else if (!word.empty())
        words.push_back(lower_case(std::exchange(word, {})));
    }
    for (const YamlValue& item : field->value.items) words.push_back(lower_case(item.text));
    for (const YamlField& entry : field->value.entries) words.push_back(lower_case(entry.key + "=" + entry.value.text));
  }
  return words;
}

/// Traefik's, of each of its major versions.
bool asks_swarm(const std::string& word) {
  constexpr std::array<std::string_view, 5> switches{"--providers.swarm", "--providers.docker.swarmmode",
                                                     "--docker.swarmmode", "traefik_providers_swarm",
                                                     "traefik_providers_docker_swarmmode"};
  return !word.ends_with("=false") && std::ranges::any_of(switches, [&](std::string_view known) {
    return word.starts_with(known) && (word.size() == known.size() || word[known.size()] == '=' ||
                                       word[known.size()] == '.' || word[known.size()] == '_');
  });
}

bool asks_elsewhere(const std::string& word) {
  const std::size_t at = word.find("endpoint=");
  return at != std::string::npos && word.find("unix:", at) == std::string::npos;
}

/// They do nothing but ask it; each one's installation guide holds it to managers.
bool is_asker(std::string_view image) {
  constexpr std::array<std::string_view, 6> images{"containrrr/shepherd",    "crazy-max/swarm-cronjob",
                                                   "crazymax/swarm-cronjob", "dockersamples/visualizer",
                                                   "mazzolino/shepherd",     "swarmpit/swarmpit"};
  return std::ranges::any_of(images, [&](std::string_view known) {
    const std::size_t at = image.rfind(known);
    const std::size_t end = at + known.size();
    return at != std::string_view::npos && (at == 0 || image[at - 1] == '/') &&
           (end == image.size() || image[end] == ':' || image[end] == '@');
  });
}

bool asks(const StackFileService& service, const YamlValue& tree) {
  if (std::ranges::none_of(service.mounts, [](const StackMount& m) { return m.source.ends_with("/docker.sock"); }))
    return false;
  const std::vector<std::string> words = words_of(tree);
  if (std::ranges::any_of(words, asks_elsewhere)) return false;
  return std::ranges::any_of(words, asks_swarm) || (service.image && is_asker(service.image->text));
}

/// Constraints on the role: "worker" is worker or not manager.
const PlacementEntry* held_to(const StackFileService& service, std::string_view role) {
  for (const PlacementEntry& entry : service.constraints) {
    const std::optional<Constraint> asked = parse_constraint(entry.text);
    if (!asked || lower_case(asked->key) != "node.role") continue;
    if ((lower_case(asked->value) == role) == asked->equal) return &entry;
  }
  return nullptr;
}

void check_service(const StackFile& stack, const StackFileService& service, const YamlValue& tree,
                   std::vector<Finding>& findings) {
  const PlacementEntry* worker = held_to(service, "worker");
  const bool anywhere = service.mode == "global" && !is_pinned(service) && held_to(service, "manager") == nullptr;
  if ((worker == nullptr && !anywhere) || !asks(service, tree)) return;
  findings.push_back(
      {.severity = worker != nullptr ? Severity::error : Severity::warning,
       .message =
           fmt::format("services.{} asks the Swarm for its services by the Docker socket and {}: a worker answers "
                       "that it is no manager, and {} finds none",
                       service.name,
                       worker != nullptr ? fmt::format("is held to workers by {}", shortened(worker->text))
                                         : "runs on every node, workers too",
                       service.name),
       .file = stack.file,
       .where = worker != nullptr ? worker->where : service.mode_where,
       .place = service.name,
       .help =
           "constraints: [node.role == manager], or a proxy of the socket on managers and its address as endpoint"});
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    const std::span<const YamlField> written = written_services(stack);
    for (std::size_t i = 0; i < stack.services.size(); ++i)
      check_service(stack, stack.services[i], written[i].value, findings);
  }
  return findings;
}

}  // namespace

const Rule swarm_asked_on_worker{
    .name = "swarm-asked-on-worker",
    .severity = Severity::error,
    .needs = Input::files,
    .summary = "Traefik and others that list the Swarm's services by the socket, on workers",
    .why =
        "Only managers know of services, nodes and tasks; a worker's socket answers questions about them with an "
        "error (This node is not a swarm manager). Traefik's swarm provider on a worker starts, finds 0 services and "
        "answers 404 to all; so with what else does nothing but list services. Known by --providers.swarm, "
        "--providers.docker.swarmMode and the same as variables, and by the image.\n"
        "Source: https://doc.traefik.io/traefik/providers/swarm; of the images, the installation guides of "
        "github.com/containrrr/shepherd, crazy-max/swarm-cronjob, dockersamples/docker-swarm-visualizer and "
        "swarmpit/swarmpit, which all ask for node.role == manager",
    .fix =
        "Constrain it to managers. To keep what faces the network off the managers, run a proxy of the socket there "
        "that lets questions alone pass, and give its address as endpoint.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
