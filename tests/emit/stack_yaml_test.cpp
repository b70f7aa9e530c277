#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "planner/emit/emitter.hpp"
#include "planner/stack/stand_in.hpp"
#include "tests/emit/hostile_strings.hpp"
#include "tests/layout.hpp"

using namespace planner;

namespace {

Report report_of(Cluster cluster) {
  Report report;
  report.facts.file = "spec.toml";
  report.facts.stack = make_stack(cluster);
  report.facts.cluster = std::move(cluster);
  return report;
}

Cluster documents_with_stand_ins() {
  Cluster cluster = test::documents_layout();
  cluster.services = stand_in_services(cluster.topology);
  return cluster;
}

Service plain_service() {
  Service service;
  service.name = "app";
  service.image = "app:1";
  service.on = {Role::worker};
  service.spread = {"zone"};
  return service;
}

Cluster with(const Service& service) {
  Cluster cluster = test::layout({{"fra.a", 1, 1, 2, 0}, {"fra.b", 1, 1, 2, 0}, {"fra.c", 1, 1, 2, 0}});
  cluster.services = {service};
  return cluster;
}

TEST_CASE("variables of the deploy stay variables, dollars of the spec do not") {
  Service service = plain_service();
  service.image = "appwrite/appwrite:1";
  service.env = {{"PRICE", "$5"}};
  Cluster cluster = with(service);
  cluster.storage = Storage{"s3", "b", "", {}, {"files"}, {}, {}};
  const std::string yaml = find_emitter("stack-yaml")->emit(report_of(cluster));
  CHECK(yaml.find("\"PRICE=$$5\"") != std::string::npos);
  CHECK(yaml.find("\"_APP_STORAGE_S3_SECRET=${_APP_STORAGE_S3_SECRET:?set it before you deploy}\"") !=
        std::string::npos);
}

Service full_service() {
  Service service = plain_service();
  service.command = {"serve --port 80"};
  service.command_is_shell = true;
  service.entrypoint = {"/bin/run", "yes", "$HOME"};
  service.ports = {{80, 8080, "tcp", "ingress"}, {53, 53, "udp", "host"}, {9, std::nullopt, "tcp", "ingress"}};
  service.networks = {"back"};
  service.volumes = {{"volume", "data", "/d", false}, {"bind", "/srv/x", "/x", true}, {"tmpfs", "", "/t", false}};
  service.secrets = {{"key", "", "", "", {}}, {"cert", "/c", "1000", "1000", 0440}};
  service.configs = {{"site", "/etc/site", "", "", {}}};
  service.healthcheck = Healthcheck{{"CMD-SHELL", "true"}, "10s", "3s", "1m", 3};
  service.reserve = Resources{0.5, 512LL << 20, {}, {{"gpu", 1}}};
  service.limit = Resources{1.25, 1000, 100, {}};
  service.restart = RestartPolicy{"on-failure", "5s", "1m", 3};
  service.max_per_node = 2;
  service.labels = {{"a.b", "yes"}, {"c=d", "$x"}};
  service.stop_grace_period = "30s";
  return service;
}

/// Output of a command, none if it fails.
std::optional<std::string> output_of(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char buffer[4096];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
  return pclose(pipe) == 0 ? std::optional(output) : std::nullopt;
}

/// What docker makes of a stack file; none where no client can say.
std::optional<YAML::Node> read_by_docker(const std::string& yaml) {
  if (!output_of("docker stack config --help 2>/dev/null")) {
    MESSAGE("no docker client with `docker stack config` here: the stack was NOT read by docker");
    return std::nullopt;
  }
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("swarmplan-stack-" + std::to_string(std::rand()) + ".yml");
  std::ofstream(path) << yaml;
  const std::optional<std::string> output =
      output_of("APP_IMAGE=registry.example/app:2 docker stack config -c " + path.string());
  std::filesystem::remove(path);
  REQUIRE(output);
  return YAML::Load(*output);
}

/// docker's printer of YAML, not its reader, spoils a line break in front and U+2029; yaml-cpp spoils the \N that it
/// prints for U+0085. The other readers' tests have these strings.
bool is_printed_right(const std::string& text) {
  return text.rfind('\n', 0) != 0 && text.find("\xE2\x80\xA9") == std::string::npos &&
         text.find("\xC2\x85") == std::string::npos;
}

}  // namespace

