#include "planner/stack/compose/read_compose.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/stack/compose/compose_case.hpp"

using namespace planner;
using namespace planner::test;

namespace {

/// A service `a` with an image and these lines.
std::string service(const std::string& lines) { return "services:\n  a:\n    image: x\n" + lines; }

}  // namespace

TEST_CASE("keys that Swarm has in another place move there") {
  const ComposeResult result = run({service(R"(    restart: on-failure:3
    scale: 4
    cpus: 1.5
    mem_limit: 1g
    mem_reservation: 256m
    pids_limit: 100
    platform: linux/arm64
    shm_size: 64m
    tmpfs: [/run, "/tmp:size=10m,noexec"]
    container_name: old-name
)")});
  CHECK(wrong(result) == "");
  CHECK(at(result, "services.a.deploy.restart_policy") == "{condition: on-failure, max_attempts: 3}");
  CHECK(at(result, "services.a.deploy.replicas") == "4");
  CHECK(at(result, "services.a.deploy.resources.limits") == "{cpus: 1.5, memory: 1024M, pids: 100}");
  CHECK(at(result, "services.a.deploy.resources.reservations") == "{memory: 256M}");
  CHECK(at(result, "services.a.deploy.placement.constraints") ==
        "node.labels.role == worker | node.platform.arch == aarch64");
  CHECK(at(result, "services.a.volumes.2") == "{type: tmpfs, target: /dev/shm, tmpfs: {size: 67108864}}");
  CHECK(at(result, "services.a.volumes.1.tmpfs.size") == "10485760");
  CHECK(at(result, "services.a.networks.default.aliases") == "old-name");
  CHECK(at(result, "version") == "3.9");  // limits.pids
  CHECK(told(result, "services.a.tmpfs").find("left out: the options noexec") != std::string::npos);
}

TEST_CASE("what deploy ignores never stands in the stack, and is told with its line") {
  const ComposeResult result = run({service(R"(    build: .
    depends_on: {b: {condition: service_started}}
    privileged: true
    security_opt: [no-new-privileges]
    expose: ["80"]
    pull_policy: always
    x-mine: 1
  b: {image: y}
)")});
  CHECK(wrong(result) == "");
  for (const char* key : {"build", "depends_on", "privileged", "security_opt", "expose", "pull_policy", "x-mine"})
    CHECK(at(result, std::string("services.a.") + key) == "(none)");
  REQUIRE(result.changes.size() == 7);
  CHECK(result.changes[0].where.line == 4);
  CHECK(result.changes[2].path == "services.a.privileged");
  CHECK(result.changes[2].where.line == 6);
}

TEST_CASE("ports of every form become long") {
  const ComposeResult result = run({service(R"(    ports:
      - 9000
      - "8000-8001:80-81/udp"
      - "${P:-443}:443"
      - "10.0.0.1:99:99"
      - "127.0.0.1:98:98"
      - {target: 70, published: "7000", mode: host}
)")});
  CHECK(at(result, "services.a.ports.0") == "{target: 9000, protocol: tcp, mode: ingress}");
  CHECK(at(result, "services.a.ports.2") == "{target: 81, published: 8001, protocol: udp, mode: ingress}");
  CHECK(at(result, "services.a.ports.3") == "{target: 99, published: 99, protocol: tcp, mode: ingress}");
  CHECK(at(result, "services.a.ports.4") == "{target: 70, published: 7000, protocol: tcp, mode: host}");
  CHECK(at(result, "services.a.ports.5") == "{target: 443, published: ${P:-443}, protocol: tcp, mode: ingress}");
  CHECK(at(result, "services.a.ports.6") == "(none)");
  CHECK(told(result, "services.a.ports").find("127.0.0.1 alone") != std::string::npos);
  for (const char* port : {"\"0\"", "\"70000\"", "\"a:b\"", "\"80-70\"", "\"1-3:1-2\"", "\"1:2:3:4\"", "\"\""})
    CHECK(wrong(run({service(std::string("    ports: [") + port + "]\n")})).find("is no port") != std::string::npos);
}

TEST_CASE("volumes of every form become long, and paths start from the spec") {
  const ComposeResult result = run({.compose = "",
                                    .files = {{"app/c.yml", service(R"(    volumes:
      - data:/data:ro
      - /anonymous
      - ./conf:/etc/a
      - ../up:/up:rshared
      - "${DIR:-data}:/x"
      - {type: volume, source: data, target: /y, volume: {nocopy: true}}
volumes: {data: }
)")}},
                                    .stack_files = "\"app/c.yml\""});
  CHECK(at(result, "services.a.volumes.0") == "{type: volume, source: data, target: /data, read_only: true}");
  CHECK(at(result, "services.a.volumes.1") == "{type: volume, target: /anonymous}");
  CHECK(at(result, "services.a.volumes.2") == "{type: bind, source: ./app/conf, target: /etc/a}");
  CHECK(at(result, "services.a.volumes.3") == "{type: bind, source: ./up, target: /up, bind: {propagation: rshared}}");
  CHECK(at(result, "services.a.volumes.4") == "{type: volume, source: data, target: /y, volume: {nocopy: true}}");
  CHECK(at(result, "services.a.volumes.5") == "${DIR:-data}:/x");
}

TEST_CASE("variables stay for deploy time unless values are given") {
  const std::string text =
      service("    hostname: $H-1\n    read_only: ${R:-true}\n    user: a$$b\n    deploy: {replicas: \"${N:-3}\"}\n");
  const ComposeResult kept = run({text});
  CHECK(at(kept, "services.a.hostname") == "${H}-1");
  CHECK(at(kept, "services.a.read_only") == "${R:-true}");
  CHECK(at(kept, "services.a.user") == "a$$b");
  CHECK(at(kept, "services.a.deploy.replicas") == "${N:-3}");
  CHECK(told(kept, "services.a.deploy.replicas").find("known at deploy time only") != std::string::npos);
  const ComposeResult valued = run({.compose = text, .variables = Variables{{"H", "h$"}, {"N", "7"}}});
  CHECK(at(valued, "services.a.hostname") == "h$$-1");
  CHECK(at(valued, "services.a.read_only") == "true");
  CHECK(at(valued, "services.a.deploy.replicas") == "7");
  CHECK(wrong(run({service("    user: ${U:+x}\n")})).find("cannot read") != std::string::npos);
  CHECK(wrong(run({service("    user: a$\n")})).find("begins no variable") != std::string::npos);
  CHECK(wrong(run({.compose = service("    user: ${U:?say who}\n"), .variables = Variables{}})) ==
        "services.a.user: U has to be set: say who");
}

TEST_CASE("env files are read into the environment, beneath what stands there") {
  const ComposeResult result =
      run({.compose =
               service("    env_file: [one.env, {path: two.env, required: false}]\n    environment: {B: own, C: }\n"),
           .files = {{"one.env", "A='$x'\nB=file\nD=${V:-v}\n"}}});
  CHECK(at(result, "services.a.environment") == "A=$$x | B=own | D=${V:-v} | C");
  CHECK(wrong(run({service("    env_file: gone.env\n")})).find("gone.env cannot be read: there is no such file") !=
        std::string::npos);
}

TEST_CASE("values of an env file may use lines before them, and what the service says itself") {
  const std::string text = "HOST=db\nURL=\"http://$HOST/${TAG:-1}\"\nPW=\"p\\$word\"\nOWN=$MINE\nONE=${HOST:+up}\n";
  ComposeCase given{.compose = service("    env_file: a.env\n    environment: {MINE: m}\n"),
                    .files = {{"a.env", text}}};
  ComposeResult result = run(given);
  CHECK(at(result, "services.a.environment") ==
        "HOST=db | URL=http://db/${TAG:-1} | PW=p$$word | OWN=m | ONE=up | MINE=m");
  CHECK(told(result, "services.a.env_file").find("deploy would keep all of them") != std::string::npos);

  given.variables = Variables{{"HOST", "given"}};  // which Compose prefers
  CHECK(at(run(given), "services.a.environment.1") == "URL=http://given/1");
  given.variables.reset();
  given.files["a.env"] = "A=$X\nB=${A:-b}\n";
  CHECK(wrong(run(given)).find("known at deploy time only") != std::string::npos);
}

TEST_CASE("an env file in format raw is taken as it is") {
  const std::string raw = service("    env_file: [{path: a.env, format: raw}]\n");
  CHECK(at(run({.compose = raw, .files = {{"a.env", "A=\"b\" $C \n"}}}), "services.a.environment") == "A=\"b\" $$C ");
  CHECK(wrong(run({service("    env_file: [{path: a.env, format: ini}]\n")})).find("ini is none") != std::string::npos);
}

TEST_CASE("env files of several compose files stand beneath the environment of all of them") {
  const ComposeResult result =
      run({.compose = service("    env_file: a.env\n    environment: {A: own}\n"),
           .files = {{"a.env", "B=1\n"}, {"c.env", "A=file\nB=2\n"}, {"b.yml", "services: {a: {env_file: [c.env]}}\n"}},
           .stack_files = "\"docker-compose.yml\", \"b.yml\""});
  CHECK(at(result, "services.a.environment") == "B=2 | A=own");
}

TEST_CASE("several files become one") {
  const ComposeResult result =
      run({.compose = service("    command: one\n    cap_add: [A, B]\n    tty: true\n    ports: [\"53:53/udp\"]\n"),
           .files = {{"b.yml",
                      "services:\n  a:\n    image: y\n    command: [two]\n    cap_add: [B, C]\n    tty: false\n    "
                      "ports: [\"53:53/tcp\"]\n  b: {image: z}\n"}},
           .stack_files = "\"docker-compose.yml\", \"b.yml\""});
  CHECK(at(result, "services.a.image") == "y");
  CHECK(at(result, "services.a.command") == "two");
  CHECK(at(result, "services.a.cap_add") == "A | B | C");
  CHECK(at(result, "services.a.tty") == "false");
  CHECK(at(result, "services.a.ports.1.protocol") == "tcp");
  CHECK(at(result, "services.b.image") == "z");
}

TEST_CASE("!reset takes a key away, !override puts another in its place") {
  const ComposeResult result = run({.compose = service("    ports: [\"80:80\"]\n    cap_add: [A]\n    command: x\n"),
                                    .files = {{"b.yml",
                                               "services:\n  a:\n    ports: !override [\"90:90\"]\n    cap_add: !reset "
                                               "[]\n    command: !reset null\n"}},
                                    .stack_files = "\"docker-compose.yml\", \"b.yml\""});
  CHECK(wrong(result) == "");
  CHECK(at(result, "services.a.ports") == "{target: 90, published: 90, protocol: tcp, mode: ingress}");
  CHECK(at(result, "services.a.cap_add") == "(none)");
  CHECK(at(result, "services.a.command") == "(none)");
}

TEST_CASE("the spec says where, and what it says wins") {
  const ComposeResult result = run({service(R"(    environment: {A: "1"}
    deploy:
      replicas: 2
      endpoint_mode: dnsrr
      placement: {constraints: ["node.labels.disk == ssd"]}
      resources: {limits: {memory: 1g}}
)"),
                                    R"([services.a]
on = ["worker", "loadbalancer"]
replicas = 6
max_per_node = 2
env = { A = "$2", B = "3" }
limit = { memory = "2GiB" }
[services.own]
image = "own:1"
global = true
)"});
  CHECK(wrong(result) == "");
  CHECK(at(result, "services.a.deploy.replicas") == "6");
  CHECK(at(result, "services.a.deploy.endpoint_mode") == "dnsrr");
  CHECK(at(result, "services.a.deploy.placement.constraints") ==
        "node.labels.role != manager | node.labels.disk == ssd");
  CHECK(at(result, "services.a.deploy.placement.max_replicas_per_node") == "2");
  CHECK(at(result, "services.a.deploy.resources.limits.memory") == "2048M");
  CHECK(at(result, "services.a.environment") == "A=$$2 | B=3");
  CHECK(at(result, "services.own.deploy.mode") == "global");
}

TEST_CASE("one service a zone keeps its aliases and loses its mesh ports") {
  const ComposeResult result =
      run({service("    ports: [\"80:80\", \"${P}:81\"]\n    container_name: web\n"), "[services.a]\nper_zone = 2\n"});
  CHECK(at(result, "services.a-fra-b.networks.default.aliases") == "a | web");
  CHECK(at(result, "services.a-fra-b.ports") == "(none)");
  CHECK(at(result, "services.a-fra-b.deploy.replicas") == "2");
}

TEST_CASE("a service with a profile runs when the spec names it") {
  const std::string text = service("  b:\n    image: y\n    profiles: [extra]\n");
  const ComposeResult without = run({text});
  CHECK(at(without, "services.b.image") == "(none)");
  CHECK(told(without, "services.b").find("[services.b]") != std::string::npos);
  CHECK(at(run({text, "[services.b]\nreplicas = 2\n"}), "services.b.deploy.replicas") == "2");
}

TEST_CASE("objects: configs are named for their content, bridges become overlays, external ones are left alone") {
  ComposeCase given{service("    configs: [c]\n    networks: [n, e]\n") +
                        "configs: {c: {file: ./c.txt}}\nnetworks: {n: {driver: bridge, attachable: true}, e: "
                        "{external: {name: real}}}\n",
                    "[network]\nmtu = 1420\n",
                    {{"c.txt", "one"}}};
  const ComposeResult one = run(given);
  CHECK(at(one, "configs.c.file") == "./c.txt");
  CHECK(at(one, "configs.c.name").starts_with("shop_c-"));
  CHECK(at(one, "networks.n") ==
        "{driver: overlay, driver_opts: {com.docker.network.driver.mtu: 1420}, attachable: true}");
  CHECK(at(one, "networks.e") == "{external: true, name: real}");
  given.files["c.txt"] = "two";
  CHECK(at(run(given), "configs.c.name") != at(one, "configs.c.name"));
  given.files["c.txt"] = "";
  CHECK(wrong(run(given)).find("has 0 bytes") != std::string::npos);
}

TEST_CASE("bad input: one clear finding each") {
  CHECK(wrong(run({"a: [\n"})).find("no YAML") != std::string::npos);
  CHECK(wrong(run({"services:\n\ta: 1\n"})).find("no YAML") != std::string::npos);
  CHECK(wrong(run({service("    image: y\n")})).find("image") != std::string::npos);
  CHECK(wrong(run({service("    <<: *gone\n")})).find("no YAML") != std::string::npos);
  CHECK(wrong(run({"- a\n"})).find("is no mapping") != std::string::npos);
  CHECK(wrong(run({"services: {}\n"})).find("no service") != std::string::npos);
  CHECK(wrong(run({"version: \"2.4\"\n" + service("")})).find("\"2.4\" is no version") != std::string::npos);
  CHECK(wrong(run({service("    restrat: no\n")})).find("no such key") != std::string::npos);
  CHECK(wrong(run({service("    networks: [gone]\n")})).find("gone is not defined") != std::string::npos);
  CHECK(wrong(run({"services: {a: {build: .}}\n"})).find("it is built") != std::string::npos);
  CHECK(wrong(run({service("    extends: {service: b}\n")})).find("refuses a file that has it") != std::string::npos);
  CHECK(wrong(run({service("    network_mode: service:b\n")})).find("no network namespace") != std::string::npos);
  CHECK(wrong(run({service("    deploy: {mode: global, replicas: 2}\n")})).find("no replicas") != std::string::npos);
  CHECK(wrong(run({"services: {a.b: {image: x}}\n"})).find("no dots") != std::string::npos);
  const ComposeResult unknown = run({service(""), "[services.aa]\nreplicas = 2\n"});
  CHECK(wrong(unknown) == "services.aa: docker-compose.yml has no such service, and the spec gives it no image");
  CHECK(unknown.findings.front().file == "cluster.toml");
  const ComposeResult gone = run({.compose = "", .stack_files = "\"gone.yml\""});
  CHECK(gone.findings.front().rule == "missing-file");
  CHECK(gone.findings.front().where.line == 8);
}

TEST_CASE("an alias bomb and a wide list end in one finding") {
  std::string bomb = "x-a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    bomb += "x-a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += "*a" + std::to_string(i - 1) + ", ";
    bomb += "]\n";
  }
  CHECK(run({bomb + service("")}).findings.size() == 1);
  std::string wide = "    cap_add: [";
  for (int i = 0; i < 3000; ++i) wide += "A, ";
  CHECK(wrong(run({service(wide + "]\n")})).find("3000 entries") != std::string::npos);
}
