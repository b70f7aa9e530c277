#include "planner/stack/compose/env_file.hpp"

#include <algorithm>

namespace planner {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
  const std::size_t end = text.find_last_not_of(blanks);
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

/// Behind the opening double quote, up to the closing one.
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
      continue;
    }
    const char next = text[++i];
    result += next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next;
  }
  return result;
}

std::size_t closing_quote(std::string_view text) {
  const char quote = text[0];
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\')
      ++i;
    else if (text[i] == quote)
      return i;
  }
  return std::string_view::npos;
}

/// Empty or a comment behind the value.
bool ends(std::string_view rest) {
  rest = trimmed(rest);
  return rest.empty() || rest[0] == '#';
}

void read_value(std::string_view text, EnvLine& line) {
  text = trimmed(text);
  if (!text.empty() && (text[0] == '"' || text[0] == '\'')) {
    const std::size_t close = closing_quote(text);
    if (close != std::string_view::npos && ends(text.substr(close + 1))) {
      line.was_quoted = true;
      line.is_literal = text[0] == '\'';
      line.value = line.is_literal ? std::string(text.substr(1, close - 1)) : unescaped(text.substr(1));
      return;
    }
  }
  const std::size_t comment = std::min(text.find(" #"), text.find("\t#"));
  line.value = std::string(trimmed(text.substr(0, comment)));
}

bool is_name(std::string_view text) { return !text.empty() && text.find_first_of(" \t\"'") == std::string_view::npos; }

}  // namespace

EnvFile read_env_file(std::string_view text) {
  EnvFile file;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("export ")) line = trimmed(line.substr(7));
    const std::size_t equals = line.find('=');
    EnvLine entry;
    entry.line = number;
    entry.name = std::string(trimmed(line.substr(0, equals)));
    if (!is_name(entry.name)) {
      if (!file.bad_line) file.bad_line = number;
      continue;
    }
    if (equals != std::string_view::npos) read_value(line.substr(equals + 1), entry);
    file.lines.push_back(std::move(entry));
  }
  return file;
}

}  // namespace planner
