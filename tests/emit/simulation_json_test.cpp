// What programs are told of a what-if beside what the schema holds (simulate_schema_test.py).
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/outcome.hpp"

namespace cli::test {

TEST_CASE("numbers that are known at deploy time only are told with what is counted instead") {
  const TemporaryFolder folder;
  folder.write("docker-compose.yml", R"(services:
  api: {image: "box:1", deploy: {replicas: "${N:-5}", placement: {max_replicas_per_node: "${M}"}}}
  web: {image: "box:1", deploy: {replicas: "${W}"}}
  one: {image: "box:1"}
)");
  const std::string spec =
      folder.write("cluster.toml",
                   "[fra]\na = { managers = 1, workers = 2 }\nb = { managers = 1, workers = 2 }\n"
                   "c = { managers = 1, workers = 2 }\n[stack]\ncompose = \"docker-compose.yml\"\n");
  const Outcome told = run({"simulate", spec, "--fail", "fra.a", "--format", "json"});
  const nlohmann::json assumed = nlohmann::json::parse(told.out).at("assumed");
  CHECK(assumed == nlohmann::json::parse(R"([
    {"service": "api", "key": "deploy.replicas", "written": "${N:-5}", "assumed": "5"},
    {"service": "api", "key": "deploy.placement.max_replicas_per_node", "written": "${M}", "assumed": null},
    {"service": "web", "key": "deploy.replicas", "written": "${W}", "assumed": "1"}])"));
}

}  // namespace cli::test
