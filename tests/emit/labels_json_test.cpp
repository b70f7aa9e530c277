#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "planner/emit/emitter.hpp"
#include "tests/layout.hpp"

namespace planner {

TEST_CASE("labels as JSON read back as they were") {
  Report report;
  report.facts.cluster = test::layout({{"north.a", 1, 0, 1}, {"edge.b", 0, 1, 0}});
  Topology& topology = report.facts.cluster.topology;
  topology.pools[1].labels = {{"disk", "it's \"x\" \\ $HOME\n"}};
  topology.pools[2].in_swarm = false;
  Pool pool = topology.pools[1];
  pool.labels.clear();
  pool.scaling = Scaling{2, 9};
  pool.match = "engine.labels.pool=\"x\"";
  pool.node_count = 0;
  topology.pools.push_back(pool);
  const std::string text = emit_labels_json(report);
  const auto expected = nlohmann::json::parse(R"({
    "nodes": [
      {"hostname": "north-a-manager-1", "labels": {"region": "north", "role": "manager", "zone": "north.a"}},
      {"hostname": "north-a-worker-1",
       "labels": {"disk": "it's \"x\" \\ $HOME\n", "region": "north", "role": "worker", "zone": "north.a"}}],
    "pools": [
      {"match": "engine.labels.pool=\"x\"", "labels": {"region": "north", "role": "worker", "zone": "north.a"}}]})");
  CHECK(nlohmann::json::parse(text) == expected);
  CHECK(text == emit_labels_json(report));
  CHECK(text.find("\"hostname\": \"north-a-manager-1\", \"labels\"") != std::string::npos);
}

TEST_CASE("a host name that needs escaping is escaped") {
  Report report;
  report.facts.cluster = test::layout({{"north.a", 1, 0, 0}});
  for (const std::string name : {"it's \"x\"", "a\\b", "a\nb", "a b", ""}) {
    report.facts.cluster.topology.nodes[0].id = name;
    CHECK(nlohmann::json::parse(emit_labels_json(report))["nodes"][0]["hostname"] == name);
  }
}

TEST_CASE("a layout without nodes gives empty lists") {
  CHECK(emit_labels_json({}) == "{\n  \"nodes\": [],\n  \"pools\": []\n}\n");
}

}  // namespace planner
