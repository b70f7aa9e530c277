// Every way in which what was seen can differ from what was foretold is told, and nothing else is.
#include "planner/whatif/drill_verdict.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "planner/rehearsal.hpp"

using namespace planner;

namespace {

constexpr const char* kSpec =
    "[r]\na = { managers = 1, workers = 1 }\nb = { managers = 1, workers = 1 }\n"
    "c = { managers = 1, workers = 1 }\n";

RehearsalPlan plan_of(const RehearsalQuestion& question) {
  PlannedRehearsal planned = plan_rehearsal(kSpec, "cluster.toml", question);
  REQUIRE(planned.errors.empty());
  return std::move(planned.plan);
}

DrillSeen as_foretold(const RehearsalPlan& plan, const Drill& drill) {
  DrillSeen seen;
  for (const DrillSide& side : drill.sides)
    seen.sides.push_back({side.kept, side.kept ? static_cast<int>(side.managers.size()) : 0, ""});
  seen.called_down = foretold_down(plan, drill);
  seen.called_drained = drill.drained;
  for (const ServiceForetold& service : drill.services) {
    ServiceSeen& own = seen.services.emplace_back();
    for (const auto& [foretold, list] :
         {std::pair{&service.before, &own.before}, std::pair{&service.after, &own.after},
          std::pair{&service.returned, &own.returned}, std::pair{&service.mended, &own.mended}})
      for (const TaskSpan& span : *foretold) list->push_back(span.most);
    if (own.returned.empty()) own.returned = own.before;  // after a lost quorum the sum alone is promised
  }
  seen.noticed = 12;
  seen.recovered = 3;
  return seen;
}

bool told(const RehearsalPlan& plan, const std::function<void(DrillSeen&)>& change) {
  DrillSeen seen = as_foretold(plan, plan.drills.front());
  change(seen);
  return !differences(plan, plan.drills.front(), seen).empty();
}

}  // namespace

TEST_CASE("what was foretold and seen differs in nothing") {
  for (const RehearsalQuestion& question :
       {RehearsalQuestion{{"r.a"}, {}, {}, {}, {}, {}}, RehearsalQuestion{{"r.a,r.b"}, {}, {}, {}, {}, {}},
        RehearsalQuestion{{}, {}, {"r.a:worker"}, {}, {}, {}},
        RehearsalQuestion{{}, {}, {}, {"r.a:r.b,r.a:r.c"}, {}, {}}}) {
    const RehearsalPlan plan = plan_of(question);
    CHECK(differences(plan, plan.drills.front(), as_foretold(plan, plan.drills.front())).empty());
  }
}

TEST_CASE("a quorum that is kept though its loss was foretold, and the reverse") {
  CHECK(told(plan_of({{"r.a,r.b"}, {}, {}, {}, {}, {}}), [](DrillSeen& seen) { seen.sides[0] = {true, 1, ""}; }));
  CHECK(told(plan_of({{"r.a"}, {}, {}, {}, {}, {}}), [](DrillSeen& seen) { seen.sides[0] = {false, 0, "no"}; }));
}

TEST_CASE("managers, nodes that are down or drained, a return that fails, trouble, a drill that was cut short") {
  const RehearsalPlan plan = plan_of({{"r.a"}, {}, {}, {}, {}, {}});
  CHECK(told(plan, [](DrillSeen& seen) { seen.sides[0].reachable = 3; }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.called_down.pop_back(); }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.called_down.push_back(5); }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.called_drained.push_back(3); }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.recovered.reset(); }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.trouble = "fire"; }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.started = 1; }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.sides.clear(); }));
}

TEST_CASE("a node that was drained before need not be drained by the drill") {
  const RehearsalPlan plan = plan_of({{}, {}, {"r.a"}, {}, {}, {}});
  CHECK_FALSE(told(plan, [&](DrillSeen& seen) {
    seen.were_drained = {0, 2, 4};
    seen.called_drained = {1};
  }));
}

TEST_CASE("a drill that was not done counts as wrong") {
  const RehearsalPlan plan = plan_of({{"r.a", "r.b"}, {}, {}, {}, {}, {}});
  RehearsalSeen seen;
  CHECK(wrong_predictions(plan, seen) == 2);
  seen.drills.push_back(as_foretold(plan, plan.drills[0]));
  CHECK(wrong_predictions(plan, seen) == 1);
  seen.drills.push_back(as_foretold(plan, plan.drills[1]));
  CHECK(wrong_predictions(plan, seen) == 0);
}

TEST_CASE("tasks outside of what was foretold, and tasks that move by themselves") {
  RehearsalPlan plan = plan_of({{"r.a"}, {}, {}, {}, {}, {}});
  plan.services = {{"api", {"x_api"}}};
  plan.zones = {"r.a", "r.b", "r.c"};
  plan.drills[0].services = {
      {{{1, 1}, {1, 1}, {1, 1}}, {{0, 0}, {1, 2}, {1, 2}}, {{0, 0}, {1, 2}, {1, 2}}, {{1, 1}, {1, 1}, {1, 1}}}};
  plan.drills[0].mend = {"x_api"};
  const auto with = [](std::vector<int> after, int moved) {
    return [after, moved](DrillSeen& seen) {
      seen.services = {{{1, 1, 1}, after, {0, 1, 2}, {1, 1, 1}}};
      seen.moved = moved;
    };
  };
  CHECK_FALSE(told(plan, with({0, 2, 1}, 0)));
  CHECK(told(plan, with({0, 2, 1}, 1)));
  CHECK(told(plan, with({0, 3, 0}, 0)));
  CHECK(told(plan, with({1, 1, 1}, 0)));
  CHECK(told(plan, [](DrillSeen& seen) { seen.services.clear(); }));
  CHECK(told(plan, [](DrillSeen& seen) { seen.services[0].mended = {0, 1, 2}; }));
}
