#pragma once
// Names that Swarm accepts for its objects.
// Source: github.com/moby/swarmkit manager/controlapi/common.go and api/validation (engines 20.10 to 29).
#include <algorithm>
#include <string_view>

namespace planner {

constexpr std::size_t kLongestServiceName = 63;  // with the stack's name and "_" in front
constexpr std::size_t kLongestObjectName = 64;   // secrets, configs
constexpr std::size_t kLargestSecret = 500 * 1024 - 1, kLargestConfig = 1000 * 1024 - 1;  // bytes; the least is 1

constexpr bool is_ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Letters, digits, - and _ with a letter or digit at either end, no dots, 63 at most: with the stack's name and "_".
constexpr bool is_service_name(std::string_view text) {
  if (text.empty() || text.size() > kLongestServiceName) return false;
  if (!is_ascii_alnum(text.front()) || !is_ascii_alnum(text.back())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_alnum(c) || c == '-' || c == '_'; });
}

/// Secrets, configs and volumes: letters, digits, - _ . with a letter or digit at either end, 64 at most.
constexpr bool is_object_name(std::string_view text) {
  if (text.empty() || text.size() > kLongestObjectName) return false;
  if (!is_ascii_alnum(text.front()) || !is_ascii_alnum(text.back())) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_ascii_alnum(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace planner
