// The declaration of the spec's fields → JSON Schema. Every record becomes a definition; a field's shape, range,
// choices and grammar become its keywords.
#include <nlohmann/json.hpp>
#include <set>

#include "planner/emit/schema.hpp"
#include "planner/spec/names.hpp"
#include "planner/spec/records.hpp"

namespace planner {
namespace {

using Json = nlohmann::ordered_json;

std::string id_of(const Record& record) {
  std::string id(record.name);
  for (char& c : id)
    if (c == ' ') c = '-';
  return id;
}

Json reference(const Record& record) { return {{"$ref", "#/definitions/" + id_of(record)}}; }

Json number(const Field& field, const char* type) {
  Json json{{"type", type}};
  const bool whole = std::string_view(type) == "integer";
  const auto limit = [&](const char* key, double value) {
    if (whole)
      json[key] = static_cast<std::int64_t>(value);
    else
      json[key] = value;
  };
  if (field.extra.min > -1e299) limit("minimum", field.extra.min);
  if (field.extra.max < 1e299) limit("maximum", field.extra.max);
  return json;
}

Json text(const Field& field) {
  Json json{{"type", "string"}};
  for (std::string_view choice : field.extra.choices) json["enum"].push_back(choice);
  if (field.extra.grammar && !field.extra.grammar->pattern.empty()) json["pattern"] = field.extra.grammar->pattern;
  return json;
}

Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Json map_of(Json values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }
Json any_of(std::vector<Json> forms) {
  if (forms.size() == 1) return forms[0];
  return {{"anyOf", std::move(forms)}};
}

/// One record, in every form in which it may be written.
Json one(const Field& field) {
  std::vector<Json> forms{reference(*field.extra.record)};
  if (field.extra.shorthand_integer) {
    Field first = field.extra.record->fields.front();
    forms.push_back(number(first, "integer"));
  }
  if (field.extra.shorthand_text) forms.push_back({{"type", "string"}});
  return any_of(forms);
}

Json shape_of(const Field& field) {
  const Json plain = Json::array({"string", "integer", "boolean"});
  switch (field.shape) {
    case Shape::text: return text(field);
    case Shape::integer: return number(field, "integer");
    case Shape::number: return number(field, "number");
    case Shape::boolean: return {{"type", "boolean"}};
    case Shape::duration: return {{"type", "string"}, {"pattern", "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d|w|y))+$"}};
    case Shape::size: return {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)? ?([kKmMgGtTpP][iI]?[bB]?|[bB])$"}};
    case Shape::texts: return list_of(text(field));
    case Shape::text_or_texts: return any_of({text(field), list_of(text(field))});
    case Shape::number_or_numbers: return any_of({number(field, "number"), list_of(number(field, "number"))});
    case Shape::text_map: return map_of({{"type", plain}});
    case Shape::text_map_or_texts:
      return any_of({map_of({{"type", plain}}), list_of({{"type", "string"}, {"pattern", "^[^=]+="}})});
    case Shape::integer_map: return map_of(number(field, "integer"));
    case Shape::number_table: return map_of(map_of(number(field, "number")));
    case Shape::record: return one(field);
    case Shape::records: return list_of(one(field));
    case Shape::record_or_records: return any_of({one(field), list_of(one(field))});
    case Shape::record_map: return map_of(one(field));
    case Shape::text_list_map: {
      const Json list = list_of({{"type", "string"}});
      return map_of(any_of({list, map_of(list)}));
    }
    case Shape::free_table: return {{"type", "object"}};
  }
  return {};
}

std::string description(const Field& field) {
  std::string text(field.doc);
  if (!field.extra.unit.empty()) text += " In " + std::string(field.extra.unit) + ".";
  if (!field.extra.fallback.empty()) text += " Default: " + std::string(field.extra.fallback) + ".";
  return text;
}

Json property(const Field& field) {
  Json json = shape_of(field);
  if (json.contains("$ref")) json = Json{{"allOf", Json::array({json})}};  // keywords beside $ref are ignored
  json["description"] = description(field);
  return json;
}

Json object_of(const Record& record) {
  Json json{{"type", "object"}, {"description", record.doc}};
  Json required = Json::array();
  json["properties"] = Json::object();
  for (const Field& field : record.fields) {
    json["properties"][std::string(field.name)] = property(field);
    if (field.extra.required) required.push_back(field.name);
  }
  if (!required.empty()) json["required"] = required;
  json["additionalProperties"] = record.rest ? shape_of(*record.rest) : Json(false);
  return json;
}

/// Adds the record and all that its fields name, once each.
void define(const Record& record, std::set<const Record*>& seen, Json& definitions) {
  if (!seen.insert(&record).second) return;
  definitions[id_of(record)] = object_of(record);
  const auto follow = [&](const Field& field) {
    if (field.extra.record) define(*field.extra.record, seen, definitions);
  };
  for (const Field& field : record.fields) follow(field);
  if (record.rest) follow(*record.rest);
}

/// A place may hold places; a rack may not.
void open_places(Json& definitions) {
  Json rack = definitions["place"];
  rack["description"] = "A rack: roles and attributes, nothing below it.";
  definitions["rack"] = rack;
  Json& place = definitions["place"];
  const Json name{{"pattern", kPlaceName.pattern}};
  place["properties"]["racks"] = Json{{"type", "object"},
                                      {"description", "Racks by name."},
                                      {"propertyNames", name},
                                      {"additionalProperties", Json{{"$ref", "#/definitions/rack"}}}};
  place["propertyNames"] = name;
  place["additionalProperties"] = Json{{"$ref", "#/definitions/place"}};
}

}  // namespace

std::string emit_spec_schema() {
  Json definitions = Json::object();
  std::set<const Record*> seen;
  define(kSpecRecord, seen, definitions);
  define(kPlaceRecord, seen, definitions);
  open_places(definitions);
  Json root{{"$schema", "http://json-schema.org/draft-07/schema#"},
            {"title", "swarmplan spec"},
            {"description",
             "A Docker Swarm layout over groups, regions, zones and racks, as swarmplan reads it. The "
             "one-line notation of zones is rewritten to TOML before this applies."}};
  for (auto& [key, value] : definitions["spec"].items())
    if (key != "description") root[key] = value;
  definitions.erase("spec");
  root["propertyNames"] = Json{{"pattern", kPlaceName.pattern}};
  root["additionalProperties"] = Json{{"$ref", "#/definitions/place"}};
  root["definitions"] = definitions;
  return root.dump(2) + "\n";
}

}  // namespace planner
