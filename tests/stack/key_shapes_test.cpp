// What docker stack deploy makes of keys and values. tests/stack/lint_against_client.py asks the client itself.
#include "planner/stack/key_shapes.hpp"

#include <doctest/doctest.h>

#include "planner/stack/duration.hpp"
#include "planner/stack/read_stack.hpp"
#include "planner/stack/short_syntax.hpp"
#include "planner/stack/value_forms.hpp"
#include "planner/stack/variables.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

using Rules = std::vector<std::string>;

/// The rules that errors come from, of one service with these lines.
Rules errors(const std::string& lines, const std::string& version = "3.13") {
  Rules rules;
  const std::string text = "version: \"" + version + "\"\nservices: { s: { image: box:1, " + lines + " } }\n" +
                           "volumes: { vol: }\nsecrets: { k: { external: true } }\n";
  for (const Finding& finding : judge_file({"s.yml", text}))
    if (finding.severity == Severity::error) rules.push_back(finding.rule);
  return rules;
}

TEST_CASE("keys: unknown, refused, too new; each is told once and not entered") {
  CHECK(errors("enviroment: {a: {b: c}}") == Rules{"stack-key-unknown"});
  CHECK(errors("deploy: {x-any: {a: b}}") == Rules{"stack-key-unknown"});
  CHECK(errors("x-any: {a: b}").empty());
  CHECK(errors("develop: {watch: [a]}") == Rules{"stack-key-refused"});
  CHECK(errors("cpuset: '0'") == Rules{"stack-key-refused"});
  CHECK(errors("init: true", "3.6") == Rules{"stack-key-too-new"});
  CHECK(errors("init: true", "3.7").empty());
  CHECK(errors("init: true", "3").empty());
  CHECK(errors("", "2.4") == Rules{"stack-refused"});
  CHECK(errors("", "3.14") == Rules{"stack-refused"});
}

TEST_CASE("values: types as Docker's reader has them, forms, lists without repetition") {
  for (const char* lines : {"ports: [{target: 80, published: '80'}]",
                            "user: 1000",
                            "hostname: 1.0",
                            "hostname: 2024-01-01",
                            "init: 'true'",
                            "init: yes",
                            "command: [sleep, 5]",
                            "command: \"a 'b\"",
                            "environment: {A: true}",
                            "cap_add: [A, A]",
                            "stop_grace_period: 1d",
                            "stop_grace_period: '90'",
                            "deploy: {replicas: 2.5}",
                            "deploy: {replicas: -1}",
                            "deploy: {update_config: {order: first}}",
                            "ports: [70000]",
                            "ports: [http]",
                            "ports: [80.5]",
                            "ports: ['::1:80:80']",
                            "ports: [{target: -1, published: 80}]",
                            "ports: [{target: 80, published: -1}]",
                            "ulimits: {nofile: {soft: 1}}",
                            "volumes: [{target: /a}]",
                            "volumes: [':/a']",
                            "volumes: [{type: tmpfs, target: /a, tmpfs: {size: 1m}}]",
                            "depends_on: {t: {condition: service_started}}",
                            "env_file: [{path: a}]",
                            "init: '${B}'",
                            "deploy: {resources: {limits: {cpus: 0.5}}}",
                            "deploy: {resources: {limits: {memory: much}}}"})
    CHECK_MESSAGE((errors(lines) == Rules{"stack-refused"} || errors(lines) == Rules{"stack-key-refused"}), lines);
  for (const char* lines : {"deploy: {replicas: 2.0}",
                            "deploy: {replicas: 0x10}",
                            "deploy: {replicas: '${R}'}",
                            "environment: {A: 2024-01-01}",
                            "stop_grace_period: 1.5h",
                            "ports: ['1.2.3.4::80', 22:22, 81]",
                            "command: [a, a]",
                            "volumes: [vol:/b, vol:/c]",
                            "deploy: ",
                            "pid: ",
                            "healthcheck: {retries: 1.5}",
                            "secrets: [{source: k, mode: 0400}]",
                            "tty: '${B}'",
                            "stop_grace_period: '-5s'",
                            "deploy: {rollback_config: {delay: '-5s', monitor: '-5s'}}",
                            "deploy: {update_config: {delay: 0s}}",
                            "healthcheck: {disable: true, interval: 5s, test: []}",
                            "healthcheck: {disable: false, test: ls}",
                            "credential_spec: {}",
                            "ports: ['[::1]:80:80']",
                            "ports: ['0.0.0.0:80:80']",
                            "volumes: [{type: bind, source: /a, target: /a, bind: {propagation: RSLAVE}}]",
                            "volumes: [{type: bind, source: /a, target: /a, bind: {propagation: ''}}]"})
    CHECK_MESSAGE(errors(lines).empty(), lines);
}

