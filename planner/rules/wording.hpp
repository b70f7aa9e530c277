#pragma once
// Counts and lists as they stand in messages.
#include <string>
#include <string_view>
#include <vector>

namespace planner {

/// "1 manager", "12 managers".
std::string amount(int count, std::string_view noun);

/// "a", "a and b", "a, b and c"; of more than eight the first seven and how many are left out.
std::string enumerate(const std::vector<std::string>& names);

/// "140 ms", "7.5 ms", "1.2 s": three digits.
std::string milliseconds(double ms);

/// "3 s", "63 min", "7.2 h", "3 days": what a reader would say for so many minutes.
std::string minutes(double minutes);

/// "one", "two", "three"; digits from four on.
std::string count_word(int count);

}  // namespace planner
