// What rehearse prints, of values that no engine gave.
#include "planner/rehearsal.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "planner/whatif/drill_verdict.hpp"

using namespace planner;

namespace {

struct Sample {
  RehearsalPlan plan;
  RehearsalSeen seen;
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Sample sample() {
  constexpr const char* kSpec = "[r]\na = { managers = 1 }\nb = { managers = 1 }\nc = { managers = 1 }\n";
  PlannedRehearsal planned = plan_rehearsal(kSpec, "cluster.toml", {{"r.a", "r.a,r.b"}, {}, {}, {}, {}, {}});
  REQUIRE(planned.errors.empty());
  planned.plan.drills.pop_back();  // the loss for good
  for (Drill& drill : planned.plan.drills) drill.services.clear();
  Sample sample{std::move(planned.plan), {"28.5.2", "28.5.2", 1.5, 4, {}, ""}};
  sample.seen.drills.push_back({{{true, 2, ""}}, {0}, {}, {}, 14.2, 3, 0, {}, {}, {}, {}, {}, {}, 0, ""});
  sample.seen.drills.push_back(
      {{{false, 0, "The swarm does not have a leader."}}, {}, {}, {}, 21, 6, 1, 9.0, {}, {}, {}, {}, {}, 0, ""});
  return sample;
}

}  // namespace

TEST_CASE("the table tells what was foretold and what was seen") {
  const Sample all = sample();
  const std::string text = print_rehearsal(all.plan, all.seen, "text");
  CHECK(contains(text, "ALL AS FORETOLD: 2 drills."));
  CHECK(contains(text, "3 engines of Docker 28.5.2"));
  CHECK(contains(text, "r.a fails"));
  CHECK(contains(text, "kept, 2 of 3"));
  CHECK(contains(text, "LOST, 1 of 3"));
  CHECK(contains(text, "14 s"));
  CHECK(contains(text, "The swarm does not have a leader."));
  CHECK(contains(text, "1 manager started"));
}

TEST_CASE("tasks are told zone by zone, what was foretold beside what was seen") {
  Sample all = sample();
  all.plan.drills[0].services = {{{{1, 1}, {1, 1}, {1, 1}}, {{0, 0}, {1, 2}, {1, 2}}, {{0, 0}, {1, 2}, {1, 2}}, {}}};
  all.seen.drills[0].services = {{{1, 1, 1}, {0, 2, 1}, {0, 2, 1}, {}}};
  const std::string text = print_rehearsal(all.plan, all.seen, "text");
  CHECK(contains(text, "ALL AS FORETOLD: 2 drills."));
  CHECK(contains(text, "0 1-2 1-2"));
  CHECK(contains(text, "0 2 1"));
  CHECK_FALSE(contains(text, "mended"));
  const auto json = nlohmann::json::parse(print_rehearsal(all.plan, all.seen, "json"));
  CHECK(json["drills"][0]["services"][0]["after"]["r.b"]["predicted"]["max"] == 2);
  CHECK(json["drills"][0]["services"][0]["after"]["r.b"]["observed"] == 2);
}

TEST_CASE("what was wrong is told with the drill's name") {
  Sample all = sample();
  all.seen.drills[0].sides[0] = {false, 0, "context deadline exceeded"};
  const std::string text = print_rehearsal(all.plan, all.seen, "text");
  CHECK(contains(text, "NOT AS FORETOLD: 1 of 2 drills."));
  CHECK(contains(text, "context deadline exceeded"));
  CHECK(wrong_predictions(all.plan, all.seen) == 1);
}

TEST_CASE("JSON holds both, and says which drills were not tried") {
  Sample all = sample();
  all.seen.drills.pop_back();
  const auto json = nlohmann::json::parse(print_rehearsal(all.plan, all.seen, "json"));
  REQUIRE(json["drills"].size() == 2);
  CHECK(json["drills"][0]["right"] == true);
  CHECK(json["drills"][0]["predicted"]["left"] == 2);
  CHECK(json["drills"][0]["observed"]["nodes_down"] == nlohmann::json{"r-a-manager-1"});
  CHECK(json["drills"][1]["tried"] == false);
  CHECK_FALSE(json["drills"][1].contains("right"));
}

TEST_CASE("JUnit counts, and escapes what an engine says") {
  Sample all = sample();
  all.seen.drills[0].trouble = "<&\">";
  const std::string text = print_rehearsal(all.plan, all.seen, "junit");
  CHECK(contains(text, "tests=\"2\" failures=\"1\" errors=\"0\""));
  CHECK(contains(text, "&lt;&amp;&quot;&gt;"));
  CHECK_FALSE(contains(text, "<&"));
}

TEST_CASE("what cannot be rehearsed is refused in a sentence") {
  CHECK(plan_rehearsal("[a.b]\nservices = 1\n", "x", {}).errors.size() == 1);
  CHECK(plan_rehearsal("[a.b]\nworkers = 1\n", "x", {}).errors.size() == 1);
  CHECK(plan_rehearsal("[a.b]\nmanagers = 1\n", "x", {}).errors.size() == 1);
  CHECK_FALSE(plan_rehearsal("[a.b]\nmanagers = x\n", "x", {}).valid);
  const auto scale =
      plan_rehearsal("[a.b]\nmanagers = 3\n", "x", {{}, {}, {}, {}, {}, {"manager=1", "worker=x", "worker"}});
  CHECK(scale.errors.size() == 3);
}

TEST_CASE("the scripts are those of the layout that is booted") {
  const auto planned = plan_rehearsal("[a.b]\nmanagers = 3\nworkers = 5\n", "x", {{}, {}, {}, {}, {}, {"worker=2"}});
  REQUIRE(planned.errors.empty());
  CHECK(contains(planned.plan.bootstrap, "a-b-worker-2"));
  CHECK_FALSE(contains(planned.plan.bootstrap, "a-b-worker-3"));
  CHECK(contains(planned.plan.labels, "a-b-worker-2"));
  CHECK_FALSE(contains(planned.plan.labels, "a-b-worker-3"));
  CHECK(contains(planned.plan.hosts, "a-b-manager-1 198.18."));
  REQUIRE_FALSE(planned.smaller.empty());
  CHECK(planned.smaller.front().first == "--scale worker=4");
  CHECK(planned.smaller.front().second == 7);
}

TEST_CASE("services that a stand-in can take the place of are deployed as the stack is printed, others are told") {
  const auto planned = plan_rehearsal(R"([a.b]
managers = 3
workers = 2
[services.api]
image = "api:1"
replicas = 2
[services.job]
image = "job:1"
command = "run"
replicas = 1
[services.mail]
image = "mail:1"
command = "send"
replicas = 1
[services.log]
image = "log:1"
volumes = ["/srv/log:/log"]
replicas = 1
)",
                                      "shop.toml", {});
  REQUIRE(planned.errors.empty());
  const RehearsalPlan& plan = planned.plan;
  REQUIRE(plan.services.size() == 1);
  CHECK(plan.services[0].deployed == std::vector<std::string>{"shop_api"});
  CHECK(plan.images == std::vector<std::string>{"api:1"});
  CHECK(contains(plan.stack, "api:1"));
  CHECK_FALSE(contains(plan.stack, "job:1"));
  REQUIRE(plan.notes.size() == 2);
  CHECK(plan.notes[0] == "2 services were left out, each because its command needs its own image: job and mail.");
  CHECK(contains(plan.notes[1], "Service log was left out: it mounts /srv/log of the host"));
  CHECK(plan.zones == std::vector<std::string>{"a.b"});
}

