// What a stack cannot say as a compose file does: rewritten where Swarm has a form for it, else told or refused.
#include <doctest/doctest.h>

#include <string>

#include "tests/stack/compose/compose_case.hpp"

using namespace planner;
using namespace planner::test;

namespace {

std::string service(const std::string& lines) { return "services:\n  a:\n    image: x\n" + lines; }

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a second YAML document is refused, an empty one is none") {
  const ComposeResult two = run({service("") + "---\nservices: {b: {image: y}}\n"});
  CHECK(says(wrong(two), "another document begins"));
  CHECK(two.findings.front().where.line == 4);
  CHECK(wrong(run({service("") + "---\n"})) == "");
  CHECK(wrong(run({"---\n" + service("") + "...\n"})) == "");
}

TEST_CASE("x- keys are left out and told, wherever they stand") {
  const ComposeResult result =
      run({"x-log: &log {logging: {driver: none}}\n" + service("    <<: *log\n    x-mine: 1\n    deploy: {x-in: 2}\n") +
           "networks: {n: {x-net: 1}}\nvolumes: {v: {x-vol: 1, x-cluster-spec: {}}}\n"});
  CHECK(wrong(result) == "");
  CHECK(at(result, "services.a.logging.driver") == "none");
  for (const char* path :
       {"x-log", "services.a.x-mine", "services.a.deploy.x-in", "networks.n.x-net", "volumes.v.x-vol"}) {
    CAPTURE(path);
    CHECK(at(result, path) == "(none)");
    CHECK(says(told(result, path), "left out: docker stack deploy makes nothing of it"));
  }
}

TEST_CASE("jobs have no update policy, global services no preferences") {
  const ComposeResult job = run(
      {service("    deploy: {mode: replicated-job, update_config: {parallelism: 2}, rollback_config: {delay: 5s}}\n")});
  CHECK(at(job, "services.a.deploy.update_config") == "(none)");
  CHECK(says(told(job, "services.a.deploy.update_config"), "Jobs may not have an update config"));
  CHECK(says(told(job, "services.a.deploy.rollback_config"), "left out"));

  const std::string spread = "placement: {preferences: [{spread: node.labels.zone}]}}\n";
  const ComposeResult global = run({service("    deploy: {mode: global, " + spread)});
  CHECK(at(global, "services.a.deploy.placement.preferences") == "(none)");
  CHECK(says(told(global, "services.a.deploy.placement.preferences"), "Swarm spreads nothing"));
  CHECK(told(run({service("    deploy: {" + spread)}), "services.a.deploy.placement.preferences") == "");
  const ComposeResult by_spec = run({service("    deploy: {" + spread), "[services.a]\nglobal = true\n"});
  CHECK(says(told(by_spec, "services.a.deploy.placement.preferences"), "left out"));
}

TEST_CASE("an empty entrypoint takes the form of which engines make what Compose means") {
  for (const char* empty : {"[]", "\"\"", "\" \""}) {
    const ComposeResult result = run({service("    entrypoint: " + std::string(empty) + "\n    command: [/x]\n")});
    CHECK(says(result.stack, "    entrypoint:\n      - \"\"\n"));
    CHECK(says(told(result, "services.a.entrypoint"), "takes an empty one for none"));
  }
  CHECK(at(run({service("    entrypoint: \n")}), "services.a.entrypoint") == "(none)");
}

TEST_CASE("the node's own network: no ports, no names; none is refused") {
  const ComposeResult host =
      run({service("    network_mode: host\n    container_name: old\n    ports: [\"80:80\"]\n    links: [b]\n") +
           "  b: {image: y, links: [\"a:vv\", \"b:self\"]}\nnetworks: {host: {driver: overlay}}\n"});
  CHECK(wrong(host) == "");
  CHECK(at(host, "services.a.networks") == "host-of-node");
  CHECK(at(host, "networks.host-of-node") == "{external: true, name: host}");
  CHECK(at(host, "services.a.ports") == "(none)");
  CHECK(says(told(host, "services.a.ports"), "left out: on its node's network"));
  CHECK(says(told(host, "services.a.container_name"), "left out"));
  CHECK(says(told(host, "services.a.links"), "left out"));
  CHECK(says(told(host, "services.b.links"), "left out: a is on its node's network alone"));
  CHECK(says(told(host, "services.b.links"), "becomes the alias self of b"));
  CHECK(says(wrong(run({service("    network_mode: none\n")})), "Swarm has no such network"));
}

