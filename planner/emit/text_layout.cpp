#include "planner/emit/text_layout.hpp"

#include <algorithm>

#include "planner/emit/visible_text.hpp"

namespace planner {

int width_of(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const VisibleCharacter character = visible_character(text, at);
    width += character.columns;
    at += character.bytes;
  }
  return width;
}

std::vector<std::string> wrap(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const int columns = width_of(word);
    if (used > 0 && used + 1 + columns > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) lines.back() += ' ';
    used += columns + (used > 0 ? 1 : 0);
    lines.back() += word;
  }
  return lines;
}

std::string clipped(std::string_view text, int width) {
  if (width_of(text) <= width) return std::string(text);
  std::string result;
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const VisibleCharacter character = visible_character(text, at);
    if (used + character.columns > width - 3) break;
    used += character.columns;
    result += text.substr(at, character.bytes);
    at += character.bytes;
  }
  return result + "...";
}

}  // namespace planner
