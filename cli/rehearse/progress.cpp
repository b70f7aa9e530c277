#include "cli/rehearse/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cli/rehearse/process.hpp"

namespace cli {
namespace {

constexpr std::size_t kColumns = 79;

double left_of(const Progress& progress) {
  double left = 0;
  for (std::size_t i = static_cast<std::size_t>(progress.part); i < progress.expected.size(); ++i)
    left += progress.expected[i];
  const auto part = static_cast<std::size_t>(progress.part);
  if (part < progress.expected.size()) left -= std::min(progress.expected[part], now() - progress.part_start);
  return left;
}

}  // namespace

std::string clock_text(double seconds) {
  const auto whole = static_cast<long>(std::max(seconds, 0.0) + 0.5);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

Progress::Progress(std::ostream& to, bool on_terminal, std::vector<double> parts)
    : err(to), terminal(on_terminal), expected(std::move(parts)), start(now()), part_start(start) {}

void Progress::doing(int next, const std::string& what_next) {
  if (next != part) part_start = now();
  part = next;
  what = what_next;
  if (terminal)
    tick();
  else
    err << fmt::format("{:>6}  {}\n", clock_text(now() - start), what) << std::flush;
}

void Progress::tick() {
  if (!terminal) return;
  std::string line = fmt::format("{} (about {} left) {}", clock_text(now() - start), clock_text(left_of(*this)), what);
  if (line.size() > kColumns) line.resize(kColumns);
  err << '\r' << line << std::string(width > line.size() ? width - line.size() : 0, ' ') << std::flush;
  width = line.size();
}

void Progress::end() {
  if (terminal && width > 0) err << '\r' << std::string(width, ' ') << '\r' << std::flush;
  width = 0;
}

}  // namespace cli
