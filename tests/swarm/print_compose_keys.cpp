// The table of keys as lines for compose_keys_on_client.py: path, version, types, treatment, outcome, tab-separated.
#include <cstdio>

#include "planner/swarm/compose_keys.hpp"

int main() {
  for (const std::span<const planner::ComposeKey> table : planner::compose_keys())
    for (const planner::ComposeKey& key : table)
      std::printf("%.*s\t%d\t%u\t%d\t%d\n", static_cast<int>(key.path.size()), key.path.data(), key.since, key.shapes,
                  static_cast<int>(key.treatment), static_cast<int>(key.outcome));
}
