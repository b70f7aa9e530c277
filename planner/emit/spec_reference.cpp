// The declaration of the spec's fields → the reference page.
#include <fmt/format.h>

#include <set>

#include "planner/emit/schema.hpp"
#include "planner/spec/records.hpp"

namespace planner {
namespace {

std::string escape(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

std::string range_of(const Extra& extra) {
  const bool low = extra.min > -1e299, high = extra.max < 1e299;
  if (low && high) return fmt::format(", {} to {}", extra.min, extra.max);
  if (low && extra.min > 0) return fmt::format(", at least {}", extra.min);
  return "";
}

std::string link(const Record& record) {
  std::string anchor(record.name);
  for (char& c : anchor)
    if (c == ' ') c = '-';
  return fmt::format("[{}](#{})", record.name, anchor);
}

std::string type_of(const Field& field) {
  const Extra& extra = field.extra;
  std::string text = extra.choices.empty() ? "string" : fmt::format("one of `{}`", fmt::join(extra.choices, "` `"));
  std::string record = extra.record ? link(*extra.record) : "";
  if (extra.shorthand_integer) record = "integer or " + record;
  if (extra.shorthand_text) record = "string or " + record;
  switch (field.shape) {
    case Shape::text: return text;
    case Shape::integer: return "integer" + range_of(extra);
    case Shape::number: return "number" + range_of(extra);
    case Shape::boolean: return "true or false";
    case Shape::duration: return "duration (`ms s m h d w y`)";
    case Shape::size: return "size (`512MiB`, `32GB`)";
    case Shape::texts: return "array of: " + text;
    case Shape::text_or_texts: return text + ", or an array of such";
    case Shape::number_or_numbers: return "number, or an array of such" + range_of(extra);
    case Shape::text_map: return "table of strings";
    case Shape::text_map_or_texts: return "table of strings, or an array of `\"NAME=VALUE\"`";
    case Shape::integer_map: return "table of integers" + range_of(extra);
    case Shape::number_table: return "table of tables of numbers";
    case Shape::record: return record;
    case Shape::records: return "array of: " + record;
    case Shape::record_or_records: return record + ", or an array of such";
    case Shape::record_map: return "table of NAME = " + record;
    case Shape::text_list_map: return "table of NAME = array of strings, or KIND = table of such";
    case Shape::free_table: return "table";
  }
  return "";
}

void row(std::string& page, const Field& field) {
  std::string doc(field.doc);
  if (field.extra.grammar) doc += fmt::format(" Must be {}.", field.extra.grammar->words);
  if (!field.extra.unit.empty()) doc += fmt::format(" In {}.", field.extra.unit);
  const std::string_view fallback = field.extra.required ? "**required**" : field.extra.fallback;
  page += fmt::format("| `{}` | {} | {} | {} |\n", field.name, escape(type_of(field)), escape(fallback), escape(doc));
}

void section(std::string& page, const Record& record, std::set<const Record*>& seen) {
  if (!seen.insert(&record).second) return;
  page +=
      fmt::format("\n## {}\n\n{}\n\n| key | value | default | meaning |\n|---|---|---|---|\n", record.name, record.doc);
  for (const Field& field : record.fields) row(page, field);
  if (record.rest) row(page, *record.rest);
  const auto follow = [&](const Field& field) {
    if (field.extra.record) section(page, *field.extra.record, seen);
  };
  for (const Field& field : record.fields) follow(field);
  if (record.rest) follow(*record.rest);
}

}  // namespace

std::string emit_spec_reference() {
  std::string page =
      "# The spec, key by key\n\n"
      "Printed by `swarmplan schema reference`; the same declaration makes the decoder and "
      "`schemas/cluster.schema.json`. How a spec is put together is told in [guide.md](guide.md).\n";
  std::set<const Record*> seen;
  section(page, kSpecRecord, seen);
  section(page, kPlaceRecord, seen);
  return page;
}

}  // namespace planner
