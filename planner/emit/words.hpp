#pragma once
// English for counts and lists, so that every report says them alike.
#include <string>
#include <string_view>
#include <vector>

namespace planner {

/// "1 manager", "12 managers".
std::string counted(int count, std::string_view noun);

/// "zones".
std::string plural(std::string_view noun);

/// "one" to "ten", digits beyond.
std::string number_word(int number);

/// ASCII letters only.
std::string upper(std::string_view text);

/// "a", "a or b", "a, b or c" for " or ".
std::string join(const std::vector<std::string>& parts, std::string_view last);

/// The first `keep` joined by ", ", then "and 34 more".
std::string folded(const std::vector<std::string>& parts, std::size_t keep);

/// "7", "10 or 11", "6 to 9".
std::string range(int least, int most);

}  // namespace planner
