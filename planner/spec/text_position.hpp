#pragma once
// Bytes of a text ↔ what people count: lines, columns in code points, and whether the bytes are UTF-8 at all.
#include <cstddef>
#include <optional>
#include <string_view>

#include "planner/model/finding.hpp"
#include "planner/spec/mistake.hpp"

namespace planner {

/// The number of code points in UTF-8 text.
int code_points(std::string_view text);

/// Line of the byte at `at`, from 1; linear in `at`.
int line_of(std::string_view text, std::size_t at);

/// Column of the byte at `at` in its line, from 1, in code points.
int column_of(std::string_view text, std::size_t at);

/// The first byte that no UTF-8 text has there; nothing for UTF-8. Surrogates and overlong forms are none.
std::optional<std::size_t> first_byte_not_utf8(std::string_view text);

/// A syntax error of the user's file, at its line and column.
Finding syntax_finding(std::string_view text, std::string_view file, const Mistake& mistake);

}  // namespace planner
