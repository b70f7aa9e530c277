#include "planner/spec/allowances.hpp"

#include <string_view>

namespace planner {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

void skip_blanks(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\r')) text.remove_suffix(1);
}

bool take(std::string_view& text, std::string_view word) {
  if (text.substr(0, word.size()) != word) return false;
  text.remove_prefix(word.size());
  return true;
}

std::string_view take_word(std::string_view& text) {
  skip_blanks(text);
  std::size_t end = 0;
  while (end < text.size() && !is_blank(text[end])) ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  skip_blanks(text);
  return word;
}

}  // namespace

std::vector<Allowance> read_allowances(std::span<const Comment> comments) {
  std::vector<Allowance> allowances;
  for (const Comment& comment : comments) {
    std::string_view text = comment.text;
    while (!text.empty() && text.front() == '#') text.remove_prefix(1);
    skip_blanks(text);
    if (!take(text, "swarmplan:")) continue;
    Allowance allowance{{}, {}, comment.where};
    allowance.where.length = static_cast<int>(comment.text.size());
    if (take_word(text) == "allow") {
      allowance.rule = take_word(text);
      if (take_word(text) == "because") allowance.reason = text;
    }
    allowances.push_back(std::move(allowance));
  }
  return allowances;
}

}  // namespace planner
