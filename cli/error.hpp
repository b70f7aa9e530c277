#pragma once
// A broken environment: cannot read, cannot write. Thrown where it is met, caught once in cli/run.cpp.
#include <stdexcept>
#include <string>

namespace cli {

struct Error : std::runtime_error {
  int exit_code;  // 2: the input cannot be had; 3: the machine
  Error(int code, const std::string& message) : std::runtime_error(message), exit_code(code) {}
};

}  // namespace cli
