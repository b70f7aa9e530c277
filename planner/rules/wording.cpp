#include "planner/rules/wording.hpp"

#include <fmt/format.h>

namespace planner {

std::string amount(int count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string enumerate(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  const std::size_t shown = names.size() > most ? most - 1 : names.size();
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + names[i];
  }
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string milliseconds(double ms) {
  return ms < 1000 ? fmt::format("{:.3g} ms", ms) : fmt::format("{:.3g} s", ms / 1000);
}

std::string minutes(double minutes) {
  if (minutes < 1) return fmt::format("{:.2g} s", minutes * 60);
  if (minutes < 100) return fmt::format("{:.2g} min", minutes);
  if (minutes < 48 * 60) return fmt::format("{:.1f} h", minutes / 60);
  return fmt::format("{:.0f} days", minutes / (24 * 60));
}

std::string count_word(int count) {
  switch (count) {
    case 1: return "one";
    case 2: return "two";
    case 3: return "three";
    default: return std::to_string(count);
  }
}

}  // namespace planner
