// The real streams into cli::run, and nothing else.
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "cli/run.hpp"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const char* no_color = std::getenv("NO_COLOR");
  const bool colour = no_color == nullptr || *no_color == '\0';
  const bool terminal_out = isatty(STDOUT_FILENO) != 0, terminal_err = isatty(STDERR_FILENO) != 0;
  return cli::run({argv + 1, argv + argc},
                  {std::cin, std::cout, std::cerr, colour && terminal_out, colour && terminal_err, terminal_err});
}
