#include "planner/stack/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace planner {

bool parse_duration(std::string_view text, double& seconds) {
  constexpr std::array<std::pair<std::string_view, double>, 8> units{{{"ns", 1e-9},
                                                                      {"us", 1e-6},
                                                                      {"\xC2\xB5s", 1e-6},
                                                                      {"\xCE\xBCs", 1e-6},
                                                                      {"ms", 1e-3},
                                                                      {"s", 1},
                                                                      {"m", 60},
                                                                      {"h", 3600}}};
  seconds = 0;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return true;
  if (text.empty()) return false;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string number = "0" + std::string(text.substr(0, digits));
    double amount = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), amount);
    if (digits == 0 || text.substr(0, digits) == "." || error != std::errc() || end != number.data() + number.size())
      return false;
    text.remove_prefix(digits);
    const std::size_t letters = std::min(text.find_first_of("0123456789."), text.size());
    const auto unit = std::ranges::find(units, text.substr(0, letters), [](const auto& known) { return known.first; });
    if (unit == units.end()) return false;
    seconds += amount * unit->second;
    text.remove_prefix(letters);
  }
  if (negative) seconds = -seconds;
  return true;
}

}  // namespace planner
