#include "cli/rehearse/estimate.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

namespace cli {
namespace {

constexpr std::int64_t kMiB = std::int64_t{1} << 20;
constexpr std::int64_t kEngine = 100 * kMiB;
constexpr std::int64_t kBase = 300 * kMiB;  // the client, scripts, and what the machine needs besides

std::int64_t number_in(const std::string& file) {
  std::int64_t number = 0;
  return std::ifstream(file) >> number ? number : std::numeric_limits<std::int64_t>::max();
}

/// Left in a control group: of version 1, or of version 2.
std::int64_t left_in_group() {
  std::int64_t left = std::numeric_limits<std::int64_t>::max();
  for (const auto& [limit, used] :
       {std::pair{"/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"},
        std::pair{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"}}) {
    const std::int64_t most = number_in(limit), now = number_in(used);
    if (most != std::numeric_limits<std::int64_t>::max() && now <= most) left = std::min(left, most - now);
  }
  return left;
}

std::string gigabytes(std::int64_t bytes) {
  return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1024.0 * static_cast<double>(kMiB)));
}

}  // namespace

std::int64_t memory_needed(std::size_t engines) { return kBase + static_cast<std::int64_t>(engines) * kEngine; }

std::int64_t memory_available() {
  std::ifstream file("/proc/meminfo");
  std::int64_t available = std::numeric_limits<std::int64_t>::max();
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    std::int64_t kibibytes = 0;
    if (words >> name >> kibibytes && name == "MemAvailable:") available = kibibytes * 1024;
  }
  return std::min(available, left_in_group());
}

planner::RehearsalMachine this_machine() {
  planner::RehearsalMachine machine;
  cpu_set_t usable;
  CPU_ZERO(&usable);
  machine.cpus = sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : 1;
  std::ifstream file("/proc/meminfo");
  std::string name;
  file >> name >> machine.memory;  // "MemTotal:", in KiB
  machine.memory *= 1024;
  utsname system{};
  const std::string arch = uname(&system) == 0 ? system.machine : "";
  machine.arch = arch == "x86_64" ? "amd64" : arch == "aarch64" ? "arm64" : arch;
  return machine;
}

std::string too_large(std::size_t engines, std::int64_t available,
                      const std::vector<std::pair<std::string, std::size_t>>& smaller) {
  if (memory_needed(engines) <= available) return "";
  const std::string text =
      fmt::format("{} engines need about {} of memory, and {} are available here", engines,
                  gigabytes(memory_needed(engines)), gigabytes(std::max<std::int64_t>(available, 0)));
  for (const auto& [options, count] : smaller)
    if (memory_needed(count) <= available)
      return fmt::format("{}; {} would fit: {} engines, {}", text, options, count, gigabytes(memory_needed(count)));
  return text + "; no --scale makes it small enough: managers are never scaled";
}

}  // namespace cli
