#pragma once
// Single characters of a spec: TOML's classes, and those that web pages and word processors leave behind.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace planner {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_bare_key(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }
/// Tab, CR and LF are control characters here; who allows them asks first.
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }

/// The character at `at`, or '\0' past the end.
constexpr char peek(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

/// A look-alike of a character that TOML knows.
struct Pasted {
  std::size_t bytes = 0;
  std::string described;     // "no-break space U+00A0, pasted from a web page"
  std::string_view instead;  // what to type: " ", "\"", "-"
  std::string help;          // the same as a sentence
};

/// The look-alike that stands at `at`, if one does.
std::optional<Pasted> pasted_at(std::string_view text, std::size_t at);

/// The same, when it is one that looks like a blank or like nothing.
std::optional<Pasted> pasted_blank_at(std::string_view text, std::size_t at);

/// The character at `at` for a message: "x", "ü (U+00FC)", "control character U+0007", "the end of the line".
std::string describe_character(std::string_view text, std::size_t at);

/// Bytes of the character at `at` (1 for what is no UTF-8, 0 past the end).
std::size_t character_bytes(std::string_view text, std::size_t at);

}  // namespace planner
