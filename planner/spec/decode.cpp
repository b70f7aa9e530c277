#include "planner/spec/decode.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/model/nearest.hpp"

namespace planner {
namespace {

SourceRange region_range(const toml::source_region& region) {
  SourceRange range{static_cast<int>(region.begin.line), static_cast<int>(region.begin.column), 1};
  if (region.end.line == region.begin.line && region.end.column > region.begin.column)
    range.length = static_cast<int>(region.end.column - region.begin.column);
  return range;
}

std::vector<std::string_view> names_of(const Record& record) {
  std::vector<std::string_view> names;
  for (const Field& field : record.fields) names.push_back(field.name);
  return names;
}

const Field* find_field(const Record& record, std::string_view name) {
  for (const Field& field : record.fields)
    if (field.name == name) return &field;
  return record.rest;
}

bool has_shorthand(const Field& field, const toml::node& node) {
  return (field.extra.shorthand_integer && node.is_number()) || (field.extra.shorthand_text && node.is_string());
}

/// A record written as one integer or string: `workers = 10`, `ports = ["80:80"]`. The integer keeps the limits of
/// the record's first field, which it stands for.
void decode_shorthand(Decoder& decoder, const Field& field, const Item& item, void* object, const Path& path) {
  Field scalar = field.extra.record->fields.front();
  if (item.value->is_string()) scalar.extra = {};
  scalar.shape = item.value->is_string() ? Shape::text : Shape::integer;
  Decoded decoded;
  if (!decode_value(decoder, scalar, item, path, decoded)) return;
  void* opened = field.open(object, item.key, item.where);
  const std::string wrong = field.extra.record->shorthand(opened, decoded);
  if (!wrong.empty()) decoder.error("invalid-value", decoded.where, fmt::format("{}: {}", path.text(), wrong));
}

std::string expected(const Field& field) {
  std::vector<std::string_view> forms;
  if (field.extra.shorthand_integer) forms.push_back("a whole number");
  if (field.extra.shorthand_text) forms.push_back("a string");
  if (field.shape == Shape::records)
    return forms.empty() ? "an array of tables" : fmt::format("an array, each {} or a table", fmt::join(forms, " or "));
  forms.push_back("a table");
  if (field.shape == Shape::record_or_records) forms.push_back("an array of tables");
  return fmt::format("{}", fmt::join(forms, " or "));
}

void decode_one(Decoder& decoder, const Field& field, const Item& item, void* object, const Path& path) {
  if (has_shorthand(field, *item.value)) return decode_shorthand(decoder, field, item, object, path);
  const toml::table* table = item.value->as_table();
  if (!table) {
    decoder.error("wrong-type", range_of(*item.value),
                  fmt::format("{}: expected {}, found {}", path.text(), expected(field), type_of(*item.value)));
    return;
  }
  const SourceRange where = item.where;
  decode_record(decoder, *field.extra.record, *table, field.open(object, item.key, where), path, where);
}

void decode_list(Decoder& decoder, const Field& field, const Item& item, void* object, const Path& path) {
  const toml::array& array = *item.value->as_array();
  for (std::size_t i = 0; i < array.size(); ++i) {
    const Path element{path.parent, path.name, static_cast<int>(i)};
    decode_one(decoder, field, {item.key, region_range(array[i].source()), &array[i]}, object, element);
  }
}

void decode_map(Decoder& decoder, const Field& field, const Item& item, void* object, const Path& path) {
  const toml::table* table = item.value->as_table();
  if (!table) {
    decoder.error("wrong-type", range_of(*item.value),
                  fmt::format("{}: expected a table, found {}", path.text(), type_of(*item.value)));
    return;
  }
  for (const Item& entry : items_of(*table)) {
    const Path inner{&path, entry.key};
    if (field.extra.grammar && !field.extra.grammar->accepts(entry.key)) {
      decoder.error("invalid-name", entry.where,
                    fmt::format("{}: \"{}\" is not {}", path.text(), entry.key, field.extra.grammar->words));
    }
    decode_one(decoder, field, entry, object, inner);
  }
}

}  // namespace

SourceRange range_of(const toml::node& node) { return region_range(node.source()); }

std::vector<Item> items_of(const toml::table& table) {
  std::vector<Item> items;
  items.reserve(table.size());
  for (const auto& [key, value] : table) items.push_back({key.str(), region_range(key.source()), &value});
  std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.where < b.where; });
  return items;
}

std::string_view type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "a whole number";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::boolean: return "true or false";
    default: return "a date or time";
  }
}

void decode_field(Decoder& decoder, const Field& field, const Item& item, void* object, const Path& path) {
  switch (field.shape) {
    case Shape::record: return decode_one(decoder, field, item, object, path);
    case Shape::records:
    case Shape::record_or_records:
      if (item.value->is_array()) return decode_list(decoder, field, item, object, path);
      if (field.shape == Shape::record_or_records) return decode_one(decoder, field, item, object, path);
      decoder.error("wrong-type", range_of(*item.value),
                    fmt::format("{}: expected {}, found {}", path.text(), expected(field), type_of(*item.value)));
      return;
    case Shape::record_map: return decode_map(decoder, field, item, object, path);
    default: {
      Decoded decoded;
      decoded.key = {std::string(item.key), item.where};
      const bool good = decode_value(decoder, field, item, path, decoded);
      if ((good || field.shape == Shape::text_list_map) && field.store) field.store(object, std::move(decoded));
      if (good && field.open) field.open(object, item.key, item.where);
    }
  }
}

void tell_unknown_key(Decoder& decoder, const Item& item, const std::string& table,
                      const std::vector<std::string_view>& known) {
  const std::string_view near = nearest(item.key, known);
  const std::string where = table.empty() ? "at the top level" : "in " + table;
  decoder.error("unknown-key", item.where,
                near.empty() ? fmt::format("unknown key {} {}", item.key, where)
                             : fmt::format("unknown key {} {}; did you mean {}?", item.key, where, near),
                fmt::format("possible here: {}", fmt::join(known, ", ")));
}

void tell_unquoted(Decoder& decoder, const Item& item, const Path& path) {
  decoder.error(
      "unknown-key", item.where,
      fmt::format("{0}.{1} without quotes is a table {0} that holds {1}, not the name {0}.{1}", path.name, item.key),
      fmt::format("write it in quotes: \"{}.{}\" = …", path.name, item.key));
}

void decode_record(Decoder& decoder, const Record& record, const toml::table& table, void* object, const Path& path,
                   SourceRange where) {
  std::vector<std::string_view> seen;
  for (const Item& item : items_of(table)) {
    const Field* field = find_field(record, item.key);
    if (!field) {
      // A table where only figures stand: the dot of an id was taken for TOML's own.
      if (record.names_a_reference && item.value->is_table())
        tell_unquoted(decoder, item, path);
      else
        tell_unknown_key(decoder, item, path.text(), names_of(record));
      decoder.damaged.insert(where);
      continue;
    }
    seen.push_back(item.key);
    const Path inner{&path, item.key};
    const std::size_t before = decoder.findings.size();
    decode_field(decoder, *field, item, object, inner);
    if (decoder.findings.size() > before) decoder.damaged.insert(where);
  }
  for (const Field& field : record.fields) {
    if (!field.extra.required || !decoder.complete || std::find(seen.begin(), seen.end(), field.name) != seen.end())
      continue;
    decoder.error("missing-key", where, fmt::format("{}: {} is missing", path.text(), field.name),
                  fmt::format("{}: {}", field.name, field.doc));
  }
}

}  // namespace planner
