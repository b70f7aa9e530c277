#pragma once
// A value of a YAML file: a tree with the position of every word, in which aliases and merge keys are worked out.
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/source_range.hpp"

namespace planner {

struct YamlField;

struct YamlValue {
  enum class Kind { null, scalar, sequence, mapping };

  Kind kind = Kind::null;
  std::string text;              // of a scalar, as it reads
  bool is_text = false;          // a scalar between quotes, of a block, or tagged !!str: a text whatever it looks like
  std::vector<YamlValue> items;  // of a sequence
  std::vector<YamlField> entries;  // of a mapping: its own in order, then merged ones; no key twice
  SourceRange where;               // where it is written: of an alias, where its anchor is
  std::string tag;                 // one of the file's own, such as Compose's !reset; else empty
  int file = 0;                    // of several files that are merged into one tree, which

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }

  /// The entry of that key; null where there is none or this is no mapping. Linear in the entries.
  const YamlField* find(std::string_view key) const;
};

struct YamlField {
  std::string key;
  SourceRange where;  // of the key
  YamlValue value;
};

inline const YamlField* YamlValue::find(std::string_view key) const {
  for (const YamlField& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

}  // namespace planner
