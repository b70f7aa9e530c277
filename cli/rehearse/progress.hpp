#pragma once
// What is being done now, for how long, and how long it may still take: one line that is rewritten on a terminal, else
// a line whenever something else begins.
#include <iosfwd>
#include <string>
#include <vector>

namespace cli {

struct Progress {
  std::ostream& err;
  bool terminal = false;
  std::vector<double> expected;  // seconds, of each part
  double start = 0;
  int part = 0;
  double part_start = 0;
  std::string what = {};
  std::size_t width = 0;  // of the line that stands on the terminal

  Progress(std::ostream& to, bool on_terminal, std::vector<double> parts);

  void doing(int next, const std::string& what_next);
  void tick();
  void end();
};

/// "1:05"
std::string clock_text(double seconds);

}  // namespace cli
