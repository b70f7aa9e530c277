// Rules on mounts, ports, health checks, accounts and objects of stack files beyond their examples.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/cli/outcome.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

using Rules = std::vector<std::string>;

/// Of one service with these lines.
Rules told(const std::string& lines, const std::string& objects = "", const std::string& version = "3.8") {
  return rules_of(
      judge_file({"s.yml", "version: \"" + version + "\"\nservices:\n  s: {image: box:1, " + lines + "}\n" + objects}));
}

}  // namespace

TEST_CASE("mounts: a source where the type needs one, options of the type alone") {
  const auto mount = [](const std::string& keys) { return told("volumes: [{target: /d, " + keys + "}]"); };
  const Rules wrong{"mount-contradicted"};
  for (const char* keys :
       {"type: bind", "type: bind, source: ''", "type: npipe", "type: cluster", "type: tmpfs, source: x",
        "type: bind, source: /a, volume: {nocopy: true}", "type: bind, source: /a, tmpfs: {size: 1}",
        "type: volume, bind: {propagation: shared}", "type: volume, tmpfs: {size: 1}", "type: tmpfs, bind: {}",
        "type: tmpfs, volume: {}", "type: npipe, source: a, volume: {}"})
    CHECK_MESSAGE(mount(keys) == wrong, keys);
  for (const char* keys :
       {"type: volume", "type: tmpfs, tmpfs: {size: 1}", "type: bind, source: '${DIR}'",
        "type: bind, source: /a, bind: {propagation: shared}", "type: volume, volume: {nocopy: true}",
        "type: npipe, source: a, bind: {}", "type: tmpfs, source: ''", "type: '${TYPE}', source: x"})
    CHECK_MESSAGE(mount(keys).empty(), keys);
  for (const char* lines : {"volumes: ['/srv:/d:nocopy']", "volumes: ['/d:/d:ro,nocopy']"})
    CHECK_MESSAGE(told(lines) == wrong, lines);
  const std::string pinned = ", deploy: {placement: {constraints: [node.labels.data == here]}}";
  CHECK(told("volumes: ['vol:/d:rshared']" + pinned, "volumes: {vol: }\n") == wrong);
}

TEST_CASE("mounts: options of the short form that are heard, in small letters") {
  const Rules wrong{"mount-option-ignored"};
  for (const char* lines : {"volumes: ['/srv:/d:z']", "volumes: ['/srv:/d:ro,Z']", "volumes: ['/srv:/d:cached']",
                            "volumes: ['/srv:/d:RO']", "volumes: ['C:\\a:/d:foo']"})
    CHECK_MESSAGE(told(lines) == wrong, lines);
  for (const char* lines : {"volumes: ['/srv:/d:ro']", "volumes: ['/srv:/d:rw,rslave']", "volumes: ['/srv:/d:ro,,']",
                            "volumes: ['/srv:/d:${MODE}']", "volumes: ['/srv:/d']"})
    CHECK_MESSAGE(told(lines).empty(), lines);
  const std::string pinned = ", deploy: {placement: {constraints: [node.labels.data == here]}}";
  CHECK(told("volumes: ['vol:/d:nocopy']" + pinned, "volumes: {vol: }\n").empty());
  CHECK(told("volumes: ['/srv:/d:ro:rshared']") == Rules{"stack-refused"});
}

TEST_CASE("mounts: a target is an absolute path below /") {
  const Rules wrong{"mount-target-unusable"};
  for (const char* lines : {"volumes: [/srv:d]", "volumes: [{type: tmpfs}]", "volumes: [{type: tmpfs, target: ''}]",
                            "volumes: ['/srv:/']", "volumes: ['/srv:/./..']", "volumes: ['v:/d']", "volumes: ['d']",
                            "volumes: ['v:/d'], deploy: {placement: {constraints: [node.role == worker]}}"})
    CHECK_MESSAGE(told(lines) == wrong, lines);
  for (const char* lines :
       {"volumes: [/srv:/d, /d/.x, '/srv:/...']", "volumes: ['/srv:${TARGET}']",
        "volumes: [{type: npipe, source: '\\\\.\\pipe\\a', target: '\\\\.\\pipe\\a'}]", "volumes: ['C:\\a:C:\\b']",
        "volumes: ['c:/d'], deploy: {placement: {constraints: [node.platform.os == windows]}}"})
    CHECK_MESSAGE(told(lines).empty(), lines);
}

