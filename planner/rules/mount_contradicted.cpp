// Mounts whose keys do not go with their type.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/short_syntax.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes:
      - type: bind
        target: /etc/api
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes:
      - type: bind
        source: /srv/api
        target: /etc/api
)"}};

enum class Source { wanted, optional, none };

struct MountKind {
  std::string_view type;
  Source source;
  std::string_view options;  // those that it may have
  std::string_view cure;     // of a source too few or too many
};

/// Source: github.com/docker/cli cli/compose/convert/volume.go
constexpr std::array<MountKind, 5> kinds{{
    {"bind", Source::wanted, "bind", "source: a path on the nodes, or type: volume for one that Docker makes"},
    {"cluster", Source::wanted, "", "source: a volume of the file"},
    {"npipe", Source::wanted, "bind", "source: a pipe of the nodes"},
    {"tmpfs", Source::none, "tmpfs", "leave source out: a tmpfs is memory; or type: volume"},
    {"volume", Source::optional, "volume", ""},
}};

struct Mistake {
  std::string words, help;
  SourceRange where;
};

std::vector<Mistake> mistakes_of(const YamlValue& mount) {
  const YamlField* type = mount.find("type");
  const auto kind = std::ranges::find(kinds, type == nullptr ? std::string_view() : type->value.text, &MountKind::type);
  if (kind == kinds.end()) return {};
  std::vector<Mistake> mistakes;
  const YamlField* source = mount.find("source");
  const bool has_source = source != nullptr && !source->value.text.empty();
  if (kind->source == Source::wanted && !has_source)
    mistakes.push_back({"and no source", std::string(kind->cure), type->where});
  if (kind->source == Source::none && has_source)
    mistakes.push_back(
        {fmt::format("and the source {}", shortened(source->value.text)), std::string(kind->cure), source->where});
  for (const std::string_view options : {"bind", "tmpfs", "volume"})
    if (const YamlField* field = mount.find(options); field != nullptr && kind->options != options)
      mistakes.push_back({fmt::format("and options of {}", options),
                          fmt::format("leave {0} out, or type: {0}", options), field->where});
  return mistakes;
}

/// Of "vol:/data:rshared" or "/srv:/data:nocopy", which the client takes for these.
std::vector<Mistake> mistakes_of(const StackMount& mount) {
  std::vector<Mistake> mistakes;
  for (const std::string& option : mount.options)
    if (mount.type == "bind" ? option == "nocopy" : is_propagation(option))
      mistakes.push_back(
          {fmt::format("and the option {}", option),
           fmt::format("leave {} out: it is for mounts of type {}", option, mount.type == "bind" ? "volume" : "bind"),
           mount.where});
  return mistakes;
}

void tell(const StackFile& stack, std::string_view service, std::string_view target, std::string_view type,
          std::vector<Mistake> mistakes, std::vector<Finding>& findings) {
  for (Mistake& mistake : mistakes)
    findings.push_back({.message = fmt::format(
                            "services.{}: the mount at {} has the type {} {}: docker stack deploy refuses it",
                            shortened(service), target.empty() ? "no target" : shortened(target), type, mistake.words),
                        .file = stack.file,
                        .where = mistake.where,
                        .place = shortened(service),
                        .help = std::move(mistake.help)});
}

void check_long_forms(const StackFile& stack, const YamlField& service, std::vector<Finding>& findings) {
  const YamlField* volumes = service.value.find("volumes");
  if (volumes == nullptr) return;
  for (const YamlValue& mount : volumes->value.items) {
    const YamlField* target = mount.find("target");
    const YamlField* type = mount.find("type");
    if (type != nullptr)
      tell(stack, service.key, target == nullptr ? "" : target->value.text, type->value.text, mistakes_of(mount),
           findings);
  }
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files) {
    for (const YamlField& service : written_services(stack)) check_long_forms(stack, service, findings);
    for (const StackFileService& service : stack.services)
      for (const StackMount& mount : service.mounts)
        tell(stack, service.name, mount.target, mount.type, mistakes_of(mount), findings);
  }
  return findings;
}

}  // namespace

const Rule mount_contradicted{
    .name = "mount-contradicted",
    .severity = Severity::error,
    .needs = Input::files,
    .refused = true,
    .summary = "a mount without the source that its type needs, or with keys of another type",
    .why =
        "A bind mount, a named pipe and a cluster volume come from somewhere and need a `source`; a tmpfs is memory "
        "and has none; `bind`, `volume` and `tmpfs` are options of the type of that name, and a pipe takes those of "
        "`bind`. The schema takes the 5 types with any of them, and so does docker stack config but for a bind mount "
        "without a source; deploying stops at the service (invalid tmpfs source, bind options are incompatible with "
        "type volume), when the networks, secrets and configs have been made.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/convert/volume.go; seen on clients 20.10 and "
        "28",
    .fix = "Give the source that the type needs, take out the keys of another type, or change the type.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
