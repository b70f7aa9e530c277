// The table of look-alikes, and how a message speaks of a character.
#include "planner/spec/character.hpp"

#include <fmt/format.h>

#include <array>

namespace planner {
namespace {

struct LookAlike {
  unsigned first, last;
  std::string_view name;
  std::string_view instead;
};

constexpr std::array look_alikes{
    LookAlike{0x00A0, 0x00A0, "no-break space", " "},  LookAlike{0x00AD, 0x00AD, "soft hyphen", "-"},
    LookAlike{0x00AB, 0x00AB, "angle quote", "\""},    LookAlike{0x00BB, 0x00BB, "angle quote", "\""},
    LookAlike{0x1680, 0x1680, "wide space", " "},      LookAlike{0x2000, 0x2006, "wide space", " "},
    LookAlike{0x2007, 0x2007, "no-break space", " "},  LookAlike{0x2008, 0x200A, "wide space", " "},
    LookAlike{0x200B, 0x200F, "invisible space", " "}, LookAlike{0x2010, 0x2015, "dash", "-"},
    LookAlike{0x2018, 0x201B, "curly quote", "'"},     LookAlike{0x201C, 0x201F, "curly quote", "\""},
    LookAlike{0x2028, 0x2029, "line separator", " "},  LookAlike{0x202F, 0x202F, "no-break space", " "},
    LookAlike{0x205F, 0x205F, "wide space", " "},      LookAlike{0x2060, 0x2060, "invisible space", " "},
    LookAlike{0x2212, 0x2212, "minus sign", "-"},      LookAlike{0x3000, 0x3000, "wide space", " "},
    LookAlike{0xFEFF, 0xFEFF, "byte order mark", " "}, LookAlike{0xFF02, 0xFF02, "wide quote", "\""},
    LookAlike{0xFF0C, 0xFF0C, "wide comma", ","},      LookAlike{0xFF1D, 0xFF1D, "wide equals sign", "="},
};

struct Decoded {
  unsigned code = 0;
  std::size_t bytes = 0;
};

// What is no UTF-8 counts as one character a byte.
Decoded decode(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {0, 0};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(peek(text, i)) & 0xFFu; };
  const unsigned lead = byte(at);
  if (lead < 0xC0) return {lead, 1};
  const std::size_t bytes = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned code = lead & (lead < 0xE0 ? 0x1Fu : lead < 0xF0 ? 0x0Fu : 0x07u);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(at + i) & 0xC0u) != 0x80u) return {lead, 1};
    code = (code << 6) | (byte(at + i) & 0x3Fu);
  }
  return {code, bytes};
}

}  // namespace

std::optional<Pasted> pasted_at(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(peek(text, at)) < 0xC2) return std::nullopt;
  const auto [code, bytes] = decode(text, at);
  for (const LookAlike& it : look_alikes) {
    if (code < it.first || code > it.last) continue;
    const bool blank = it.instead == " ";
    const std::string shown = blank ? "" : fmt::format(" {}", text.substr(at, bytes));
    return Pasted{bytes, fmt::format("{}{} U+{:04X}, pasted from a web page", it.name, shown, code), it.instead,
                  blank ? "replace it by an ordinary space" : fmt::format("write {} instead", it.instead)};
  }
  return std::nullopt;
}

std::optional<Pasted> pasted_blank_at(std::string_view text, std::size_t at) {
  std::optional<Pasted> pasted = pasted_at(text, at);
  if (pasted && pasted->instead != " ") pasted.reset();
  return pasted;
}

std::string describe_character(std::string_view text, std::size_t at) {
  const char c = peek(text, at);
  if (at >= text.size()) return "the end of the file";
  if (c == '\n' || text.substr(at, 2) == "\r\n") return "the end of the line";
  if (c == '\r') return "a carriage return (U+000D) that ends no line";
  const auto [code, bytes] = decode(text, at);
  if (c == '\t' || c == ' ') return "a blank";
  if (is_control(c)) return fmt::format("control character U+{:04X}", code);
  if (bytes == 1) return std::string(1, c);
  return fmt::format("{} (U+{:04X})", text.substr(at, bytes), code);
}

std::size_t character_bytes(std::string_view text, std::size_t at) { return decode(text, at).bytes; }

}  // namespace planner