TEST_CASE("ports: an address, a protocol or a mode that deploy does not heed") {
  const Rules misread{"port-misread"};
  for (const char* ports : {"'127.0.0.1:80:80'", "'127.0.0.1::80'", "'[::1]:80:80/udp'", "'10.0.0.1:80-81:80-81'",
                            "{target: 80, published: 80, protocol: icmp}", "{target: 80, published: 80, mode: bridge}"})
    CHECK_MESSAGE(told("ports: [" + std::string(ports) + "]") == misread, ports);
  for (const char* ports : {"'0.0.0.0:80:80'", "'[::]:80:80'", "'80:80/sctp'", "'${IP}:80:80'",
                            "{target: 80, published: 80, protocol: UDP, mode: Host}",
                            "{target: 80, published: 80, protocol: '${P}', mode: ''}"})
    CHECK_MESSAGE(told("ports: [" + std::string(ports) + "]").empty(), ports);
  CHECK(told("ports: ['::1:80:80']") == Rules{"stack-refused"});
}

TEST_CASE("ports: numbers that lead nowhere") {
  const Rules nowhere{"port-leads-nowhere"};
  for (const char* ports : {"{published: 80}", "{target: 0, published: 80}", "{target: 70000, published: 80}", "'80:0'",
                            "{target: 80, published: 70000}", "{target: 4294967376, published: 80}", "{}"})
    CHECK_MESSAGE(told("ports: [" + std::string(ports) + "]") == nowhere, ports);
  for (const char* ports : {"{target: 80}", "{target: 80, published: 0}", "'0:80'", "{target: '${T}', published: 80}",
                            "{target: 65535, published: 65535}", "80"})
    CHECK_MESSAGE(told("ports: [" + std::string(ports) + "]").empty(), ports);
  CHECK(told("ports: [{target: -1, published: 80}]") == Rules{"stack-refused"});
}

TEST_CASE("more replicas than managers can keep; those that the engine refuses are told as such") {
  const auto replicas = [](const std::string& number) { return told("deploy: {replicas: " + number + "}"); };
  CHECK(replicas("10000000").empty());
  CHECK(replicas("10000001") == Rules{"replicas-beyond-memory"});
  CHECK(replicas("0x10000000000") == Rules{"replicas-beyond-memory"});
  CHECK(replicas("9223372036854775808") == Rules{"stack-value-refused"});
  CHECK(replicas("'${N:-10000000000}'").empty());
}

TEST_CASE("health checks in a list begin with what runs them") {
  const Rules wrong{"healthcheck-not-run"};
  for (const char* test : {"[ls]", "[cmd, ls]", "[shell, ls]", "[CMD]", "['']"})
    CHECK_MESSAGE(told("healthcheck: {test: " + std::string(test) + "}") == wrong, test);
  for (const char* test :
       {"ls", "CMD", "[CMD, ls]", "[CMD-SHELL, ls]", "[NONE]", "[NONE, ls]", "[]", "['${KIND}', ls]"})
    CHECK_MESSAGE(told("healthcheck: {test: " + std::string(test) + "}").empty(), test);
}