TEST_CASE("networks of one node are refused") {
  for (const char* driver : {"macvlan", "ipvlan", "host", "null", "none"}) {
    const ComposeResult result =
        run({service("    networks: [n]\n") + "networks: {n: {driver: \"" + driver + "\"}}\n"});
    CHECK(says(wrong(result), std::string(driver) + " networks end at their node"));
  }
  CHECK(wrong(run({service("") + "networks: {n: {driver: some/plugin}}\n"})) == "");
}

TEST_CASE("one mount at one place") {
  const ComposeResult shm = run({service("    shm_size: 64m\n    tmpfs: \"/dev/shm/:size=1m\"\n")});
  CHECK(wrong(shm) == "");
  CHECK(at(shm, "services.a.volumes") == "{type: tmpfs, target: /dev/shm/, tmpfs: {size: 1048576}}");
  CHECK(says(told(shm, "services.a.shm_size"), "left out: a mount at /dev/shm"));
  CHECK(says(wrong(run({service("    volumes: [\"vv:/x\", \"/y:/x/\"]\n") + "volumes: {vv: }\n"})),
             "a second mount at /x"));
}

TEST_CASE("sizes of a tmpfs become bytes") {
  const std::string of = "    volumes: [{type: tmpfs, target: /t, tmpfs: {size: ";
  const ComposeResult result = run({service(of + "10m}}]\n")});
  CHECK(at(result, "services.a.volumes.0.tmpfs.size") == "10485760");
  CHECK(says(told(result, "services.a.volumes.tmpfs.size"), "becomes 10485760"));
  CHECK(at(run({service(of + "\"5\"}}]\n")}), "services.a.volumes.0.tmpfs.size") == "5");
  CHECK(says(wrong(run({service(of + "big}}]\n")})), "\"big\" is no size"));
}

TEST_CASE("what is said twice is told by what counts") {
  const ComposeResult result =
      run({service("    restart: on-failure:3\n    cpus: 2\n    mem_limit: 1g\n    deploy: "
                   "{restart_policy: {condition: any}, resources: {limits: {cpus: \"1\", "
                   "memory: 1g}}}\n")});
  CHECK(told(result, "services.a.restart") == "left out: deploy.restart_policy is written too, and is what counts");
  CHECK(told(result, "services.a.cpus") == "left out: deploy.resources.limits.cpus is written too, and is what counts");
  CHECK(told(result, "services.a.mem_limit") == "left out: deploy.resources.limits.memory says the same already");
  CHECK(at(result, "services.a.deploy.restart_policy.condition") == "any");
  CHECK(told(run({service("    restart: on-failure:3\n")}), "services.a.restart") ==
        "becomes deploy.restart_policy: condition: on-failure, max_attempts: 3");
}

TEST_CASE("ports that are none are told by their cause") {
  CHECK(says(wrong(run({service("    ports: [\"${P:-81-82}:81-82\"]\n")})), "while it holds a variable"));
  CHECK(says(wrong(run({service("    ports: [\"80-81:80-83\"]\n")})), "two ranges of one length"));
  CHECK(says(wrong(run({service("    ports: [\"1-65535:1-65535\"]\n")})), "more than 20000 ports in all"));
}

TEST_CASE("numbers that are variables are judged by their default, and told") {
  const std::string deploy =
      "    deploy: {replicas: \"${R:-5}\", placement: {max_replicas_per_node: \"${M:-2}\"}, resources: {reservations: "
      "{cpus: \"${C:-9}\", memory: \"${B}\"}}}\n";
  const ComposeResult result = run({service(deploy)});
  CHECK(wrong(result) == "");
  CHECK(at(result, "services.a.deploy.replicas") == "${R:-5}");
  CHECK(at(result, "services.a.deploy.placement.max_replicas_per_node") == "${M:-2}");
  CHECK(at(result, "services.a.deploy.resources.reservations") == "{cpus: ${C:-9}, memory: ${B}}");
  REQUIRE(result.services.size() == 1);
  const Service& judged = result.services[0];
  CHECK(judged.count == 5);
  CHECK(*judged.max_per_node == 2);
  CHECK(*judged.reserve->cpus == 9);
  CHECK(!judged.reserve->memory);
  REQUIRE(judged.at_deploy.size() == 4);
  CHECK(says(told(result, "services.a.deploy.resources.reservations.cpus"), "judged for 9, its default"));
  CHECK(says(told(result, "services.a.deploy.resources.reservations.memory"), "no default"));

  const ComposeResult said = run({service(deploy), "[services.a]\nreplicas = 3\nreserve = { cpus = 1 }\n"});
  CHECK(said.services[0].at_deploy.size() == 1);  // max_replicas_per_node
  const ComposeResult given = run({.compose = service(deploy), .variables = Variables{{"B", "64m"}}});
  CHECK(given.services[0].at_deploy.empty());
  CHECK(*given.services[0].reserve->memory == 64 << 20);
}

