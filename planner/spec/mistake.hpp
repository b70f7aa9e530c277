#pragma once
// What is wrong at one place of a text, before it becomes a Finding: offsets are bytes, lines come later.
#include <cstddef>
#include <string>

namespace planner {

struct Mistake {
  std::size_t at = 0;
  std::size_t length = 1;  // bytes to underline
  std::string message;
  std::string help;
};

}  // namespace planner