TEST_CASE("the documents' stack: stand-ins with constraints, preferences and host ports") {
  const std::string text = emit_stack_yaml(report_of(documents_with_stand_ins()));
  const YAML::Node stack = YAML::Load(text);
  CHECK(text.find("version: \"3.8\"") != std::string::npos);
  CHECK(text.find("A stand-in") != std::string::npos);
  const YAML::Node balancer = stack["services"]["loadbalancer"];
  CHECK(balancer["deploy"]["mode"].Scalar() == "global");
  CHECK(!balancer["deploy"]["replicas"]);
  CHECK(balancer["deploy"]["placement"]["constraints"][0].Scalar() == "node.labels.role == loadbalancer");
  CHECK(!balancer["deploy"]["placement"]["preferences"]);
  CHECK(balancer["deploy"]["update_config"]["order"].Scalar() == "stop-first");
  CHECK(balancer["ports"][1]["published"].as<int>() == 443);
  CHECK(balancer["ports"][1]["mode"].Scalar() == "host");
  CHECK(balancer["entrypoint"][2].Scalar().find("\"$$ROUTES\"") != std::string::npos);
  const YAML::Node app = stack["services"]["app"];
  CHECK(app["image"].Scalar() == "${APP_IMAGE:?set APP_IMAGE to the image of your application}");
  CHECK(app["deploy"]["replicas"].as<int>() == 8);
  CHECK(app["deploy"]["placement"]["preferences"][0]["spread"].Scalar() == "node.labels.zone");
  CHECK(app["deploy"]["update_config"]["order"].Scalar() == "stop-first");
  CHECK(app["deploy"]["update_config"]["failure_action"].Scalar() == "rollback");
  CHECK(app["deploy"]["rollback_config"]["failure_action"].Scalar() == "pause");
  CHECK(stack["networks"]["default"]["driver"].Scalar() == "overlay");
}

TEST_CASE("the routes of the load balancer's stand-in are one YAML map that leads to app") {
  const Service balancer = stand_in_services(test::documents_layout().topology)[0];
  const YAML::Node routes = YAML::Load(balancer.env.at(0).second);
  CHECK(routes["http"]["services"]["app"]["loadBalancer"]["servers"][0]["url"].Scalar() == "http://app:80");
  for (const char* router : {"plain", "secure"}) CHECK(routes["http"]["routers"][router]["service"].Scalar() == "app");
}

TEST_CASE("every part of a service is in the stack, with the types that deploy wants") {
  Cluster cluster = with(full_service());
  cluster.network.mtu = 1420;
  const std::string text = emit_stack_yaml(report_of(cluster));
  const YAML::Node stack = YAML::Load(text);
  CHECK(text.find("version: \"3.9\"") != std::string::npos);
  const YAML::Node app = stack["services"]["app"];
  CHECK(app["command"].Scalar() == "serve --port 80");
  CHECK(app["entrypoint"][2].Scalar() == "$$HOME");
  CHECK(app["ports"].size() == 3);
  CHECK(!app["ports"][2]["published"]);
  CHECK(app["secrets"][1]["mode"].as<int>() == 0440);
  const YAML::Node deploy = app["deploy"];
  CHECK(deploy["resources"]["limits"]["cpus"].Scalar() == "1.25");
  CHECK(deploy["resources"]["limits"]["memory"].Scalar() == "1000B");
  CHECK(deploy["resources"]["reservations"]["memory"].Scalar() == "512M");
  CHECK(text.find("cpus: \"0.5\"") != std::string::npos);
  CHECK(deploy["placement"]["max_replicas_per_node"].as<int>() == 2);
  CHECK(deploy["labels"]["c=d"].Scalar() == "$$x");
  CHECK(deploy["update_config"]["order"].Scalar() == "stop-first");
  CHECK(stack["networks"]["back"]["driver_opts"]["com.docker.network.driver.mtu"].Scalar() == "1420");
  CHECK(!stack["networks"]["default"]);
  CHECK(stack["volumes"]["data"].IsMap());
  CHECK(stack["secrets"]["cert"]["external"].Scalar() == "true");
  CHECK(stack["configs"]["site"]["external"].Scalar() == "true");
}

TEST_CASE("update: what the service says wins, one field at a time") {
  Service service = plain_service();
  service.update = UpdatePolicy{0, "", "pause", "", "stop-first", 0.25};
  const YAML::Node deploy = YAML::Load(emit_stack_yaml(report_of(with(service))))["services"]["app"]["deploy"];
  CHECK(deploy["update_config"]["parallelism"].as<int>() == 0);
  CHECK(deploy["update_config"]["delay"].Scalar() == "10s");
  CHECK(deploy["update_config"]["failure_action"].Scalar() == "pause");
  CHECK(deploy["update_config"]["max_failure_ratio"].as<double>() == 0.25);
  CHECK(deploy["rollback_config"]["order"].Scalar() == "stop-first");
}

