// Scalars, lists and maps of scalars: type, range, choice, grammar, unit.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "planner/model/nearest.hpp"
#include "planner/spec/decode.hpp"
#include "planner/spec/units.hpp"

namespace planner {
namespace {

struct Reader {
  Decoder& decoder;
  const Field& field;
  const Path& path;

  std::string name() const { return path.text(); }

  bool wrong_type(const toml::node& node, std::string_view expected) const {
    decoder.error("wrong-type", range_of(node),
                  fmt::format("{}: expected {}, found {}", name(), expected, type_of(node)));
    return false;
  }
  bool out_of_range(SourceRange where, std::string_view written) const {
    const Extra& extra = field.extra;
    std::string range;
    if (extra.min > -1e299 && extra.max < 1e299)
      range = fmt::format("{} to {}", extra.min, extra.max);
    else if (extra.min > -1e299)
      range = fmt::format("{} or more", extra.min);
    else
      range = fmt::format("at most {}", extra.max);
    const std::string unit = extra.unit.empty() ? "" : fmt::format(" {}", extra.unit);
    decoder.error("out-of-range", where, fmt::format("{}: {} is outside {}{}", name(), written, range, unit));
    return false;
  }
  bool in_range(double value) const { return value >= field.extra.min && value <= field.extra.max; }
};

bool read_integer(const Reader& reader, const toml::node& node, std::int64_t& to) {
  if (const auto* real = node.as_floating_point()) {
    const double value = real->get();
    const std::string_view point = value == std::floor(value) && std::fabs(value) < 1e15 ? ".0" : "";
    reader.decoder.error("wrong-type", range_of(node),
                         fmt::format("{}: expected a whole number, found {}{}", reader.name(), value, point));
    return false;
  }
  const auto* integer = node.as_integer();
  if (!integer) return reader.wrong_type(node, "a whole number");
  to = integer->get();
  if (!reader.in_range(static_cast<double>(to))) return reader.out_of_range(range_of(node), fmt::format("{}", to));
  return true;
}

bool read_number(const Reader& reader, const toml::node& node, double& to) {
  if (const auto* integer = node.as_integer())
    to = static_cast<double>(integer->get());
  else if (const auto* real = node.as_floating_point())
    to = real->get();
  else
    return reader.wrong_type(node, "a number");
  if (!std::isfinite(to) || !reader.in_range(to)) return reader.out_of_range(range_of(node), fmt::format("{}", to));
  return true;
}

bool accept_text(const Reader& reader, const std::string& text, SourceRange where) {
  const Extra& extra = reader.field.extra;
  const auto choices = extra.choices;
  if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
    const std::string_view near = nearest(text, choices);
    const std::string hint = near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near);
    reader.decoder.error(
        "invalid-value", where,
        fmt::format("{}: \"{}\" is none of {}{}", reader.name(), text, fmt::join(choices, ", "), hint));
    return false;
  }
  if (extra.grammar && !extra.grammar->accepts(text)) {
    reader.decoder.error("invalid-name", where,
                         fmt::format("{}: \"{}\" is not {}", reader.name(), text, extra.grammar->words));
    return false;
  }
  return true;
}

bool read_text(const Reader& reader, const toml::node& node, std::string& to) {
  const auto* text = node.as_string();
  if (!text) return reader.wrong_type(node, "a string");
  to = text->get();
  return accept_text(reader, to, range_of(node));
}

bool read_texts(const Reader& reader, const toml::node& node, bool one_is_enough, Texts& to) {
  if (one_is_enough && node.is_string()) {
    to.push_back({{}, range_of(node)});
    return read_text(reader, node, to.back().value);
  }
  const toml::array* array = node.as_array();
  if (!array) return reader.wrong_type(node, one_is_enough ? "a string or an array of strings" : "an array of strings");
  bool good = true;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const Path element{&reader.path, {}, static_cast<int>(i)};
    const Reader inner{reader.decoder, reader.field, element};
    to.push_back({{}, range_of((*array)[i])});
    good = read_text(inner, (*array)[i], to.back().value) && good;
  }
  return good;
}

