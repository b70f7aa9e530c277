#include "planner/emit/shell.hpp"

#include <algorithm>

namespace planner {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-' || c == '/' || c == ':' || c == '=' || c == ',' || c == '+';
}

}  // namespace

void append_shell_word(std::string& script, std::string_view word) {
  // A first `=` is zsh's path lookup, and an assignment must never be made of a command's first word.
  if (!word.empty() && word.front() != '=' && std::all_of(word.begin(), word.end(), is_plain)) {
    script += word;
    return;
  }
  script += '\'';
  for (const char c : word) {
    if (c == '\'')
      script += "'\\''";
    else
      script += c;
  }
  script += '\'';
}

std::string shell_word(std::string_view word) {
  std::string result;
  append_shell_word(result, word);
  return result;
}

std::string shell_comment(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return result;
}

}  // namespace planner
