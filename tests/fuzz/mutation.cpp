#include "tests/fuzz/mutation.hpp"

namespace planner::test {

std::string mutated(std::string_view text, std::span<const std::string_view> pieces, std::mt19937& random) {
  std::string result(text);
  const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  for (std::size_t times = 1 + below(4); times > 0; --times) {
    const std::size_t at = below(result.size() + 1);
    const std::size_t length = below(12);
    switch (below(5)) {
      case 0: result.erase(at, length); break;
      case 1: result.insert(at, result.substr(below(result.size()), length)); break;
      case 2: result.insert(at, 1, static_cast<char>(below(256))); break;
      case 3: result.replace(at, length, pieces[below(pieces.size())]); break;
      default: result.insert(at, pieces[below(pieces.size())]); break;
    }
  }
  return result;
}

}  // namespace planner::test
