#include "planner/spec/read_spec.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/model/nearest.hpp"
#include "planner/spec/decode_places.hpp"
#include "planner/spec/read_toml.hpp"
#include "planner/spec/records.hpp"

namespace planner {
namespace {

/// A table at the top level that is no section.
void decode_top(Decoder& decoder, const Item& item, Spec& spec) {
  const Path path{nullptr, item.key};
  const std::vector<std::string_view> sections = section_names();
  if (!item.value->is_table()) return tell_unknown_key(decoder, item, "", sections);
  const toml::table& table = *item.value->as_table();
  if (yields_role(table) || (!decoder.complete && yields_attribute(table))) {
    spec.places.push_back(decode_place(decoder, item, path));
    return;
  }
  if (tell_misspelt_role(decoder, item, path)) return;
  if (!decoder.complete) return;  // the nodes may stand behind the syntax error
  const std::string_view near = nearest(item.key, sections);
  decoder.error(near.empty() ? "invalid-place" : "unknown-key", item.where,
                near.empty() ? fmt::format("{} is no section and holds no node: as a place it holds nothing", item.key)
                             : fmt::format("unknown section {}; did you mean {}?", item.key, near),
                fmt::format("sections are {}; every other table is a place and holds nodes, such as workers = 3",
                            fmt::join(sections, ", ")));
}

const Field* find_section(std::string_view name) {
  for (const Field& field : kSpecRecord.fields)
    if (field.name == name) return &field;
  return nullptr;
}

}  // namespace

SpecReading read_spec(std::string_view text, std::string_view file) {
  SpecReading reading;
  if (text.size() > kLargestInput) {
    reading.complete = false;
    reading.findings.push_back(
        {"too-large",
         Severity::error,
         fmt::format("the spec has {} MiB, at most {} are read", text.size() >> 20, kLargestInput >> 20),
         std::string(file),
         {},
         {},
         {}});
    return reading;
  }
  TomlReading toml = read_toml(text, file);
  reading.complete = toml.complete;
  reading.comments = std::move(toml.comments);
  Decoder decoder{std::string(file), std::move(toml.findings), toml.complete, {}};
  for (const Item& item : items_of(toml.table)) {
    const Path path{nullptr, item.key};
    if (const Field* field = find_section(item.key))
      decode_field(decoder, *field, item, &reading.spec, path);
    else
      decode_top(decoder, item, reading.spec);
  }
  check_case(decoder, reading.spec.places, {});
  reading.findings = std::move(decoder.findings);
  reading.damaged = std::move(decoder.damaged);
  return reading;
}

}  // namespace planner
