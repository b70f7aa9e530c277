#include "planner/stack/compose/env_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "planner/spec/text_position.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/swarm/names.hpp"

namespace planner {
namespace {

constexpr std::size_t kLongestRawLine = 65'536;  // from here on Go's scanner has no room for it
constexpr std::string_view blanks = " \t\r\v\f";
constexpr std::string_view spaces = " \t\r\v\f\n";

std::string_view trimmed_right(std::string_view text) {
  const std::size_t end = text.find_last_not_of(spaces);
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

bool in_name(char c) {
  return is_ascii_alnum(c) || c == '_' || c == '.' || c == '-' || c == '[' || c == ']' || (c & 0x80) != 0;
}

/// Doubles each dollar that begins no variable.
std::string as_template(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '$') continue;
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    if (next == '$') ++i;
    if (next == '$' || !(next == '_' || next == '{' || (is_ascii_alnum(next) && (next < '0' || next > '9'))))
      result += '$';
  }
  return result;
}

void add_code_point(std::string& text, unsigned code) {
  if (code >= 0x80) text += static_cast<char>(0xC0 | (code >> 6));
  text += static_cast<char>(code < 0x80 ? code : 0x80 | (code & 0x3F));
}

/// Behind the backslash; how many characters of it are read, none where it is no escape.
std::size_t read_escape(std::string_view rest, std::string& out) {
  constexpr std::string_view letters = "abfnrtv\"\\", meant = "\a\b\f\n\r\t\v\"\\";
  if (rest.empty()) return 0;
  if (rest[0] == '$') {
    out += "$$";
    return 1;
  }
  if (const std::size_t at = letters.find(rest[0]); at != std::string_view::npos) {
    out += meant[at];
    return 1;
  }
  if (rest[0] != '0') return 0;
  const std::size_t digits =
      std::min(rest.substr(0, 4).find_first_not_of("0123456789", 1), std::min<std::size_t>(rest.size(), 4));
  const std::string_view octal = rest.substr(1, digits - 1);
  unsigned code = 0;
  const auto [end, error] = std::from_chars(octal.data(), octal.data() + octal.size(), code, 8);
  if (octal.size() == 3 && error == std::errc() && end == octal.data() + octal.size() && code < 256)
    add_code_point(out, code);
  else
    out += "\\" + std::string(octal);  // as compose-go leaves it
  return digits;
}

std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t read = text[i] == '\\' ? read_escape(text.substr(i + 1), result) : 0;
    if (read == 0) result += text[i];
    i += read;
  }
  return result;
}

class EnvReader {
 public:
  explicit EnvReader(std::string_view text) : text_(text) {}
  EnvFile read();

 private:
  bool ended() const { return at_ == text_.size(); }
  void skip(std::string_view characters) {
    for (; !ended() && characters.find(text_[at_]) != std::string_view::npos; ++at_)
      if (text_[at_] == '\n') ++line_;
  }
  std::string_view rest_of_line() const { return text_.substr(at_, text_.find('\n', at_) - at_); }
  bool keep(EnvLine line) {
    file_.lines.push_back(std::move(line));
    return true;
  }
  bool trouble(int line, std::string why) {
    file_.trouble = EnvTrouble{line, std::move(why)};
    return false;
  }
  bool statement();
  bool bare_value(EnvLine line, std::string_view written);
  bool quoted_value(EnvLine line, char quote);

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  EnvFile file_;
};

EnvFile EnvReader::read() {
  for (skip(spaces); !ended(); skip(spaces)) {
    if (text_[at_] == '#')
      at_ += rest_of_line().size();
    else if (!statement())
      break;
  }
  return std::move(file_);
}

/// NAME, then its value; false after telling what is wrong.
bool EnvReader::statement() {
  constexpr std::string_view prefix = "export";
  std::string_view rest = rest_of_line();
  const bool exports =
      rest.starts_with(prefix) && blanks.find((std::string(rest.substr(prefix.size())) + "=")[0]) != std::string::npos;
  if (exports) {
    at_ += prefix.size();
    skip(blanks);
    rest = rest_of_line();
  }
  const std::size_t end = std::min(rest.find_first_of("=:"), rest.size());
  EnvLine line;
  line.line = line_;
  line.name = std::string(trimmed_right(rest.substr(0, end)));
  if (line.name.empty() || !std::ranges::all_of(line.name, in_name)) return trouble(line_, "is no NAME=value");
  at_ += end;
  if (end == rest.size()) return keep(std::move(line));
  line.reads_otherwise = exports || rest[end] == ':' || end != line.name.size();
  ++at_;
  skip(blanks);
  const char quote = ended() ? '\0' : text_[at_];
  if (quote == '"' || quote == '\'') return quoted_value(std::move(line), quote);
  return bare_value(std::move(line), rest.substr(end + 1));
}

bool EnvReader::bare_value(EnvLine line, std::string_view written) {
  const std::string_view rest = rest_of_line();
  at_ += rest.size();
  const std::string_view value = trimmed_right(rest.substr(0, rest.find(" #")));
  line.value = as_template(value);
  if (written.ends_with('\r')) written.remove_suffix(1);
  line.reads_otherwise = line.reads_otherwise || value != written || value.find('$') != std::string_view::npos;
  return keep(std::move(line));
}

bool EnvReader::quoted_value(EnvLine line, char quote) {
  const int first = line_;
  std::string value;
  for (++at_; !ended() && text_[at_] != quote; ++at_) {
    if (text_[at_] == '\n') ++line_;
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
      if (text_[at_ + 1] != quote) value += '\\';
      ++at_;
      if (text_[at_] == '\n') ++line_;
    }
    value += text_[at_];
  }
  if (ended()) return trouble(first, fmt::format("begins a text with {} that nothing ends", quote));
  ++at_;
  skip(blanks);
  if (!ended() && text_[at_] != '\n' && text_[at_] != '#')
    return trouble(line_, "goes on behind the quote that ends its value");
  line.value = quote == '"' ? as_template(unescaped(value)) : escape_dollars(value);
  line.reads_otherwise = true;
  return keep(std::move(line));
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

}  // namespace

EnvFile read_env_file(std::string_view text) { return EnvReader(without_mark(text)).read(); }

EnvFile read_raw_env_file(std::string_view text) {
  EnvFile file;
  text = without_mark(text);
  for (int number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.size() >= kLongestRawLine) file.trouble = EnvTrouble{number, "has 65536 bytes or more"};
    if (!file.trouble && first_byte_not_utf8(line)) file.trouble = EnvTrouble{number, "has bytes that are no UTF-8"};
    if (file.trouble) return file;
    if (line.ends_with('\r')) line.remove_suffix(1);
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    if (line.empty() || line[0] == '#') continue;
    const std::size_t equals = std::min(line.find('='), line.size());
    EnvLine entry;
    entry.line = number;
    entry.name = std::string(line.substr(0, equals));
    if (entry.name.empty() || entry.name.find_first_of(" \t") != std::string::npos) {
      file.trouble = EnvTrouble{number, "is no NAME=value"};
      return file;
    }
    if (equals < line.size()) entry.value = escape_dollars(line.substr(equals + 1));
    file.lines.push_back(std::move(entry));
  }
  return file;
}

}  // namespace planner
