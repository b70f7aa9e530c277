// Keys of Compose that mean something to Swarm in another place: each is taken out and written there, unless the file
// says it there already.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "planner/stack/compose/docker_values.hpp"
#include "planner/stack/compose/rewrite_connections.hpp"
#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/swarm/arch.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

struct Rewriter {
  Conversion& conversion;
  YamlValue& service;
  std::string path;

  std::optional<YamlValue> take_scalar(std::string_view key);
  void put(YamlValue& map, std::string_view key, YamlValue value, std::string_view from, std::string_view place);
  YamlValue& resources(std::string_view part) {
    return mapping_in(mapping_in(mapping_in(service, "deploy"), "resources"), part);
  }
  void move_to_resources(std::string_view from, std::string_view part, std::string_view to);
  void rewrite_restart();
  void rewrite_quota();
  void rewrite_scale();
  void rewrite_platform();
  void rewrite_entrypoint();
  void rewrite_tmpfs();
  void rewrite_shared_memory();
  bool is_mounted(std::string_view target) const;
  void check_mounts();
};

/// One that is no scalar is told.
std::optional<YamlValue> Rewriter::take_scalar(std::string_view key) {
  std::optional<YamlValue> value = take(service, key);
  if (!value || value->is_null()) return std::nullopt;
  if (value->is_scalar()) return value;
  conversion.error(*value, fmt::format("{}.{}", path, key), "it has to be a text or a number");
  return std::nullopt;
}

/// "on-failure", "condition: on-failure, max_attempts: 3"
std::string in_words(const YamlValue& value) {
  std::string words = value.text;
  for (const YamlField& entry : value.entries)
    words += (words.empty() ? "" : ", ") + entry.key + ": " + entry.value.text;
  return words;
}

void Rewriter::put(YamlValue& map, std::string_view key, YamlValue value, std::string_view from,
                   std::string_view place) {
  const std::string here = fmt::format("{}.{}", path, from);
  if (const YamlField* there = map.find(key)) {
    const bool same = there->value.is_scalar() && there->value.text == value.text;
    return conversion.left_out(
        value, here,
        fmt::format("{} {}", place, same ? "says the same already" : "is written too, and is what counts"));
  }
  conversion.rewritten(value, here, fmt::format("becomes {}: {}", place, in_words(value)));
  set(map, key, std::move(value));
}

void Rewriter::move_to_resources(std::string_view from, std::string_view part, std::string_view to) {
  std::optional<YamlValue> value = take_scalar(from);
  if (!value) return;
  if (value->text == "0" || value->text == "-1") return;  // no limit
  if (to != "pids") value->is_text = true;
  put(resources(part), to, std::move(*value), from, fmt::format("deploy.resources.{}.{}", part, to));
}

/// no, always, unless-stopped, on-failure[:TIMES]
void Rewriter::rewrite_restart() {
  std::optional<YamlValue> value = take_scalar("restart");
  if (!value) return;
  const std::string text = value->text;
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string condition = text.substr(0, colon);
  const std::string here = path + ".restart";
  if (has_variable(text))
    return conversion.error(*value, here,
                            fmt::format("what {} will hold decides the form of deploy.restart_policy: on-failure:3 has "
                                        "two keys there, unless-stopped is called any",
                                        text),
                            "give the value now, with --env-file FILE or --interpolate, or write it without");
  if (condition != "no" && condition != "false" && condition != "always" && condition != "unless-stopped" &&
      condition != "on-failure")
    return conversion.error(*value, here,
                            fmt::format("\"{}\" is none of no, always, on-failure[:N], unless-stopped", text));
  YamlValue policy = new_mapping(*value);
  const std::string_view word = condition == "on-failure"                   ? "on-failure"
                                : condition == "no" || condition == "false" ? "none"
                                                                            : "any";
  set(policy, "condition", new_text(std::string(word), *value));
  if (condition == "on-failure" && colon < text.size())
    set(policy, "max_attempts", new_plain(text.substr(colon + 1), *value));
  put(mapping_in(service, "deploy"), "restart_policy", std::move(policy), "restart", "deploy.restart_policy");
}

/// Microseconds of processor in each period, of 100 ms unless it is said.
void Rewriter::rewrite_quota() {
  const std::optional<YamlValue> quota = take_scalar("cpu_quota");
  const std::optional<YamlValue> period = take_scalar("cpu_period");
  if (!quota) return;
  const std::optional<double> part = docker_number(quota->text);
  const std::optional<double> whole = period ? docker_number(period->text) : 100'000;
  if (part && *part < 0) return;
  if (!part || !whole || *whole <= 0)
    return conversion.error(*quota, path + ".cpu_quota", "quota and period have to be numbers of microseconds");
  put(resources("limits"), "cpus", new_text(fmt::format("{}", *part / *whole), *quota), "cpu_quota",
      "deploy.resources.limits.cpus");
}

void Rewriter::rewrite_scale() {
  std::optional<YamlValue> value = take_scalar("scale");
  if (value) put(mapping_in(service, "deploy"), "replicas", new_plain(value->text, *value), "scale", "deploy.replicas");
}

