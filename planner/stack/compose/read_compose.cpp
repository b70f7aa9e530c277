// The steps in order. Each file by itself is brought into the long form that deploy takes, with the place of every
// value; then they become one, then the keys that deploy does not obey get another form or go, then each service is
// read and the spec's own table of that name is laid over it.
#include "planner/stack/compose/read_compose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "planner/model/nearest.hpp"
#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/stack/yaml_tree.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

const YamlValue* widest(const YamlValue& value) {
  if (value.items.size() > kMostEntries || value.entries.size() > kMostEntries) return &value;
  for (const YamlValue& item : value.items)
    if (const YamlValue* found = widest(item)) return found;
  for (const YamlField& entry : value.entries)
    if (const YamlValue* found = widest(entry.value)) return found;
  return nullptr;
}

/// Compose ignores it, and what says it is a file of the 2.x format, of another kind.
void check_version(Conversion& conversion, YamlValue& root) {
  const std::optional<YamlValue> version = take(root, "version");
  if (!version || version->is_null()) return;
  const std::string& text = version->text;
  const bool known =
      text.empty() || text == "3" ||
      (text.starts_with("3.") && text.size() <= 4 && text.find_first_not_of("0123456789", 2) == std::string::npos &&
       text.size() > 2 && std::stoi(text.substr(2)) <= kNewestFormat);
  if (!known)
    conversion.error(
        *version, "version",
        fmt::format("\"{}\" is no version that docker stack deploy reads: 3.0 to 3.{}", text, kNewestFormat),
        "take the line out: the version that the stack needs is written into it");
}

/// None after telling why.
std::optional<YamlValue> read_file(Conversion& conversion, const ComposeFile& file, int index, std::string_view spec) {
  const std::string& shown = conversion.files[static_cast<std::size_t>(index)];
  const FileReading reading = conversion.read(shown);
  if (!reading.text) {
    conversion.errors.push_back({.rule = "missing-file",
                                 .message = fmt::format("stack.compose: {} cannot be read: {}", shown, reading.why),
                                 .file = std::string(spec),
                                 .where = file.where,
                                 .help = reading.why.find("no such file") == std::string::npos
                                             ? "name a file of at most 4 MiB that can be read"
                                             : "paths are relative to the spec"});
    return std::nullopt;
  }
  YamlReading yaml = read_yaml(*reading.text, shown);
  for (Finding& finding : yaml.findings) conversion.errors.push_back(std::move(finding));
  for (Finding& finding : yaml.refused) {
    finding.rule = "invalid-compose";
    finding.file = shown;
    finding.help = "docker takes each key once, texts alone for keys, and mappings alone for <<";
    conversion.errors.push_back(std::move(finding));
  }
  if (yaml.more)
    conversion.errors.push_back({.rule = "invalid-compose",
                                 .message = "another document begins behind this line: docker stack deploy reads the "
                                            "first of a file alone",
                                 .file = shown,
                                 .where = *yaml.more,
                                 .help = "make it a file of its own, and name both in [stack] compose"});
  if (!yaml.root || !yaml.refused.empty()) return std::nullopt;
  mark_file(*yaml.root, index);
  return std::move(yaml.root);
}

bool is_usable(Conversion& conversion, const YamlValue& root, const std::string& shown) {
  if (!root.is_mapping())
    conversion.error(root, "stack.compose", fmt::format("{} is no mapping with services in it", shown),
                     "a compose file begins with services: and has each service below it");
  else if (const YamlValue* wide = widest(root))
    conversion.error(*wide, "stack.compose",
                     fmt::format("{} entries in one place, at most {} are read",
                                 std::max(wide->items.size(), wide->entries.size()), kMostEntries),
                     "split it, or take out what the stack does not need");
  else
    return true;
  return false;
}

