// What a drill foretells of its services is what simulate says, however Swarm notices the loss.
#include "planner/whatif/drill_forecast.hpp"

#include <doctest/doctest.h>

#include "planner/rehearsal.hpp"

using namespace planner;

namespace {

constexpr const char* kSpec = R"(
[r]
a = { managers = 1, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }
[services.web]
image = "web:1"
replicas = 6
update = { order = "start-first" }
[services.agent]
image = "agent:1"
global = true
)";

RehearsalPlan plan_of(const RehearsalQuestion& question) {
  PlannedRehearsal planned = plan_rehearsal(kSpec, "shop.toml", question);
  REQUIRE(planned.errors.empty());
  REQUIRE(planned.plan.zones == std::vector<std::string>{"r.a", "r.b", "r.c"});
  return std::move(planned.plan);
}

std::string spans(const std::vector<TaskSpan>& all) {
  std::string text;
  for (const TaskSpan& span : all)
    text += (text.empty() ? "" : " ") + std::to_string(span.least) + "-" + std::to_string(span.most);
  return text;
}

}  // namespace

TEST_CASE("a zone dies: its tasks run elsewhere, stay there, and are spread again by a force-update") {
  const RehearsalPlan plan = plan_of({{"r.a"}, {}, {}, {}, {}, {}});
  REQUIRE(plan.drills.front().services.size() == 2);
  const ServiceForetold& web = plan.drills.front().services[0];
  CHECK(spans(web.before) == "2-2 2-2 2-2");
  CHECK(spans(web.after) == "0-0 3-3 3-3");
  CHECK(spans(web.returned) == "0-0 3-3 3-3");
  CHECK(spans(web.mended) == "2-2 2-2 2-2");
  CHECK(plan.drills.front().mend ==
        std::vector<std::string>{"docker service update --force --update-order stop-first shop_web"});
  const ServiceForetold& agent = plan.drills.front().services[1];
  CHECK(spans(agent.after) == "0-0 1-1 1-1");
  CHECK(spans(agent.returned) == "1-1 1-1 1-1");
}

TEST_CASE("the quorum is lost: nothing moves") {
  const RehearsalPlan plan = plan_of({{"r.a,r.b"}, {}, {}, {}, {}, {}});
  const ServiceForetold& web = plan.drills.front().services.at(0);
  CHECK(spans(web.after) == "0-0 0-0 2-2");
  CHECK(plan.drills.front().mend.empty());
}

TEST_CASE("nothing is foretold where who leads decides what is seen") {
  CHECK(plan_of({{}, {}, {}, {"r.a:r.b"}, {}, {}}).drills.front().services.empty());
  CHECK_FALSE(plan_of({{}, {}, {}, {"r.a:r.b,r.a:r.c"}, {}, {}}).drills.front().services.empty());
}
