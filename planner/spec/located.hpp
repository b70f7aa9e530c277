#pragma once
// Values of a spec together with where they were written.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "planner/model/source_range.hpp"

namespace planner {

template <class T>
struct Located {
  T value{};
  SourceRange where;
};

using Text = std::optional<Located<std::string>>;
using Integer = std::optional<Located<std::int64_t>>;
using Number = std::optional<Located<double>>;
using Flag = std::optional<Located<bool>>;
using Texts = std::vector<Located<std::string>>;
using Numbers = std::vector<Located<double>>;

/// A list whose being written matters, also when it is empty.
struct TextList {
  Texts items;
  SourceRange where;
};

struct TextEntry {
  Located<std::string> key;
  Located<std::string> value;
};
using TextMap = std::vector<TextEntry>;

struct IntegerEntry {
  Located<std::string> key;
  Located<std::int64_t> value;
};
using IntegerMap = std::vector<IntegerEntry>;

/// NAME = [strings], or NAME = a table of the same.
struct TextListEntry {
  Located<std::string> key;
  Texts items;
  bool is_table = false;
  std::vector<TextListEntry> entries;
};
using TextListMap = std::vector<TextListEntry>;

/// One cell of a table of tables of numbers.
struct NumberCell {
  Located<std::string> row;
  Located<std::string> column;
  Located<double> value;
};
using NumberTable = std::vector<NumberCell>;

}  // namespace planner
