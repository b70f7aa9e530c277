// Milliseconds until it is known whether all fits, now and after each loss: for docs/benchmarks.md; no assertions.
#include <chrono>
#include <cstdio>
#include <string>

#include "planner/spec/read_cluster.hpp"
#include "planner/whatif/capacity.hpp"

using namespace planner;

namespace {

/// 20 regions of 10 zones; workers of four sizes; 20 services, one of them global, that reserve about two thirds.
std::string spec(int nodes) {
  std::string text;
  for (int region = 0; region < 20; ++region)
    for (int zone = 0; zone < 10; ++zone)
      text += "[r" + std::to_string(region) + ".z" + std::to_string(zone) +
              "]\nmanagers = " + std::to_string(zone == 0 && region < 7 ? 1 : 0) +
              "\nworkers = { count = " + std::to_string(nodes / 200) + ", cpus = " + std::to_string(4 << (zone % 4)) +
              ", memory = \"" + std::to_string(16 << (zone % 4)) + "GiB\" }\n";
  for (int service = 0; service < 20; ++service)
    text += "[services.s" + std::to_string(service) + "]\nimage = \"x\"\n" +
            (service == 0 ? "global = true\n" : "replicas = " + std::to_string(nodes / 5) + "\n") +
            "reserve = { cpus = " + std::to_string(1 + service % 4) + ", memory = \"" +
            std::to_string(1 + service % 7) + "GiB\" }\n" +
            (service % 5 == 4 ? "update = { order = \"start-first\" }\n" : "");
  return text;
}

void judge(int nodes) {
  const Reading reading = read_cluster(spec(nodes), "cluster.toml");
  if (!reading.cluster) {
    for (const Finding& finding : reading.findings) std::printf("%s\n", finding.message.c_str());
    return;
  }
  const Stack stack = make_stack(*reading.cluster);
  double best = 1e300;
  std::optional<Capacity> capacity;
  for (int run = 0; run < 5; ++run) {
    const auto start = std::chrono::steady_clock::now();
    capacity = judge_capacity(*reading.cluster, stack);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    if (taken.count() < best) best = taken.count();
  }
  int losses = 0, failing = 0, unknown = 0;
  for (const LevelCapacity& level : capacity->levels) {
    losses += level.domains;
    failing += level.failing;
    unknown += level.unknown;
  }
  std::printf("%d nodes in 200 zones, 20 services: now %s, %d losses of which %d fail, %d unknown   %.2f ms\n", nodes,
              capacity->now.fits == Fits::yes ? "fits" : "does not fit", losses, failing, unknown, best);
}

}  // namespace

int main() {
  for (const int nodes : {200, 1'000, 10'000, 100'000}) judge(nodes);
}
