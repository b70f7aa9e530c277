#pragma once
// TOML table → structure, by the declaration of its fields. Every mistake becomes a finding; nothing is thrown.
#include <toml++/toml.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "planner/model/finding.hpp"
#include "planner/spec/field.hpp"
#include "planner/spec/path.hpp"

namespace planner {

struct Decoder {
  std::string file;
  std::vector<Finding> findings;
  bool complete = true;           // false: the text was cut short, so what is missing is not told
  std::set<SourceRange> damaged;  // tables of which some value was refused: what is missing there was told

  void error(std::string_view rule, SourceRange where, std::string message, std::string help = {}) {
    findings.push_back({std::string(rule), Severity::error, std::move(message), file, where, {}, std::move(help)});
  }
};

/// A key of a table with its place; keys of a table in order of position.
struct Item {
  std::string_view key;
  SourceRange where;
  const toml::node* value;
};

std::vector<Item> items_of(const toml::table& table);

SourceRange range_of(const toml::node& node);

/// "a string", "an integer", "a table" …
std::string_view type_of(const toml::node& node);

/// Reads all fields of a record. Unknown keys, wrong types, missing required fields are told.
void decode_record(Decoder& decoder, const Record& record, const toml::table& table, void* object, const Path& path,
                   SourceRange where);

/// Reads one field's value into the structure that holds it.
void decode_field(Decoder& decoder, const Field& field, const Item& item, void* object, const Path& path);

/// Reads one scalar or list by its shape; false after telling what is wrong.
bool decode_value(Decoder& decoder, const Field& field, const Item& item, const Path& path, Decoded& decoded);

/// "unknown key golas in us.west; did you mean goals?", with what is possible as help.
void tell_unknown_key(Decoder& decoder, const Item& item, const std::string& table,
                      const std::vector<std::string_view>& known);

/// The same for the second half of an id that was written as a key without quotes.
void tell_unquoted(Decoder& decoder, const Item& item, const Path& path);

}  // namespace planner