std::optional<YamlValue> read_files(Conversion& conversion, const Cluster& cluster, std::string_view spec) {
  std::optional<YamlValue> whole;
  for (std::size_t i = 0; i < cluster.compose.size(); ++i) {
    std::optional<YamlValue> root = read_file(conversion, cluster.compose[i], static_cast<int>(i), spec);
    if (!root || !is_usable(conversion, *root, conversion.files[i])) continue;
    check_version(conversion, *root);
    drop_extensions(conversion, *root);
    interpolate(conversion, *root);
    lengthen(conversion, *root);
    settle_types(conversion, *root);
    if (!whole) whole.emplace().kind = YamlValue::Kind::mapping;
    merge_compose(*whole, std::move(*root));
  }
  return conversion.errors.empty() ? std::move(whole) : std::nullopt;
}

const Service* in_spec(const Cluster& cluster, std::string_view name) {
  const auto found = std::ranges::find(cluster.services, name, &Service::name);
  return found == cluster.services.end() ? nullptr : &*found;
}

/// Those with a profile run when somebody asks for them; the spec does by naming them.
void choose_by_profile(Conversion& conversion, YamlValue& services, const Cluster& cluster) {
  std::erase_if(services.entries, [&](YamlField& service) {
    const std::optional<YamlValue> profiles = take(service.value, "profiles");
    if (!profiles || profiles->items.empty()) return false;
    const std::string path = fmt::format("services.{}", service.key);
    YamlValue at = *profiles;
    if (in_spec(cluster, service.key) != nullptr) {
      conversion.rewritten(at, path + ".profiles", "the spec names the service, so it runs");
      return false;
    }
    conversion.left_out(
        at, path,
        fmt::format("the whole service: it has a profile; name [services.{}] in the spec to run it", service.key));
    return true;
  });
}

void check_images(Conversion& conversion, const YamlValue& services, const Cluster& cluster) {
  for (const YamlField& service : services.entries) {
    const Service* spec = in_spec(cluster, service.key);
    if (service.value.find("image") != nullptr || (spec != nullptr && !spec->image.empty())) continue;
    if (service.value.find("extends") != nullptr) continue;  // which is told, and may have it
    const bool builds = service.value.find("build") != nullptr;
    YamlValue at = service.value;
    at.where = service.where;
    conversion.error(at, fmt::format("services.{}", service.key),
                     builds ? "it is built, and has no image: docker stack deploy builds nothing" : "it has no image",
                     "push it to a registry that every node reaches, and name it as image");
  }
}

/// What the spec speaks of and no file has.
void check_names(Conversion& conversion, const YamlValue& services, const Cluster& cluster, std::string_view spec) {
  std::vector<std::string_view> names;
  for (const YamlField& service : services.entries) names.emplace_back(service.key);
  for (const Service& service : cluster.services) {
    if (!service.image.empty() || services.find(service.name) != nullptr) continue;
    const std::string_view near = nearest(service.name, names);
    conversion.errors.push_back(
        {.rule = "unknown-reference",
         .message = fmt::format("services.{}: {} has no such service, and the spec gives it no image", service.name,
                                fmt::join(conversion.files, ", ")),
         .file = std::string(spec),
         .where = service.where,
         .place = service.name,
         .help = near.empty() ? "name a service of the compose file, or give this one an image"
                              : fmt::format("did you mean {}? Else give it an image", near)});
  }
}

/// Where the spec says nothing of a service: as one that it describes without placement.
Service unplaced(const Cluster& cluster, const Topology& topology, std::string_view name) {
  Service service;
  service.name = name;
  service.where = cluster.compose.front().where;
  service.spread_where = service.where;
  service.scale_written = false;
  service.spread = {"zone"};
  const bool workers =
      std::ranges::any_of(topology.pools, [](const Pool& pool) { return pool.role == Role::worker && pool.in_swarm; });
  service.on = {cluster.control == Control::decentralized ? Role::service : workers ? Role::worker : Role::manager};
  return service;
}

/// Known only once the spec has said how many there are.
void tell_preferences(Conversion& conversion, const YamlValue& tree, const Service& service) {
  const YamlValue* value = &tree;
  for (const std::string_view key : {"deploy", "placement", "preferences"}) {
    const YamlField* field = value->find(key);
    if (field == nullptr) return;
    value = &field->value;
  }
  if (service.scale == Scale::global && !value->items.empty())
    conversion.left_out(*value, fmt::format("services.{}.deploy.placement.preferences", service.name),
                        "a global service has a task on every node that its constraints allow: Swarm spreads nothing");
}