bool read_numbers(const Reader& reader, const toml::node& node, Numbers& to) {
  const toml::array* array = node.as_array();
  if (!array) {
    to.push_back({0, range_of(node)});
    return read_number(reader, node, to.back().value);
  }
  bool good = true;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const Path element{&reader.path, {}, static_cast<int>(i)};
    to.push_back({0, range_of((*array)[i])});
    good = read_number({reader.decoder, reader.field, element}, (*array)[i], to.back().value) && good;
  }
  return good;
}

/// A duration in seconds or a size in bytes.
bool read_quantity(const Reader& reader, const toml::node& node, bool duration, Decoded& to) {
  const std::string_view example = duration ? "a duration such as \"90s\", \"6h\" or \"5y\""
                                            : "a size with its unit, such as \"512MiB\" or \"32GB\"";
  const auto* text = node.as_string();
  if (!text) return reader.wrong_type(node, example);
  const std::optional<double> seconds = duration ? parse_duration(text->get()) : std::nullopt;
  const std::optional<std::int64_t> bytes = duration ? std::nullopt : parse_size(text->get());
  if (!seconds && !bytes) {
    reader.decoder.error("invalid-value", range_of(node),
                         fmt::format("{}: \"{}\" is not {}", reader.name(), text->get(), example));
    return false;
  }
  if (seconds) to.number = *seconds;
  if (bytes) to.integer = *bytes;
  const double value = seconds ? *seconds : static_cast<double>(*bytes);
  return reader.in_range(value) || reader.out_of_range(range_of(node), fmt::format("\"{}\"", text->get()));
}

/// "K=V" strings, as compose files write an environment.
bool read_assignments(const Reader& reader, const toml::node& node, TextMap& to) {
  Texts lines;
  if (!read_texts(reader, node, false, lines)) return false;
  for (const Located<std::string>& line : lines) {
    const std::size_t equals = line.value.find('=');
    if (equals == 0 || equals == std::string::npos) {
      reader.decoder.error("invalid-value", line.where,
                           fmt::format("{}: \"{}\" is not NAME=VALUE", reader.name(), line.value));
      return false;
    }
    to.push_back({{line.value.substr(0, equals), line.where}, {line.value.substr(equals + 1), line.where}});
  }
  return true;
}

bool read_text_map(const Reader& reader, const toml::node& node, TextMap& to) {
  if (reader.field.shape == Shape::text_map_or_texts && node.is_array()) return read_assignments(reader, node, to);
  const toml::table* table = node.as_table();
  if (!table) return reader.wrong_type(node, "a table of strings");
  bool good = true;
  for (const Item& item : items_of(*table)) {
    TextEntry entry{{std::string(item.key), item.where}, {{}, range_of(*item.value)}};
    const Path inner{&reader.path, item.key};
    if (const auto* text = item.value->as_string())
      entry.value.value = text->get();
    else if (const auto* integer = item.value->as_integer())
      entry.value.value = fmt::format("{}", integer->get());
    else if (const auto* flag = item.value->as_boolean())
      entry.value.value = flag->get() ? "true" : "false";
    else
      good = Reader{reader.decoder, reader.field, inner}.wrong_type(*item.value, "a string");
    to.push_back(std::move(entry));
  }
  return good;
}

bool read_integer_map(const Reader& reader, const toml::node& node, IntegerMap& to) {
  const toml::table* table = node.as_table();
  if (!table) return reader.wrong_type(node, "a table of whole numbers");
  bool good = true;
  for (const Item& item : items_of(*table)) {
    const Path inner{&reader.path, item.key};
    IntegerEntry entry{{std::string(item.key), item.where}, {0, range_of(*item.value)}};
    good = read_integer({reader.decoder, reader.field, inner}, *item.value, entry.value.value) && good;
    to.push_back(std::move(entry));
  }
  return good;
}

