#include "planner/swarm/compose_keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace planner;

TEST_CASE("the table of keys is sorted, says each once, and each stands below one that may hold it") {
  std::set<std::string_view> seen;
  for (const std::span<const ComposeKey> table : compose_keys()) {
    CHECK(std::ranges::is_sorted(table, {}, &ComposeKey::path));
    for (const ComposeKey& key : table) {
      CAPTURE(key.path);
      CHECK(seen.insert(key.path).second);
      CHECK((key.since == kNever) == (key.treatment == Treatment::forbidden || key.treatment == Treatment::refused));
      const std::size_t dot = key.path.rfind('.');
      if (dot == std::string_view::npos) continue;
      const ComposeKey* parent = find_compose_key(key.path.substr(0, dot));
      REQUIRE(parent != nullptr);
      if (key.since == kNever) continue;
      CHECK((parent->shapes & (key.path.ends_with(".[]") ? kList : kMap)) != 0);
      CHECK(key.since >= parent->since);
    }
  }
  CHECK(seen.size() > 300);
}

TEST_CASE("a key is found by its own name, as an x- key, or as any name") {
  CHECK(find_compose_key("services.*", "restart")->treatment == Treatment::warned);
  CHECK(find_compose_key("services.*", "x-shared")->path == "services.*.x-*");
  CHECK(find_compose_key("", "x-shared")->since == 4);
  CHECK(find_compose_key("services", "web")->path == "services.*");
  CHECK(find_compose_key("services.*.labels", "*")->path == "services.*.labels.*");
  CHECK(find_compose_key("services.*", "restrat") == nullptr);
  CHECK(find_compose_key("services.*.deploy", "x-shared") == nullptr);
  CHECK(find_compose_key("services.*.deploy.placement", "max_replicas_per_node")->since == 8);
}