TEST_CASE("what only the engine refuses has a rule of its own") {
  for (const char* lines : {"restart: sometimes",
                            "deploy: {mode: everywhere}",
                            "deploy: {restart_policy: {condition: always}}",
                            "deploy: {endpoint_mode: lb}",
                            "deploy: {update_config: {failure_action: stop}}",
                            "deploy: {update_config: {max_failure_ratio: 1.5}}",
                            "deploy: {resources: {limits: {memory: 2M}}}",
                            "deploy: {resources: {limits: {cpus: '0.0001'}}}",
                            "deploy: {resources: {limits: {cpus: half}}}",
                            "healthcheck: {interval: 1us}",
                            "volumes: [{type: image, source: a, target: /a}]",
                            "deploy: {replicas: 99999999999999999999}",
                            "deploy: {update_config: {delay: '-5s'}}",
                            "deploy: {update_config: {monitor: '-1ms'}}",
                            "deploy: {restart_policy: {delay: '-5s'}}",
                            "deploy: {restart_policy: {window: '-5s'}}",
                            "healthcheck: {test: ls, start_period: '-5s'}",
                            "healthcheck: {test: ls, start_interval: 1us}",
                            "healthcheck: {disable: true, test: ls}",
                            "healthcheck: {disable: true, test: [NONE]}",
                            "healthcheck: {disable: true, test: ''}",
                            "secrets: [{target: x}]",
                            "credential_spec: {file: a, registry: b}",
                            "volumes: [{type: bind, source: /a, target: /a, bind: {propagation: foo}}]"})
    CHECK_MESSAGE(errors(lines) == Rules{"stack-value-refused"}, lines);
}

TEST_CASE("an anchor used by many services is told once") {
  const std::string text =
      "version: \"3.8\"\nx-s: &s {image: box:1, cpus: 2}\nservices: {a: *s, b: *s, c: {<<: *s, init: true}}\n";
  CHECK(rules_of(judge_file({"s.yml", text})) == Rules{"stack-key-refused"});
}

TEST_CASE("variables: found, escaped, malformed") {
  CHECK(variables_of("a $B ${C} ${D:-e} ${F?g} $$H").found.size() == 4);
  CHECK_FALSE(variables_of("a $B $$1").malformed);
  CHECK_FALSE(variables_of("a $B-5$").malformed);  // a default, to the end: so reads deploy
  CHECK(variables_of("a $B-5$ } $").malformed);
  CHECK(variables_of("a $B:5$").malformed);
  for (const char* text : {"5$", "$1", "${A:+b}", "${}", "${A", "a $ b"})
    CHECK_MESSAGE(variables_of(text).malformed, text);
}

TEST_CASE("short forms of ports and volumes") {
  const auto port = parse_port("127.0.0.1:8080-8082:80-82/UDP");
  REQUIRE(port);
  REQUIRE(port->published);
  CHECK(port->published->first == 8080);
  CHECK(port->published->last == 8082);
  CHECK(port->target.first == 80);
  CHECK(port->target.last == 82);
  CHECK(port->address == "127.0.0.1");
  CHECK(port->protocol == "udp");
  CHECK(parse_port("[::1]:80:80")->address == "::1");
  CHECK(parse_port("::1:80:80")->address == "::1");
  const auto variables = parse_port("${IP:-127.0.0.1}:${PORT:-80}:${TARGET}/${PROTOCOL:-tcp/udp}");
  REQUIRE(variables);
  CHECK(variables->address == "${IP:-127.0.0.1}");
  CHECK(variables->published->variable == "${PORT:-80}");
  CHECK(variables->target.variable == "${TARGET}");
  CHECK(variables->protocol == "${PROTOCOL:-tcp/udp}");
  for (const char* text : {"", " 80", "80:", "80-81:80-82", "81-80:80", "65536", "80/icmp", "a:80:80", "1.2.3.4:80"})
    CHECK_MESSAGE(!parse_port(text), text);
  CHECK(parse_volume("data:/var/lib/data:ro")->type == "volume");
  CHECK(parse_volume("./data:/data")->type == "bind");
  CHECK(parse_volume("C:\\data:/data")->source == "C:\\data");
  CHECK(parse_volume("/data")->source.empty());
  CHECK_FALSE(parse_volume(""));
  CHECK(parse_volume("a::/b")->source == "a:");  // a drive, Docker thinks
  CHECK_FALSE(parse_volume("ab::/b"));
}

TEST_CASE("durations as Go reads them") {
  double seconds = 0;
  CHECK((parse_duration("1m30s", seconds) && seconds == 90));
  CHECK((parse_duration("-1.5h", seconds) && seconds == -5400));
  CHECK((parse_duration(".5s", seconds) && seconds == 0.5));
  for (const char* text : {"", "5", "1d", "s", "5 s", ".", "5sx", "--5s"})
    CHECK_MESSAGE(!parse_duration(text, seconds), text);
}

}  // namespace
}  // namespace planner::test
