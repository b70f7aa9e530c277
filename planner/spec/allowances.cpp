// Reads allow comments. What looks like one but is misspelt is kept, so that a rule can say so: a comment that
// silently does nothing would be taken for one that works.
#include "planner/spec/allowances.hpp"

#include <algorithm>
#include <optional>

namespace planner {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The first word, cut off the front of `text`.
std::string_view take_word(std::string_view& text) {
  text = trim(text);
  const std::string_view word = text.substr(0, text.find_first_of(blanks));
  text = trim(text.substr(word.size()));
  return word;
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// What follows `swarmplan:`; none in a comment that only happens to speak of swarmplan.
std::optional<std::string_view> addressed(std::string_view comment) {
  constexpr std::string_view name = "swarmplan";
  comment = trim(comment.substr(std::min(comment.find_first_not_of('#'), comment.size())));
  if (!same_word(comment.substr(0, name.size()), name)) return std::nullopt;
  std::string_view rest = trim(comment.substr(name.size()));
  if (rest.starts_with(':')) return trim(rest.substr(1));
  const bool a_word_of_its_own = comment.size() > name.size() && blanks.find(comment[name.size()]) != blanks.npos;
  std::string_view after = rest;
  if (a_word_of_its_own && same_word(take_word(after), "allow")) return rest;
  return std::nullopt;
}

bool well_begun(std::string_view comment) {
  return trim(comment.substr(std::min<std::size_t>(comment.size(), 1))).starts_with("swarmplan:");
}

int code_points(std::string_view text) {
  return static_cast<int>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Allowance read(const Comment& comment, std::string_view rest) {
  const std::string_view text = trim(comment.text);
  Allowance allowance{"", "", std::string(text), {comment.where.line, comment.where.column, code_points(text)}};
  if (!well_begun(comment.text) || take_word(rest) != "allow") return allowance;
  allowance.rule = take_word(rest);
  if (take_word(rest) == "because") allowance.reason = rest;
  return allowance;
}

}  // namespace

std::vector<Allowance> read_allowances(std::span<const Comment> comments) {
  std::vector<Allowance> allowances;
  for (const Comment& comment : comments)
    if (const std::optional<std::string_view> rest = addressed(comment.text))
      allowances.push_back(read(comment, *rest));
  return allowances;
}

}  // namespace planner
