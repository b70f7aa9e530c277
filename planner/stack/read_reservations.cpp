#include "planner/stack/read_reservations.hpp"

#include <algorithm>

#include "planner/stack/compose/docker_values.hpp"
#include "planner/stack/compose/template.hpp"

namespace planner {
namespace {

/// With every variable at its default; empty where one has none.
std::string settled(const YamlField* field) {
  if (field == nullptr || !field->value.is_scalar()) return {};
  const std::optional<Template> parts = parse_template(field->value.text);
  if (!parts) return {};
  const Evaluated value = evaluate(*parts, {});
  return value.missing.empty() && value.unset.empty() ? value.text : std::string();
}

std::optional<std::int64_t> count(const std::string& text) {
  YamlValue plain;
  plain.kind = YamlValue::Kind::scalar;
  plain.text = text;
  const std::optional<int> number = docker_integer(plain);
  return number && *number >= 0 ? std::optional<std::int64_t>(*number) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> default_count(const YamlValue& scalar) {
  const YamlField field{{}, {}, scalar};
  return count(settled(&field));
}

Resources read_reservations(const YamlValue& deploy) {
  Resources reserve;
  const YamlField* resources = deploy.find("resources");
  const YamlField* given = resources == nullptr ? nullptr : resources->value.find("reservations");
  if (given == nullptr) return reserve;
  if (const auto cpus = docker_processors(settled(given->value.find("cpus")))) reserve.cpus = std::max(0.0, *cpus);
  if (const auto memory = docker_size(settled(given->value.find("memory")))) reserve.memory = *memory;
  const YamlField* generic = given->value.find("generic_resources");
  if (generic == nullptr) return reserve;
  for (const YamlValue& item : generic->value.items) {
    const YamlField* spec = item.find("discrete_resource_spec");
    if (spec == nullptr) continue;
    const std::string kind = settled(spec->value.find("kind"));
    const std::optional<std::int64_t> value = count(settled(spec->value.find("value")));
    if (!kind.empty() && value) reserve.generic.emplace_back(kind, *value);
  }
  return reserve;
}

}  // namespace planner