TEST_CASE("parts of a split service are reached by its name on every network") {
  Service service = plain_service();
  service.scale = Scale::per_zone;
  const YAML::Node own = YAML::Load(emit_stack_yaml(report_of(with(service))))["services"];
  CHECK(own.size() == 3);
  CHECK(own["app-fra-b"]["networks"]["default"]["aliases"][0].Scalar() == "app");
  service.networks = {"front", "back"};
  const YAML::Node two = YAML::Load(emit_stack_yaml(report_of(with(service))))["services"];
  CHECK(two["app-fra-c"]["networks"]["back"]["aliases"][0].Scalar() == "app");
}

TEST_CASE("a spec's name and notes cannot leave their comment") {
  Report report = report_of(with(plain_service()));
  report.facts.file = "a\nservices:\n  evil: {image: x}\r\xE2\x80\xA8z";
  report.facts.stack.notes = {"one\ntwo: 2"};
  const YAML::Node stack = YAML::Load(emit_stack_yaml(report));
  CHECK(stack["services"].size() == 1);
  CHECK(stack["services"]["app"]);
  CHECK(!stack["two"]);
}

TEST_CASE("docker reads hostile values as they were written") {
  Service service = plain_service();
  for (const std::string& text : test::hostile_strings()) {
    if (!is_printed_right(text)) continue;
    service.env.emplace_back("E" + std::to_string(service.env.size()), text);
    service.command.push_back(text);
  }
  for (std::size_t i = 0; i < service.env.size(); ++i)
    service.labels.emplace_back("l" + std::to_string(i), service.env[i].second);
  const std::string text = emit_stack_yaml(report_of(with(service)));
  const std::optional<YAML::Node> read = read_by_docker(text);
  if (!read) return;
  const YAML::Node app = (*read)["services"]["app"];
  REQUIRE(app["command"].size() == service.command.size());
  for (std::size_t i = 0; i < service.env.size(); ++i) {
    const std::string& name = service.env[i].first;
    const std::string& value = service.env[i].second;
    INFO(value);
    CHECK(app["environment"][name].Scalar() == value);
    CHECK(app["command"][i].Scalar() == value);
    CHECK(app["deploy"]["labels"][service.labels[i].first].Scalar() == value);
  }
}

TEST_CASE("docker accepts the documents' stack and one that uses every part") {
  const std::optional<YAML::Node> documents = read_by_docker(emit_stack_yaml(report_of(documents_with_stand_ins())));
  if (!documents) return;
  const YAML::Node app = (*documents)["services"]["app"];
  CHECK(app["image"].Scalar() == "registry.example/app:2");
  CHECK((*documents)["services"]["loadbalancer"]["entrypoint"][2].Scalar() ==
        stand_in_services(test::documents_layout().topology)[0].entrypoint[2]);
  Cluster cluster = with(full_service());
  cluster.network.mtu = 1420;
  const std::optional<YAML::Node> full = read_by_docker(emit_stack_yaml(report_of(cluster)));
  const YAML::Node deploy = (*full)["services"]["app"]["deploy"];
  CHECK(deploy["resources"]["limits"]["pids"].as<int>() == 100);
  CHECK(deploy["placement"]["constraints"][0].Scalar() == "node.labels.role == worker");
  Service split = full_service();
  split.strict_zone = true;
  split.count = 4;
  const std::optional<YAML::Node> parts = read_by_docker(emit_stack_yaml(report_of(with(split))));
  CHECK((*parts)["services"].size() == 3);
  CHECK((*parts)["services"]["app-fra-a"]["deploy"]["replicas"].as<int>() == 2);
}

TEST_CASE("the old task goes first unless the spec says otherwise") {
  Service service = plain_service();
  const auto order = [&](const char* config) {
    return YAML::Load(emit_stack_yaml(report_of(with(service))))["services"]["app"]["deploy"][config]["order"].Scalar();
  };
  CHECK(order("update_config") == "stop-first");
  service.update = UpdatePolicy{};
  service.update->delay = "1s";
  CHECK(order("update_config") == "stop-first");
  service.update->order = "start-first";
  CHECK(order("update_config") == "start-first");
  CHECK(order("rollback_config") == "start-first");
}

TEST_CASE("stack.yml does not say where the spec lies") {
  Report report = report_of(with(plain_service()));
  const std::string here = emit_stack_yaml(report);
  CHECK(here.find("from spec.toml:") != std::string::npos);
  report.facts.file = "/somewhere/else/spec.toml";
  CHECK(emit_stack_yaml(report) == here);
}