/// os[/arch[/variant]]
void Rewriter::rewrite_platform() {
  const std::optional<YamlValue> value = take_scalar("platform");
  if (!value) return;
  const std::string& text = value->text;
  const std::size_t slash = text.find('/');
  if (has_variable(text) || slash == std::string::npos)
    return conversion.left_out(*value, path + ".platform", "it names no architecture to put a constraint on");
  const std::string arch(reported_arch(std::string_view(text).substr(slash + 1)));
  const std::string constraint = "node.platform.arch == " + arch;
  YamlValue& placement = mapping_in(mapping_in(service, "deploy"), "placement");
  if (placement.find("constraints") == nullptr) set(placement, "constraints", new_sequence(*value));
  value_in(placement, "constraints")->items.push_back(new_text(constraint, *value));
  conversion.rewritten(*value, path + ".platform", fmt::format("becomes deploy.placement.constraints: {}", constraint));
}

/// An empty one takes the image's own away, and its command with it. Deploy takes an empty list for none given; of a
/// list of an empty text engines make what Compose means.
void Rewriter::rewrite_entrypoint() {
  YamlValue* value = value_in(service, "entrypoint");
  if (value == nullptr) return;
  const bool empty = value->is_sequence()
                         ? value->items.empty()
                         : value->is_scalar() && value->text.find_first_not_of(" \t\n") == std::string::npos;
  if (!empty) return;
  YamlValue list = new_sequence(*value);
  list.items.push_back(new_text("", *value));
  conversion.rewritten(*value, path + ".entrypoint",
                       "becomes [\"\"]: docker stack deploy takes an empty one for none, and leaves the image's");
  *value = std::move(list);
}

void Rewriter::rewrite_tmpfs() {
  const std::optional<YamlValue> value = take(service, "tmpfs");
  if (!value) return;
  for (const YamlValue& item : value->items) {
    const std::size_t colon = std::min(item.text.find(':'), item.text.size());
    YamlValue mount = new_mapping(item);
    set(mount, "type", new_text("tmpfs", item));
    set(mount, "target", new_text(item.text.substr(0, colon), item));
    std::string lost;
    for (const std::string& option : split_options(item.text.substr(std::min(colon + 1, item.text.size())))) {
      const std::optional<std::int64_t> size =
          option.starts_with("size=") ? docker_size(option.substr(5)) : std::nullopt;
      if (size)
        set(mapping_in(mount, "tmpfs"), "size", new_plain(fmt::format("{}", *size), item));
      else
        lost += (lost.empty() ? "" : ", ") + option;
    }
    if (!lost.empty())
      conversion.left_out(item, path + ".tmpfs", fmt::format("the options {}: Swarm has no such", lost));
    conversion.rewritten(item, path + ".tmpfs", "becomes volumes: type: tmpfs");
    add_to_list(service, "volumes", std::move(mount));
  }
}

/// Where that mount is in the container, as the engine compares it; empty: it hangs on a variable.
std::string place_of(const YamlValue& mount) {
  const YamlField* target = mount.find("target");
  if (target == nullptr || has_variable(target->value.text)) return {};
  return path_from("", literal_of(target->value.text));
}

bool Rewriter::is_mounted(std::string_view target) const {
  const YamlField* volumes = service.find("volumes");
  return volumes != nullptr &&
         std::ranges::any_of(volumes->value.items, [&](const YamlValue& mount) { return place_of(mount) == target; });
}

void Rewriter::check_mounts() {
  const YamlField* volumes = service.find("volumes");
  if (volumes == nullptr) return;
  std::set<std::string> taken;
  for (const YamlValue& mount : volumes->value.items)
    if (const std::string place = place_of(mount); !place.empty() && !taken.insert(place).second)
      conversion.error(
          mount, path + ".volumes",
          fmt::format("a second mount at {}: the engine refuses every task, \"Duplicate mount point\"", place),
          "keep one of the two");
}

void Rewriter::rewrite_shared_memory() {
  const std::optional<YamlValue> value = take_scalar("shm_size");
  if (!value) return;
  const std::optional<std::int64_t> size = docker_size(value->text);
  if (!size) return conversion.error(*value, path + ".shm_size", fmt::format("\"{}\" is no size", value->text));
  if (is_mounted("/dev/shm"))
    return conversion.left_out(*value, path + ".shm_size", "a mount at /dev/shm is written too, and is what counts");
  YamlValue mount = new_mapping(*value);
  set(mount, "type", new_text("tmpfs", *value));
  set(mount, "target", new_text("/dev/shm", *value));
  set(mapping_in(mount, "tmpfs"), "size", new_plain(fmt::format("{}", *size), *value));
  add_to_list(service, "volumes", std::move(mount));
  conversion.rewritten(*value, path + ".shm_size", "becomes volumes: a tmpfs at /dev/shm");
}

}  // namespace

void rewrite_services(Conversion& conversion, YamlValue& root) {
  YamlValue* services = value_in(root, "services");
  if (services == nullptr) return;
  for (YamlField& entry : services->entries) {
    if (!entry.value.is_mapping()) continue;
    Rewriter rewriter{conversion, entry.value, "services." + entry.key};
    rewriter.rewrite_restart();
    rewriter.rewrite_quota();
    rewriter.rewrite_scale();
    rewriter.move_to_resources("cpus", "limits", "cpus");
    rewriter.move_to_resources("mem_limit", "limits", "memory");
    rewriter.move_to_resources("pids_limit", "limits", "pids");
    rewriter.move_to_resources("mem_reservation", "reservations", "memory");
    rewriter.rewrite_platform();
    rewriter.rewrite_entrypoint();
    rewriter.rewrite_tmpfs();
    rewriter.rewrite_shared_memory();
    rewriter.check_mounts();
  }
  rewrite_connections(conversion, root);
}

}  // namespace planner
