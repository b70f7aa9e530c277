#include "planner/spec/decode_places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/model/nearest.hpp"
#include "planner/spec/names.hpp"
#include "planner/spec/records.hpp"

namespace planner {
namespace {

std::vector<std::string_view> known_in_place() {
  std::vector<std::string_view> names;
  for (const Field& field : kPlaceRecord.fields) names.push_back(field.name);
  names.push_back("racks");
  return names;
}

const Field* find_attribute(std::string_view name) {
  for (const Field& field : kPlaceRecord.fields)
    if (field.name == name) return &field;
  return nullptr;
}

void check_name(Decoder& decoder, const Item& item, const Path& path) {
  if (kPlaceName.accepts(item.key)) return;
  decoder.error("invalid-name", item.where,
                fmt::format("{}: the name of a place is {}", path.text(), kPlaceName.words));
}

void check_roles_once(Decoder& decoder, const PlaceSpec& place, const Path& path) {
  if (place.loadbalancer.empty() || place.loadbalancers.empty()) return;
  decoder.error("duplicate-name", std::max(place.loadbalancer[0].where, place.loadbalancers[0].where),
                fmt::format("{}: loadbalancer and loadbalancers are the same role; keep one of them", path.text()));
}

/// A table in a place that is no attribute: a place below, or a slip of the hand.
void decode_inner(Decoder& decoder, const Item& item, PlaceSpec& place, const Path& path) {
  const Path inner{&path, item.key};
  if (!item.value->is_table()) return tell_unknown_key(decoder, item, path.text(), known_in_place());
  if (yields_role(*item.value->as_table())) {
    place.places.push_back(decode_place(decoder, item, inner));
    return;
  }
  if (tell_misspelt_role(decoder, item, inner)) return;
  if (const std::vector<std::string_view> sections = section_names();
      std::find(sections.begin(), sections.end(), item.key) != sections.end()) {
    decoder.error("invalid-place", item.where,
                  fmt::format("{0} is a section, but here it landed in {1}: write [{0}] on a line of its own", item.key,
                              path.text()));
    return;
  }
  const std::string_view near = nearest(item.key, known_in_place());
  if (!decoder.complete && near.empty()) return;
  decoder.error(near.empty() ? "invalid-place" : "unknown-key", item.where,
                near.empty() ? fmt::format("{} holds nothing: no node stands in it or beneath it", inner.text())
                             : fmt::format("unknown key {} in {}; did you mean {}?", item.key, path.text(), near),
                fmt::format("a place holds nodes, such as workers = 3; known keys here are {}",
                            fmt::join(known_in_place(), ", ")));
}

void decode_racks(Decoder& decoder, const Item& item, PlaceSpec& zone, const Path& path) {
  const toml::table* table = item.value->as_table();
  if (!table) {
    decoder.error("wrong-type", range_of(*item.value),
                  fmt::format("{}: expected a table of racks by name, found {}", path.text(), type_of(*item.value)));
    return;
  }
  for (const Item& rack : items_of(*table)) {
    const Path inner{path.parent, rack.key};
    if (!rack.value->is_table()) {
      decoder.error("wrong-type", range_of(*rack.value),
                    fmt::format("{}: expected a table, found {}", inner.text(), type_of(*rack.value)));
      continue;
    }
    zone.racks.push_back(decode_place(decoder, rack, inner));
    PlaceSpec& added = zone.racks.back();
    for (const PlaceSpec& below : added.places)
      decoder.error(
          "invalid-place", below.where,
          fmt::format("{} is a rack and holds the place {}: nothing stands below a rack", inner.text(), below.name));
    for (const PlaceSpec& below : added.racks)
      decoder.error("invalid-place", below.where, fmt::format("{} is a rack and holds racks", inner.text()));
    if (!added.holds_roles && decoder.complete)
      decoder.error("invalid-place", added.where, fmt::format("{} holds nothing: give it a role", inner.text()));
  }
  check_case(decoder, zone.racks, path);
}

}  // namespace

void check_case(Decoder& decoder, const std::vector<PlaceSpec>& siblings, const Path& path) {
  const auto lower = [](std::string text) {
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
  };
  std::vector<std::pair<std::string, const PlaceSpec*>> names;
  for (const PlaceSpec& sibling : siblings) names.emplace_back(lower(sibling.name), &sibling);
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->where < b.second->where;
  });
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i].first != names[i - 1].first) continue;
    const PlaceSpec& first = *names[i - 1].second;
    const PlaceSpec& second = *names[i].second;
    const std::string parent = path.text();
    decoder.error("duplicate-name", second.where,
                  fmt::format("{}{} and {} (line {}) differ only in case: Swarm's constraints take them for one place, "
                              "its spreads for two",
                              parent.empty() ? "" : parent + ".", second.name, first.name, first.where.line));
  }
}

bool yields_role(const toml::table& table) {
  for (const auto& [key, value] : table) {
    if (is_role_key(key.str())) return true;
    const toml::table* inner = value.as_table();
    if (inner && !find_attribute(key.str()) && yields_role(*inner)) return true;
  }
  return false;
}

bool tell_misspelt_role(Decoder& decoder, const Item& place, const Path& path) {
  constexpr std::string_view kRoles[] = {"managers", "loadbalancer", "loadbalancers", "workers",
                                         "services", "nodes",        "racks"};
  bool told = false;
  for (const Item& item : items_of(*place.value->as_table())) {
    const Path inner{&path, item.key};
    if (find_attribute(item.key)) continue;
    if (!nearest(item.key, kRoles).empty()) {
      tell_unknown_key(decoder, item, path.text(), known_in_place());
      told = true;
    } else if (item.value->is_table()) {
      told = tell_misspelt_role(decoder, item, inner) || told;
    }
  }
  return told;
}

bool yields_attribute(const toml::table& table) {
  for (const auto& [key, value] : table) {
    const toml::table* inner = value.as_table();
    if (find_attribute(key.str()) || (inner && yields_attribute(*inner))) return true;
  }
  return false;
}

PlaceSpec decode_place(Decoder& decoder, const Item& item, const Path& path) {
  check_name(decoder, item, path);
  PlaceSpec place;
  place.name = item.key;
  place.where = item.where;
  for (const Item& inner : items_of(*item.value->as_table())) {
    const Path inner_path{&path, inner.key};
    const std::size_t before = decoder.findings.size();
    place.holds_roles = place.holds_roles || is_role_key(inner.key);
    if (inner.key == "racks")
      decode_racks(decoder, inner, place, inner_path);
    else if (const Field* field = find_attribute(inner.key))
      decode_field(decoder, *field, inner, &place, inner_path);
    else
      decode_inner(decoder, inner, place, path);
    if (decoder.findings.size() > before && inner.key != "racks" && find_attribute(inner.key))
      decoder.damaged.insert(place.where);
  }
  check_roles_once(decoder, place, path);
  check_case(decoder, place.places, path);
  return place;
}

std::vector<std::string_view> section_names() {
  std::vector<std::string_view> names;
  for (const Field& field : kSpecRecord.fields) names.push_back(field.name);
  return names;
}

}  // namespace planner
