#pragma once
// Where in the spec's tables the decoder stands. A chain on the stack, so that a path costs nothing until it is told.
#include <string>
#include <string_view>

namespace planner {

struct Path {
  const Path* parent = nullptr;
  std::string_view name;
  int index = -1;  // of an element of an array, from 0

  /// "us.west.az-1.workers[2].cpus", counting elements from 1; empty for the whole spec.
  std::string text() const {
    std::string result = parent ? parent->text() : std::string();
    if (!name.empty()) {
      if (!result.empty()) result += '.';
      result += name;
    }
    if (index >= 0) result += '[' + std::to_string(index + 1) + ']';
    return result;
  }
};

}  // namespace planner