bool read_text_list_map(const Reader& reader, const toml::node& node, TextListMap& to, bool nested) {
  const toml::table* table = node.as_table();
  if (!table) return reader.wrong_type(node, nested ? "an array of strings" : "a table");
  bool good = true;
  for (const Item& item : items_of(*table)) {
    const Path inner_path{&reader.path, item.key};
    const Reader inner{reader.decoder, reader.field, inner_path};
    TextListEntry entry{{std::string(item.key), item.where}, {}, false, {}};
    entry.is_table = item.value->is_table() && !nested;
    good = (entry.is_table ? read_text_list_map(inner, *item.value, entry.entries, true)
                           : read_texts(inner, *item.value, false, entry.items)) &&
           good;
    to.push_back(std::move(entry));
  }
  return good;
}

bool read_number_table(const Reader& reader, const toml::node& node, NumberTable& to) {
  const toml::table* table = node.as_table();
  if (!table) return reader.wrong_type(node, "a table of tables of numbers");
  bool good = true;
  for (const Item& row : items_of(*table)) {
    const Path row_path{&reader.path, row.key};
    const toml::table* cells = row.value->as_table();
    if (!cells) {
      good = Reader{reader.decoder, reader.field, row_path}.wrong_type(*row.value, "a table of numbers");
      continue;
    }
    for (const Item& cell : items_of(*cells)) {
      const Path cell_path{&row_path, cell.key};
      if (cell.value->is_table()) {
        // A quoted row is right already: then it is the cell's name that lacks the quotes.
        const bool row_quoted = row.key.find('.') != std::string_view::npos && !cell.value->as_table()->empty();
        const Path& unquoted = row_quoted ? cell_path : row_path;
        tell_unquoted(reader.decoder, row_quoted ? items_of(*cell.value->as_table()).front() : cell, unquoted);
        good = false;
        continue;
      }
      NumberCell entry{{std::string(row.key), row.where}, {std::string(cell.key), cell.where}, {}};
      entry.value.where = range_of(*cell.value);
      good = read_number({reader.decoder, reader.field, cell_path}, *cell.value, entry.value.value) && good;
      to.push_back(std::move(entry));
    }
  }
  return good;
}

}  // namespace

bool decode_value(Decoder& decoder, const Field& field, const Item& item, const Path& path, Decoded& decoded) {
  const Reader reader{decoder, field, path};
  const toml::node& node = *item.value;
  decoded.where = range_of(node);
  switch (field.shape) {
    case Shape::text: return read_text(reader, node, decoded.text);
    case Shape::integer: return read_integer(reader, node, decoded.integer);
    case Shape::number: return read_number(reader, node, decoded.number);
    case Shape::boolean:
      if (!node.is_boolean()) return reader.wrong_type(node, "true or false");
      decoded.boolean = node.as_boolean()->get();
      return true;
    case Shape::duration: return read_quantity(reader, node, true, decoded);
    case Shape::size: return read_quantity(reader, node, false, decoded);
    case Shape::texts: return read_texts(reader, node, false, decoded.texts);
    case Shape::text_or_texts: return read_texts(reader, node, true, decoded.texts);
    case Shape::number_or_numbers: return read_numbers(reader, node, decoded.numbers);
    case Shape::text_map:
    case Shape::text_map_or_texts: return read_text_map(reader, node, decoded.text_map);
    case Shape::integer_map: return read_integer_map(reader, node, decoded.integer_map);
    case Shape::text_list_map: return read_text_list_map(reader, node, decoded.text_list_map, false);
    case Shape::number_table: return read_number_table(reader, node, decoded.number_table);
    default: return node.is_table() || reader.wrong_type(node, "a table");
  }
}

}  // namespace planner
