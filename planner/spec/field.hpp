#pragma once
// How a field of the spec is declared: once, here, for three uses. The decoder reads by it, the JSON Schema and the
// reference page are printed from it.
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "planner/spec/located.hpp"

namespace planner {

struct Record;

/// What a TOML value may look like. Units: duration in seconds, size in bytes once decoded.
enum class Shape {
  text,
  integer,
  number,
  boolean,
  duration,
  size,
  texts,          // array of strings
  text_or_texts,  // one string is a list of one
  number_or_numbers,
  text_map,           // table of strings; integers and booleans are taken as written
  text_map_or_texts,  // the same, or an array of "K=V"
  integer_map,        // table of integers
  number_table,       // table of tables of numbers
  record,             // table with the fields of `record`
  records,            // array of such tables
  record_or_records,  // one table is a list of one
  record_map,         // table of NAME → such a table
  text_list_map,      // table of NAME → array of strings, or NAME → table of the same, one level
  free_table,         // any table, read later
};

/// What a string must look like, and the words that say so.
struct Grammar {
  bool (*accepts)(std::string_view text) = nullptr;
  std::string_view words;    // "1 to 40 of A-Z a-z 0-9 _ -, the first a letter or digit"
  std::string_view pattern;  // the same as a regular expression, for the JSON Schema; may be empty
};

/// A decoded scalar or list, on its way into the structure that the field belongs to.
struct Decoded {
  Located<std::string> key;
  SourceRange where;
  std::string text;
  std::int64_t integer = 0;
  double number = 0;
  bool boolean = false;
  Texts texts;
  Numbers numbers;
  TextMap text_map;
  IntegerMap integer_map;
  TextListMap text_list_map;
  NumberTable number_table;
};

struct Extra {
  std::string_view fallback = {};  // what holds when it is left out, in words
  std::string_view unit = {};
  double min = -1e300;
  double max = 1e300;
  std::span<const std::string_view> choices = {};
  const Grammar* grammar = nullptr;  // of the string, or of every string in a list
  const Record* record = nullptr;
  bool shorthand_integer = false;  // a record may be written as one integer …
  bool shorthand_text = false;     // … or as one string
  bool required = false;
};

struct Field {
  std::string_view name;
  Shape shape = Shape::text;
  std::string_view doc;  // one line
  Extra extra;
  void (*store)(void* object, Decoded&& value) = nullptr;
  /// The structure that a table of this field fills; for lists and maps a new last element.
  void* (*open)(void* object, std::string_view key, SourceRange where) = nullptr;
};

/// A table: its fields, and the one that takes all other keys, if any.
struct Record {
  std::string_view name;  // "pool"
  std::string_view doc;
  std::span<const Field> fields;
  const Field* rest = nullptr;
  /// Fills the structure from a shorthand; returns what is wrong with it, or nothing.
  std::string (*shorthand)(void* object, const Decoded& value) = nullptr;
  bool names_a_reference = false;  // its key is an id, so that a table in it is an id without quotes
};

namespace field_detail {

template <class C, class T>
C class_of(T C::*);
template <class C, class T>
T member_of(T C::*);

inline void assign(Text& to, Decoded&& v) { to = {std::move(v.text), v.where}; }
inline void assign(Integer& to, Decoded&& v) { to = {v.integer, v.where}; }
inline void assign(Number& to, Decoded&& v) { to = {v.number, v.where}; }
inline void assign(Flag& to, Decoded&& v) { to = {v.boolean, v.where}; }
inline void assign(Texts& to, Decoded&& v) { to = std::move(v.texts); }
inline void assign(Numbers& to, Decoded&& v) { to = std::move(v.numbers); }
inline void assign(std::optional<TextList>& to, Decoded&& v) { to = {std::move(v.texts), v.where}; }
inline void assign(TextMap& to, Decoded&& v) { to = std::move(v.text_map); }
inline void assign(IntegerMap& to, Decoded&& v) { to = std::move(v.integer_map); }
inline void assign(TextListMap& to, Decoded&& v) { to = std::move(v.text_list_map); }
inline void assign(NumberTable& to, Decoded&& v) { to = std::move(v.number_table); }

template <class R>
R* start(R& record, std::string_view key, SourceRange where) {
  record.where = where;
  if constexpr (requires { record.key; }) record.key = key;
  return &record;
}
template <class R>
void* open(std::optional<R>& to, std::string_view key, SourceRange where) {
  if (!to) to.emplace();
  return start(*to, key, where);
}
template <class R>
void* open(std::vector<R>& to, std::string_view key, SourceRange where) {
  return start(to.emplace_back(), key, where);
}

}  // namespace field_detail

/// Declares a field that fills a member: `field<&ClusterSpec::name>("name", Shape::text, "…")`.
template <auto Member>
constexpr Field field(std::string_view name, Shape shape, std::string_view doc, Extra extra = {}) {
  using C = decltype(field_detail::class_of(Member));
  using T = decltype(field_detail::member_of(Member));
  Field result{name, shape, doc, extra, nullptr, nullptr};
  if constexpr (requires(T & to, Decoded v) { field_detail::assign(to, std::move(v)); }) {
    result.store = [](void* object, Decoded&& value) {
      field_detail::assign(static_cast<C*>(object)->*Member, std::move(value));
    };
  } else {
    result.open = [](void* object, std::string_view key, SourceRange where) {
      return field_detail::open(static_cast<C*>(object)->*Member, key, where);
    };
  }
  return result;
}

}  // namespace planner