TEST_CASE("secrets and configs have a file, a driver or exist elsewhere") {
  const Rules empty{"object-without-content"};
  for (const char* object : {"{}", "{name: x}", "{external: false}", "{labels: {a: b}}"}) {
    CHECK_MESSAGE(told("", "secrets: {k: " + std::string(object) + "}\n") == empty, object);
    CHECK_MESSAGE(told("", "configs: {k: " + std::string(object) + "}\n") == empty, object);
  }
  CHECK(told("", "secrets: {k: {file: ''}}\n") == empty);
  CHECK(told("", "configs: {k: {content: a}}\n") == Rules{"stack-key-refused"});
  CHECK(told("", "secrets: {k: {environment: A}}\n") == Rules{"stack-key-refused"});
  for (const char* object : {"{external: true}", "{external: '${E}'}", "{driver: x}"})
    CHECK_MESSAGE(told("", "secrets: {k: " + std::string(object) + "}\n").empty(), object);
  CHECK(told("credential_spec: {config: c}") == Rules{"credential-spec-on-linux", "object-undefined"});
}

TEST_CASE("env files: what deploy refuses, keeps as it stands, and does not find") {
  const auto of = [](std::string_view content, std::string_view named = "a.env", std::string_view name = "dir/a.env") {
    const std::string text = "services: {s: {image: box:1, env_file: [" + std::string(named) + "]}}\n";
    const SourceFile files[] = {{name, content}};
    return rules_of(judge_file({"dir/s.yml", "version: \"3.8\"\n" + text}, files));
  };
  const std::string long_line = "A=" + std::string(65'534, 'x'), invalid = "# \xff\nA=1\n";
  for (const std::string_view content : {std::string_view("A = 1"), std::string_view("=1"), std::string_view("A: 1"),
                                         std::string_view(long_line), std::string_view(invalid)})
    CHECK_MESSAGE(of(content) == Rules{"env-file-refused"}, content.substr(0, 9));
  for (const char* content : {"A='1'", "A=$B", "A=1 # one", "A= 1"})
    CHECK_MESSAGE(of(content) == Rules{"env-file-literal"}, content);
  for (const char* content : {"A=1\r\nB\n\n# c\n", "",
                              "\xEF\xBB\xBF"
                              "A=1",
                              "A=a b=c"})
    CHECK_MESSAGE(of(content).empty(), content);
  CHECK(of("A=" + std::string(65'533, 'x')).empty());
  CHECK(of("A=1", "b.env") == Rules{"file-not-there"});
  CHECK(of("A='1'", "../dir/a.env") == Rules{"env-file-literal"});
  CHECK(of("A='1'", "/a.env", "/a.env") == Rules{"env-file-literal"});
  for (const char* named : {"'${F}'", "~/a.env", "''"}) CHECK_MESSAGE(of("A='1'", named).empty(), named);
}

TEST_CASE("files of secrets and configs: 1 byte to the limit of each, where they are at hand") {
  const auto of_size = [](std::string_view object, std::size_t bytes, std::string_view name = "folder/k.txt") {
    const std::string text = "version: \"3.8\"\nservices: {s: {image: box:1}}\n" + std::string(object) + "\n";
    const std::string content(bytes, 'x');
    const SourceFile files[] = {{name, content}};
    return only(judge_file({"folder/s.yml", text}, files), "content-refused").size();
  };
  CHECK(of_size("secrets: {k: {file: k.txt}}", 511'999) == 0);
  CHECK(of_size("secrets: {k: {file: ./k.txt}}", 512'000) == 1);
  CHECK(of_size("configs: {k: {file: k.txt}}", 1'023'999) == 0);
  CHECK(of_size("configs: {k: {file: ../folder/k.txt}}", 1'024'000) == 1);
  CHECK(of_size("secrets: {k: {file: k.txt}}", 0) == 1);
  CHECK(of_size("secrets: {k: {file: /etc/k.txt}}", 0, "/etc/k.txt") == 1);
  CHECK(of_size("secrets: {k: {file: other.txt}}", 0) == 0);
  CHECK(of_size("secrets: {k: {file: '${F}'}}", 0, "folder/${F}") == 0);
  CHECK(of_size("secrets: {k: {file: k.txt, external: true}}", 0) == 0);
}

TEST_CASE("sizes are those of plain files beside the stack file, wherever the program runs") {
  const cli::test::TemporaryFolder folder;
  folder.write("empty.txt", "");
  const std::string head = "version: \"3.8\"\nservices: {s: {image: box:1}}\n";
  const std::string stack = folder.write("s.yml", head + "secrets: {k: {name: k-1, file: empty.txt}}\n");
  const cli::test::Outcome told = cli::test::run({"lint", stack});
  CHECK(told.code == 1);
  CHECK(told.out.find("empty.txt has 0 bytes, and Swarm takes 1 to 511999") != std::string::npos);
  const std::string others = folder.write(
      "t.yml",
      head + "secrets: {k: {name: k-1, file: /dev/zero}, l: {name: l-1, file: .}, m: {name: m-1, file: no.txt}}\n");
  CHECK(cli::test::run({"lint", others}).code == 0);
}

TEST_CASE("the old form of an external name, in versions that have the new one") {
  const Rules old{"external-name-deprecated"};
  for (const char* section : {"networks", "volumes", "secrets", "configs"})
    CHECK_MESSAGE(told("", std::string(section) + ": {x: {external: {name: old}}}\n") == old, section);
  CHECK(told("", "networks: {x: {external: {name: old}}}\n", "3.4").empty());
  CHECK(told("", "volumes: {x: {external: {name: old}}}\n", "3.4") == old);
  CHECK(told("", "networks: {x: {external: {}}}\n").empty());
  CHECK(told("", "networks: {x: {external: {name: old}, name: new}}\n") == Rules{"stack-refused"});
}

TEST_CASE("a credential spec asks for Windows") {
  const Rules linux{"credential-spec-on-linux"};
  CHECK(told("credential_spec: {file: a.json}") == linux);
  CHECK(told("credential_spec: {file: a.json}, deploy: {placement: {constraints: [node.role == worker]}}") == linux);
  CHECK(told("credential_spec: {file: a.json}, deploy: {placement: {constraints: [node.labels.x == y]}}").empty());
  CHECK(told("credential_spec: {}").empty());
}

TEST_CASE("what asks the Swarm by the socket, on workers") {
  const std::string socket = "volumes: ['/var/run/docker.sock:/var/run/docker.sock'], ";
  const auto with = [&](const std::string& lines, const std::string& deploy) {
    return told(socket + lines + ", deploy: {" + deploy + "}");
  };
  const std::string workers = "placement: {constraints: [node.role == worker]}";
  const Rules asks{"swarm-asked-on-worker"};
  for (const char* lines :
       {"command: [--providers.swarm=true]", "command: traefik --providers.docker.swarmMode --log.level=INFO",
        "command: [--docker.swarmmode]", "environment: [TRAEFIK_PROVIDERS_SWARM=true]",
        "environment: {TRAEFIK_PROVIDERS_DOCKER_SWARMMODE: 'true'}",
        "command: ['--providers.swarm.endpoint=unix:///var/run/docker.sock']"})
    CHECK_MESSAGE(with(lines, workers) == asks, lines);
  CHECK(with("command: [--providers.swarm]", "placement: {constraints: [node.role != manager]}") == asks);
  CHECK(with("command: [--providers.swarm]", "mode: global") == asks);
  CHECK(with("command: [--providers.swarm]", "") == Rules{"docker-socket-unpinned"});
  for (const char* lines : {"command: [--providers.docker]", "command: [--providers.swarm=false]",
                            "command: ['--providers.swarm.endpoint=tcp://proxy:2375']"})
    CHECK_MESSAGE(with(lines, workers).empty(), lines);
  CHECK(with("command: [--providers.swarm]", "placement: {constraints: [node.role == manager]}").empty());
  CHECK(with("command: [--providers.swarm]", "mode: global, placement: {constraints: [node.labels.x == y]}").empty());
  CHECK(told("command: [--providers.swarm], deploy: {" + workers + "}").empty());
  const std::string cron =
      "version: \"3.8\"\nservices: {s: {image: 'crazymax/swarm-cronjob:1', " + socket + "deploy: {" + workers + "}}}\n";
  CHECK(rules_of(judge_file({"s.yml", cron})) == asks);
}

}  // namespace planner::test