TEST_CASE("a .env that Compose would read is told, by the variables that it gives") {
  ComposeCase given{.compose = service("    user: \"${WHO}\"\n    environment: [BARE]\n"),
                    .files = {{".env", "WHO=me\nBARE=1\nOTHER=x\n"}}};
  CHECK(says(told(run(given), ".env"), "left out: Compose takes BARE, WHO from it"));
  given.variables = Variables{{"WHO", "me"}, {"BARE", "1"}};
  CHECK(told(run(given), ".env") == "");
  given.variables.reset();
  given.files[".env"] = "OTHER=x\n";
  CHECK(told(run(given), ".env") == "");
}

TEST_CASE("a compose file that cannot be read is told with a cure that fits") {
  const ComposeResult gone = run({.compose = "", .stack_files = "\"gone.yml\""});
  CHECK(gone.findings.front().help == "paths are relative to the spec");
  const ComposeResult here = run({.compose = "", .stack_files = "\".\""});
  CHECK(here.findings.front().message.find("stack.compose: . ") == 0);
  const ComposeResult folder = run({.compose = "", .stack_files = "\"folder\""});
  CHECK(folder.findings.front().help == "name a file of at most 4 MiB that can be read");
}

TEST_CASE("what Compose takes and Swarm cannot run is refused, with what would happen") {
  for (const auto& [lines, message] : std::vector<std::pair<std::string, std::string>>{
           {"    healthcheck: {test: [curl, localhost]}\n", "a list begins with CMD, CMD-SHELL or NONE, not with curl"},
           {"    healthcheck: {test: [CMD]}\n", "CMD and no command"},
           {"    secrets: [{target: x}]\n", "an entry without source"},
           {"    ports: [{target: 80, protocol: icmp}]\n", "\"icmp\" is none of tcp, udp, sctp"},
           {"    ports: [{target: 80, mode: bridge}]\n", "\"bridge\" is none of ingress, host"},
           {"    deploy: {replicas: 10000000000}\n", "10000000000 is more than any Swarm holds"},
           {"    deploy: {placement: {max_replicas_per_node: 99999999999999999999}}\n", "is more than any Swarm holds"},
           {"    volumes: [{type: bind, target: /d}]\n", "has the type bind and no source"},
           {"    volumes: [{type: bind, source: '', target: /d}]\n", "has the type bind and no source"},
           {"    volumes: [{type: tmpfs, source: x, target: /d}]\n", "has the type tmpfs and the source x"},
           {"    volumes: [{type: bind, source: /a, target: /d, bind: {propagation: foo}}]\n", "propagation"},
           {"    credential_spec: {file: a, registry: b}\n", "given with one of config, file and registry"}}) {
    CAPTURE(lines);
    const ComposeResult result = run({service(lines)});
    CHECK(says(wrong(result), message));
    REQUIRE_FALSE(result.findings.empty());
    CHECK(result.findings.front().file == "docker-compose.yml");
    CHECK(result.findings.front().where.line == 4);
  }
  CHECK(wrong(run({service("    ports: [{target: 80, published: 81, protocol: UDP, mode: ingress}]\n")})) == "");
  CHECK(says(wrong(run({service("    <<: {init: true}\n    <<: {tty: true}\n")})), "<< is written twice"));
}

TEST_CASE("a check that is switched off and written is off") {
  const ComposeResult off = run({service("    healthcheck: {disable: true, test: [CMD, ls]}\n")});
  CHECK(wrong(off) == "");
  CHECK(at(off, "services.a.healthcheck.disable") == "true");
  CHECK(at(off, "services.a.healthcheck.test") == "(none)");
  CHECK(says(told(off, "services.a.healthcheck.test"), "left out: disable: true is written too"));
  CHECK(at(run({service("    healthcheck: {disable: false, test: ls}\n")}), "services.a.healthcheck.test") != "(none)");
}

TEST_CASE("a restart that only a variable knows, and a config of content, are refused once each") {
  CHECK(wrong(run({service("    restart: ${R}\n")})).find("services.a.restart: what ${R} will hold decides the form") ==
        0);
  const ComposeResult content = run({service("    configs: [c]\n") + "configs:\n  c: { content: text }\n"});
  REQUIRE(content.findings.size() == 1);
  CHECK(content.findings[0].message.find("configs.c.content: ") == 0);
}
