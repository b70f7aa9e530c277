// Compose files that are nearly right, or wrong on purpose.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "tests/fuzz/compose_text_properties.hpp"
#include "tests/fuzz/mutation.hpp"

using namespace planner::test;

namespace {

constexpr std::string_view whole = R"(name: shop
x-log: &log {logging: {driver: json-file, options: {max-size: 10m}}}
services:
  web:
    <<: *log
    image: "a:${V:-1}"
    build: .
    restart: on-failure:3
    ports: ["80:80", "${P}:81", {target: 9, published: "90-91", host_ip: 10.0.0.1}]
    volumes: [data:/d:ro, ./x:/x, {type: tmpfs, target: /t, tmpfs: {size: 5}}]
    networks: {n: {aliases: [w], priority: 2}}
    environment: {A: 1, B: "${U:?x-y}", C: }
    deploy: {replicas: 2, placement: {constraints: [node.role==worker]}, resources: {limits: {cpus: 0.5}}}
    healthcheck: {test: x, interval: 5s, disable: false}
    links: [db:store]
    tmpfs: /run:size=1m
    ulimits: {nofile: 5, nproc: {soft: 1, hard: 2}}
  db: {image: b, container_name: c, shm_size: 1m, network_mode: host, profiles: []}
networks: {n: {driver: bridge, ipam: {config: [{subnet: 10.0.0.0/24, gateway: 10.0.0.1}]}}}
volumes: {data: }
)";

constexpr std::array<std::string_view, 28> pieces{
    "null",    "[]",        "{}",         "[null]",         "{a: b}",  "true", "1e999",
    "-1",      "${A",       "$",          "${A:-${B}}",     ": ",      "- ",   "\n",
    "  ",      "*log",      "<<: *log\n", "external: true", "file: x", "\"",   "deploy: ",
    "ports: ", "volumes: ", "networks: ", "services: ",     "a.b",     "::",   "x-a"};

}  // namespace

TEST_CASE("compose files that are nearly right give a stack that deploy takes, or findings") {
  CHECK(broken_compose_property(whole) == "");
  std::mt19937 random(5);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = mutated(whole, pieces, random);
    const std::string broken = broken_compose_property(text);
    if (broken.empty()) continue;
    CAPTURE(text);
    FAIL_CHECK(broken);
    break;
  }
}
