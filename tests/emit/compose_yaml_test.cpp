#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include "planner/emit/emitter.hpp"
#include "planner/stack/stand_in.hpp"
#include "tests/emit/hostile_strings.hpp"
#include "tests/layout.hpp"

using namespace planner;

namespace {

Cluster hosts() { return test::layout({{"fra.a", 0, 1, 0, 4}, {"fra.b", 0, 1, 0, 4}}); }

std::string compose_of(Cluster cluster) {
  Report report;
  report.facts.file = "spec.toml";
  report.facts.stack = make_stack(cluster);
  report.facts.cluster = std::move(cluster);
  return emit_compose_yaml(report);
}

Service service_named(std::string name) {
  Service service;
  service.name = std::move(name);
  service.image = "app:1";
  service.on = {Role::service};
  return service;
}

}  // namespace

TEST_CASE("compose: the stand-ins on one host") {
  Cluster cluster = hosts();
  cluster.services = stand_in_services(cluster.topology);
  const std::string text = compose_of(cluster);
  const YAML::Node compose = YAML::Load(text);
  CHECK(text.find("deploy:") == std::string::npos);
  CHECK(compose["name"].Scalar() == "test");
  CHECK(compose["services"].size() == 2);
  CHECK(compose["services"]["loadbalancer"]["ports"][0].Scalar() == "80:80/tcp");
  CHECK(compose["services"]["app"]["restart"].Scalar() == "unless-stopped");
  CHECK(compose["services"]["app"]["image"].Scalar().substr(0, 12) == "${APP_IMAGE:");
}

TEST_CASE("compose: limits, restarts, grants and the underlay's mtu in compose's own keys") {
  Cluster cluster = hosts();
  cluster.name = "Shop";
  cluster.network.mtu = 1400;
  Service service = service_named("api");
  service.limit = Resources{0.25, 64LL << 20, 50, {}};
  service.reserve = Resources{0.1, 32LL << 20, {}, {}};
  service.restart = RestartPolicy{"on-failure", "", "", 4};
  service.secrets = {{"key", "/run/key", "", "", 0400}};
  service.volumes = {{"volume", "data", "/d", true}};
  service.scale = Scale::per_zone;
  Service once = service_named("once");
  once.restart = RestartPolicy{"none", "", "", {}};
  Service outside = service_named("edge");
  outside.on = {Role::loadbalancer};
  cluster.services = {service, once, outside};
  const std::string text = compose_of(cluster);
  const YAML::Node compose = YAML::Load(text);
  const YAML::Node api = compose["services"]["api"];
  CHECK(compose["name"].Scalar() == "shop");
  CHECK(api["cpus"].Scalar() == "0.25");
  CHECK(api["mem_limit"].Scalar() == "64M");
  CHECK(api["mem_reservation"].Scalar() == "32M");
  CHECK(api["pids_limit"].as<int>() == 50);
  CHECK(api["restart"].Scalar() == "on-failure:4");
  CHECK(text.find("restart: \"no\"") != std::string::npos);
  CHECK(compose["secrets"]["key"]["file"].Scalar() == "./secrets/key");
  CHECK(compose["networks"]["default"]["driver_opts"]["com.docker.network.driver.mtu"].Scalar() == "1400");
  CHECK(compose["volumes"]["data"].IsMap());
  CHECK(!compose["services"]["edge"]);
  CHECK(text.find("Left out: edge") != std::string::npos);
}

TEST_CASE("compose: hostile values read back, a dollar twice") {
  Cluster cluster = hosts();
  Service service = service_named("api");
  service.command = test::hostile_strings();
  cluster.services = {service};
  const YAML::Node command = YAML::Load(compose_of(cluster))["services"]["api"]["command"];
  REQUIRE(command.size() == service.command.size());
  for (std::size_t i = 0; i < service.command.size(); ++i) {
    std::string expected;
    for (const char c : service.command[i]) expected += c == '$' ? std::string("$$") : std::string(1, c);
    CHECK(command[i].Scalar() == expected);
  }
}
