#include "planner/emit/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace planner {

std::string plural(std::string_view noun) { return std::string(noun) + "s"; }

std::string counted(int count, std::string_view noun) {
  return fmt::format("{} {}", count, count == 1 ? std::string(noun) : plural(noun));
}

std::string number_word(int number) {
  constexpr std::array<std::string_view, 11> words = {"zero", "one",   "two",   "three", "four", "five",
                                                      "six",  "seven", "eight", "nine",  "ten"};
  if (number < 0 || number >= static_cast<int>(words.size())) return std::to_string(number);
  return std::string(words[static_cast<std::size_t>(number)]);
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

std::string join(const std::vector<std::string>& parts, std::string_view last) {
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += i + 1 == parts.size() ? last : std::string_view(", ");
    result += parts[i];
  }
  return result;
}

std::string folded(const std::vector<std::string>& parts, std::size_t keep) {
  if (parts.size() <= keep) return join(parts, ", ");
  const std::vector<std::string> first(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(keep));
  return fmt::format("{} and {} more", join(first, ", "), parts.size() - keep);
}

std::string range(int least, int most) {
  if (least == most) return std::to_string(least);
  return fmt::format("{} {} {}", least, most == least + 1 ? "or" : "to", most);
}

}  // namespace planner
