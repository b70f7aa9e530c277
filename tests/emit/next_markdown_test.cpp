#include <doctest/doctest.h>

#include "planner/emit/emitter.hpp"
#include "tests/emit/report_fixture.hpp"

using namespace planner;
using test::contains;
using test::report_of;

namespace {

Service stand_in() {
  Service app;
  app.name = "app";
  app.image = "${APP_IMAGE:?}";
  app.stand_in = app.interpolate = true;
  return app;
}

Report documents() {
  Cluster cluster = test::documents_layout();
  cluster.services = {stand_in()};
  Report report = report_of(std::move(cluster));
  StackService app;
  app.name = "app";
  report.facts.stack.services = {app};
  return report;
}

}  // namespace

TEST_CASE("NEXT.md tells the files in the order in which they are used") {
  Report report = documents();
  report.facts.stack.secrets = {"db-password"};
  report.facts.stack.configs = {"app.conf"};
  const std::string text = emit_next_markdown(report);
  std::size_t before = 0;
  for (const std::string step :
       {"1. Read `report.txt`", "2. Make the Swarm", "./bootstrap.sh --dry-run --hosts hosts.txt", "3. Label the nodes",
        "./labels.sh --dry-run", "docker secret create db-password FILE", "docker config create app.conf FILE",
        "5. Deploy the stack", "APP_IMAGE=YOUR-IMAGE:TAG docker stack deploy -c stack.yml test", "6. Look whether",
        "docker stack services test", "## quorum-lost"}) {
    INFO(step);
    const std::size_t at = text.find(step);
    REQUIRE(at != std::string::npos);
    CHECK(at > before);
    before = at;
  }
}

TEST_CASE("what is known is not asked for") {
  Report report = documents();
  for (Node& node : report.facts.cluster.topology.nodes) node.address = "10.0.0.9";
  report.facts.cluster.services.front().stand_in = false;
  const std::string text = emit_next_markdown(report);
  CHECK_FALSE(contains(text, "--hosts"));
  CHECK_FALSE(contains(text, "APP_IMAGE"));
  CHECK_FALSE(contains(text, "ITS-IP"));
  CHECK_FALSE(contains(text, "docker secret"));
  CHECK(contains(text, "4. Deploy the stack"));
  CHECK(contains(text, "--advertise-addr 10.0.0.9:2377"));
}

TEST_CASE("the runbook names this layout's hosts") {
  const std::string text = emit_next_markdown(documents());
  CHECK(contains(text, "Fewer than 7 of 12 managers are up and see each other."));
  CHECK(contains(text, "- `us` gone: 6 left, start 1 of 6.\n"));
  CHECK(contains(text, "| eu.south.az-3 | eu-south-az-3-manager-1 | not in the spec |\n"));
  CHECK(contains(text,
                 "If `us` is gone for good, on `eu-north-az-1-manager-1` or any other survivor:\n\n```sh\n"
                 "docker swarm init --force-new-cluster --advertise-addr ITS-IP:2377\n```\n"));
  CHECK(contains(text,
                 "docker node rm --force us-west-az-1-manager-1 us-west-az-3-manager-1 us-west-az-3-manager-2 "
                 "us-east-az-1-manager-1 us-east-az-1-manager-2 us-east-az-3-manager-1      # us is gone\n"));
  CHECK(contains(text, "until 11 nodes are managers again"));
  CHECK(contains(text, "docker service update --force test_app\n"));
  CHECK(contains(text, "make a living manager `docker swarm leave --force`"));
  CHECK(text.find("### 1. Start managers first") < text.find("--force-new-cluster"));
}

TEST_CASE("the runbook of a safe layout names no side, of one manager no force") {
  const std::string safe =
      emit_next_markdown(report_of(test::layout({{"r.a", 1, 0, 1}, {"r.b", 1, 0, 1}, {"r.c", 1, 0, 1}})));
  CHECK(contains(safe, "With the address of the manager on which you run it in place of ITS-IP:"));
  CHECK(contains(safe, "docker node rm --force NODE"));
  const std::string one = emit_next_markdown(report_of(test::layout({{"r.a", 1, 0, 1}})));
  CHECK(contains(one, "If `r-a-manager-1` is gone for good no manager is left"));
  CHECK_FALSE(contains(one, "--force-new-cluster"));
  CHECK(contains(one, "until 3 nodes are managers"));
}

TEST_CASE("without a manager there is no runbook, decentralized there is no Swarm") {
  CHECK_FALSE(contains(emit_next_markdown(report_of(test::layout({{"r.a", 0, 1, 1}}))), "quorum-lost"));
  Cluster cluster = test::layout({{"r.a", 0, 1, 0, 10}, {"r.b", 0, 1, 0, 10}});
  cluster.services = {stand_in()};
  const std::string text = emit_next_markdown(report_of(cluster));
  CHECK(contains(text, "On each of the 20 service hosts, in a folder with `compose.yml`"));
  CHECK(contains(text, "APP_IMAGE=YOUR-IMAGE:TAG docker compose up -d"));
  CHECK_FALSE(contains(text, "bootstrap.sh"));
  CHECK_FALSE(contains(text, "quorum-lost"));
  CHECK(contains(text, "There is no quorum"));
}

TEST_CASE("hostile names stay words in NEXT.md's commands") {
  Report report = documents();
  report.facts.cluster.name = "x'; rm -rf /";
  report.facts.stack.secrets = {"a b$(id)"};
  const std::string text = emit_next_markdown(report);
  CHECK(contains(text, "docker secret create 'a b$(id)' FILE"));
  CHECK(contains(text, "docker stack deploy -c stack.yml 'x'\\''; rm -rf /'"));
}

TEST_CASE("variables without a default are asked for before the deploy, each once") {
  Report report = documents();
  report.facts.stack.services[0].service.image = "api:${TAG}";
  report.facts.stack.services[0].service.interpolate = true;
  report.facts.cluster.services.front().stand_in = false;
  CHECK(contains(emit_next_markdown(report), "Give `TAG` to the shell first: `stack.yml` has no default for it."));
  CHECK(contains(emit_stack_yaml(report), "# The shell that deploys must set, for there is no default: TAG.\n"));
  report.facts.cluster.dot_env = {".env", {"TAG"}};
  const std::string text = emit_next_markdown(report);
  CHECK(contains(text, "Give `TAG` to the shell first: Compose takes it from `.env`"));
  CHECK_FALSE(contains(text, "no default"));
}
