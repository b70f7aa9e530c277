#pragma once
// Our own random numbers: the same seed gives the same run with every compiler, which std:: distributions do not.
#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

namespace planner::placement {

/// SplitMix64. Source: Steele, Lea, Flood, 2014, "Fast splittable pseudorandom number generators".
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 0x1234567ULL) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  /// 0 … n − 1, each alike. n is at least 1.
  int below(int n) {
    assert(n >= 1);
    const auto range = static_cast<std::uint64_t>(n);
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % range;
    std::uint64_t drawn = next();
    while (drawn >= limit) drawn = next();
    return static_cast<int>(drawn % range);
  }

  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i)
      std::swap(values[i - 1], values[static_cast<std::size_t>(below(static_cast<int>(i)))]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace planner::placement