TEST_CASE("services of compose files: variables that must be set are, and what is external is made before") {
  constexpr const char* kSpec = "[a.b]\nmanagers = 3\nworkers = 2\n[stack]\ncompose = [\"compose.yml\"]\n";
  constexpr const char* kCompose = R"(
services:
  api:
    image: shop.example/api:${TAG:?set TAG}
    networks: [outside]
    secrets: [key]
  job:
    image: job:1
    user: postgres
networks:
  outside: { external: true }
secrets:
  key: { external: true, name: api-key }
)";
  const auto planned = plan_rehearsal(
      kSpec, "shop.toml", {},
      {[&](const std::string& path) {
         return path == "compose.yml" ? FileReading{kCompose, ""} : FileReading{std::nullopt, "there is none"};
       },
       {}});
  REQUIRE(planned.valid);
  REQUIRE(planned.errors.empty());
  const RehearsalPlan& plan = planned.plan;
  REQUIRE(plan.services.size() == 1);
  CHECK(plan.images == std::vector<std::string>{"shop.example/api:rehearsal"});
  CHECK(plan.stack_environment == std::vector<std::string>{"TAG=rehearsal"});
  CHECK(plan.networks == std::vector<std::string>{"outside"});
  CHECK(plan.secrets == std::vector<std::string>{"api-key"});
  CHECK(contains(plan.notes.back(), "postgres"));
  CHECK_FALSE(plan_rehearsal(kSpec, "shop.toml", {}).valid);
}

TEST_CASE("without services the stand-in application is deployed") {
  const auto planned = plan_rehearsal("[a.b]\nmanagers = 3\n", "x", {});
  REQUIRE(planned.plan.services.size() == 1);
  CHECK(planned.plan.services[0].name == "app");
  CHECK(planned.plan.stack_environment == std::vector<std::string>{"APP_IMAGE=rehearsal"});
}