std::vector<Service> services_of(Conversion& conversion, const YamlValue& services, const Cluster& cluster) {
  std::vector<Service> result;
  for (const YamlField& entry : services.entries) {
    const Service* spec = in_spec(cluster, entry.key);
    const Service placed = spec != nullptr ? *spec : unplaced(cluster, cluster.topology, entry.key);
    result.push_back(with_spec(read_service(conversion, entry.key, entry.value), placed));
    tell_preferences(conversion, entry.value, result.back());
  }
  for (const Service& service : cluster.services)
    if (std::ranges::find(result, service.name, &Service::name) == result.end()) result.push_back(service);
  return result;
}

/// Names that services use and no file defines: deploy refuses them.
void check_defined(Conversion& conversion, const YamlValue& root) {
  const YamlField* services = root.find("services");
  const auto defined = [&](std::string_view section, const std::string& name) {
    const YamlField* found = root.find(section);
    return found != nullptr && found->value.find(name) != nullptr;
  };
  const auto check = [&](std::string_view section, const std::string& name, const YamlValue& at,
                         const std::string& service) {
    if (!name.empty() && name.find('$') == std::string::npos && !defined(section, name))
      conversion.error(at, fmt::format("services.{}.{}", service, section),
                       fmt::format("{} is not defined: docker stack deploy refuses the file", name),
                       fmt::format("add it to {} at the top level", section));
  };
  for (const YamlField& service : services->value.entries) {
    if (const YamlField* networks = service.value.find("networks"))
      for (const YamlField& network : networks->value.entries)
        if (network.key != "default") check("networks", network.key, networks->value, service.key);
    for (const std::string_view section : {"volumes", "secrets", "configs"})
      if (const YamlField* list = service.value.find(section))
        for (const YamlValue& item : list->value.items) {
          const YamlField* type = item.find("type");
          const YamlField* source = item.find("source");
          if (source != nullptr && (type == nullptr || type->value.text == "volume"))
            check(section, source->value.text, item, service.key);
        }
  }
}

void convert(Conversion& conversion, YamlValue root, Cluster& cluster, std::string_view spec) {
  YamlValue& services = mapping_in(root, "services");
  if (services.entries.empty())
    return conversion.error(root, "services", "there is no service in it",
                            "name services below it, or take the file out of [stack] compose");
  std::erase_if(services.entries, [](const YamlField& service) { return !service.value.is_mapping(); });
  check_names(conversion, services, cluster, spec);
  choose_by_profile(conversion, services, cluster);
  check_images(conversion, services, cluster);
  read_env_files(conversion, root);
  cluster.dot_env = find_dot_env(conversion, root);
  rewrite_services(conversion, root);
  drop_unheard(conversion, root);
  check_defined(conversion, root);
  ComposeObjects objects;
  cluster.compose_source = {conversion.files, root};
  rewrite_objects(conversion, root, objects);
  std::vector<Service> result = services_of(conversion, mapping_in(root, "services"), cluster);
  if (!conversion.errors.empty()) return;
  cluster.services = std::move(result);
  cluster.objects = std::move(objects);
}

}  // namespace

std::vector<Finding> read_compose(Cluster& cluster, std::string_view spec, const Beside& beside) {
  Conversion conversion{beside, cluster.name, folder_of(spec), folder_of(cluster.compose.front().name), {}, {}, {}, {},
                        {}};
  for (const ComposeFile& file : cluster.compose)
    conversion.files.push_back(path_from(conversion.spec_folder, file.name));
  if (std::optional<YamlValue> root = read_files(conversion, cluster, spec))
    convert(conversion, std::move(*root), cluster, spec);
  if (!conversion.errors.empty()) cluster.services.clear();
  std::ranges::stable_sort(conversion.changes, {},
                           [](const ComposeChange& change) { return std::tie(change.file, change.where.line); });
  cluster.changes = std::move(conversion.changes);
  return std::move(conversion.errors);
}

}  // namespace planner
