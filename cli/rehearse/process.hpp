#pragma once
// Other programs, by argument vector and never through a shell: several at once, each with a limit of time.
#include <string>
#include <vector>

namespace cli {

struct Command {
  std::vector<std::string> argv;         // argv[0] is a path
  std::vector<std::string> environment;  // all of it, "KEY=value"
  std::string input = {};                // on its standard input; at most 4 KiB
  double limit = 60;                     // seconds, then it is killed with what it started
  std::string directory = {};            // where it runs; empty: where we are
  std::string input_file = {};           // on its standard input, in place of `input`
};

struct Outcome {
  int code = 0;  // 128 + n where signal n ended it, 127 where it could not be started
  bool timed_out = false;
  std::string out;
  std::string err;

  bool ok() const { return code == 0 && !timed_out; }
};

/// In the order of the commands; at most `at_once` of them run at the same time.
std::vector<Outcome> run_all(const std::vector<Command>& commands, std::size_t at_once = 8);

Outcome run_program(const Command& command);

/// Seconds of a clock that only goes forward.
double now();

/// Waits that long; a signal may end it early.
void pause_for(double seconds);

/// Asks until `holds` says yes; false when `limit` seconds have passed.
template <class Condition>
bool wait_until(double limit, Condition holds) {
  const double end = now() + limit;
  while (!holds()) {
    if (now() >= end) return false;
    pause_for(0.2);
  }
  return true;
}

}  // namespace cli
