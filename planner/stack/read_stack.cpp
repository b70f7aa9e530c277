// Walks a stack file down to deploy.placement of every service.
#include "planner/stack/read_stack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <tuple>

#include "planner/stack/yaml_scalar.hpp"
#include "planner/stack/yaml_tree.hpp"

namespace planner {
namespace {

constexpr std::size_t most_refused = 100'000;
constexpr std::size_t refusal_bytes = 512;  // longer ones count for more

struct Walk {
  StackFile out;
  std::size_t refused = 0;

  bool exhausted() const { return refused > most_refused; }
};

void refuse(Walk& walk, SourceRange where, std::string_view path, std::string_view expected,
            const std::string& service) {
  walk.refused += 1 + (path.size() + service.size()) / refusal_bytes;
  if (walk.exhausted()) return;
  walk.out.refused.push_back(
      {.message = fmt::format("{} has to be {}: docker stack deploy refuses the file", path, expected),
       .where = where,
       .place = service});
}

void read_constraints(Walk& walk, const YamlValue& list, const std::string& path, StackFileService& service) {
  for (const YamlValue& item : list.items) {
    if (item.is_scalar())
      service.constraints.push_back({item.text, item.where});
    else
      refuse(walk, item.where, path, "a list of texts such as node.labels.zone == a", service.name);
  }
}

void read_preferences(Walk& walk, const YamlValue& list, const std::string& path, StackFileService& service) {
  for (const YamlValue& item : list.items) {
    const YamlField* spread = item.find("spread");
    if (spread != nullptr && spread->value.is_scalar())
      service.preferences.push_back({spread->value.text, spread->value.where});
    else
      refuse(walk, item.where, path, "a list of mappings such as spread: node.labels.zone", service.name);
  }
}

/// As deploy takes it: 3, 3.0 and 1_0, not "3".
std::optional<std::int64_t> whole_number(const YamlValue& value) {
  if (!value.is_scalar()) return std::nullopt;
  const ScalarType type = type_of(value);
  if (type != ScalarType::integer && type != ScalarType::real) return std::nullopt;
  std::string digits = value.text;
  std::erase(digits, '_');
  double real = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), real);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (real < 0 || real >= 1e15 || real != std::floor(real)) return std::nullopt;
  return static_cast<std::int64_t>(real);
}

/// A whole number from 0; none for a variable, whose value is known at deploy time.
std::optional<std::int64_t> read_count(Walk& walk, const YamlField& entry, const std::string& path,
                                       const std::string& service) {
  if (entry.value.is_null() || entry.value.text.find('$') != std::string::npos) return std::nullopt;
  const std::optional<std::int64_t> count = whole_number(entry.value);
  if (!count) refuse(walk, entry.value.where, path, "a whole number from 0, without quotes", service);
  return count;
}

void read_mode(Walk& walk, const YamlField& entry, const std::string& path, StackFileService& service) {
  constexpr std::array<std::string_view, 4> modes{"replicated", "global", "replicated-job", "global-job"};
  const YamlValue& mode = entry.value;
  if (mode.is_null()) return;
  if (mode.is_scalar() &&
      (std::ranges::find(modes, mode.text) != modes.end() || mode.text.find('$') != std::string::npos))
    service.mode = mode.text;
  else
    refuse(walk, mode.where, path, fmt::format("one of {}", fmt::join(modes, ", ")), service.name);
}

void read_placement(Walk& walk, const YamlField& placement, const std::string& path, StackFileService& service) {
  if (!placement.value.is_mapping()) return refuse(walk, placement.where, path, "a mapping", service.name);
  for (const YamlField& entry : placement.value.entries) {
    const std::string here = path + "." + entry.key;
    if (entry.key == "max_replicas_per_node")
      service.max_replicas_per_node = read_count(walk, entry, here, service.name);
    if (entry.key != "constraints" && entry.key != "preferences") continue;
    if (!entry.value.is_sequence())
      refuse(walk, entry.where, here, "a list", service.name);
    else if (entry.key == "constraints")
      read_constraints(walk, entry.value, here, service);
    else
      read_preferences(walk, entry.value, here, service);
  }
}

void read_deploy(Walk& walk, const YamlField& deploy, const std::string& path, StackFileService& service) {
  if (deploy.value.is_null()) return;
  if (!deploy.value.is_mapping()) return refuse(walk, deploy.where, path, "a mapping", service.name);
  for (const YamlField& entry : deploy.value.entries) {
    if (entry.key == "mode") read_mode(walk, entry, path + ".mode", service);
    if (entry.key == "replicas") service.replicas = read_count(walk, entry, path + ".replicas", service.name);
    if (entry.key == "placement") read_placement(walk, entry, path + ".placement", service);
  }
}

void read_service(Walk& walk, const YamlField& entry) {
  StackFileService service;
  service.name = entry.key;
  service.where = entry.where;
  const std::string path = "services." + service.name;
  if (!entry.value.is_mapping())
    refuse(walk, entry.where, path, "a mapping", service.name);
  else if (const YamlField* deploy = entry.value.find("deploy"))
    read_deploy(walk, *deploy, path + ".deploy", service);
  walk.out.services.push_back(std::move(service));
}

void read_root(Walk& walk, const YamlValue& root) {
  if (!root.is_mapping()) return refuse(walk, root.where, "the file", "a mapping with the key services", "");
  const YamlField* services = root.find("services");
  if (services == nullptr) return;
  if (!services->value.is_mapping()) return refuse(walk, services->where, "services", "a mapping", "");
  for (const YamlField& entry : services->value.entries) {
    if (walk.exhausted()) return;
    read_service(walk, entry);
  }
}

/// An alias names the same place any number of times; it is told once.
void tell_once(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) { return std::tie(finding.where, finding.message); };
  std::ranges::stable_sort(findings, {}, key);
  const auto same = [&key](const Finding& a, const Finding& b) { return key(a) == key(b); };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

}  // namespace

StackReading read_stack_file(std::string_view yaml, std::string_view file) {
  YamlReading reading = read_yaml(yaml, file);
  if (!reading.root) return {std::nullopt, std::move(reading.findings)};
  Walk walk;
  walk.out.file = file;
  walk.out.refused = std::move(reading.refused);
  read_root(walk, *reading.root);
  if (walk.exhausted())
    return {
        std::nullopt,
        {{.rule = "too-large",
          .message = fmt::format("docker stack deploy would refuse more than {} entries of this file", most_refused),
          .file = std::string(file),
          .help = "this is hardly a stack file: name another one"}}};
  tell_once(walk.out.refused);
  walk.out.allowances = std::move(reading.allowances);
  walk.out.root = std::move(*reading.root);
  return {std::move(walk.out), {}};
}

}  // namespace planner
