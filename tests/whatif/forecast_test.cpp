// What becomes of the services: conservation, the closed form, and the cases that have one answer only.
#include "planner/whatif/forecast.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "planner/spec/read_cluster.hpp"

using namespace planner;

namespace {

constexpr const char* kThreeZones =
    "[cluster]\nname = 'shop'\n"
    "[fra]\na = { managers = 1, workers = 3 }\nb = { managers = 1, workers = 3 }\nc = { managers = 1, workers = 3 }\n";

Forecast forecast(const std::string& text, const FailureQuestion& asked, std::optional<int> seeds = 200) {
  const Reading reading = read_cluster(text, "spec.toml");
  REQUIRE(reading.cluster.has_value());
  const FailureReading failure = read_failure(reading.cluster->topology, asked);
  REQUIRE(failure.errors.empty());
  const Simulation simulation = simulate_failure(*reading.cluster, asked, failure.failure);
  const std::optional<Forecast> result = forecast_services(*reading.cluster, failure.failure, simulation, seeds);
  REQUIRE(result.has_value());
  return *result;
}

std::string service(const std::string& name, const std::string& body) {
  return "[services." + name + "]\nimage = 'x:1'\n" + body + "\n";
}

std::vector<int> least(const Moment& moment) {
  std::vector<int> counts;
  for (const TaskRange& zone : moment.zones) counts.push_back(zone.min);
  return counts;
}

std::vector<int> most(const Moment& moment) {
  std::vector<int> counts;
  for (const TaskRange& zone : moment.zones) counts.push_back(zone.max);
  return counts;
}

double sum_of_means(const Moment& moment) {
  return std::accumulate(moment.zones.begin(), moment.zones.end(), 0.0,
                         [](double sum, const TaskRange& zone) { return sum + zone.mean; });
}

}  // namespace

TEST_CASE("a fresh service and a lost zone: the closed form") {
  for (int replicas = 1; replicas <= 13; ++replicas) {
    CAPTURE(replicas);
    const bool start_first = replicas % 2 == 1;  // then the update that mends is told to go the other way round
    const std::string order = start_first ? "\nupdate = { order = \"start-first\" }" : "";
    const Forecast told =
        forecast(kThreeZones + service("web", "replicas = " + std::to_string(replicas) + order), {{"fra.c"}, {}, {}});
    const ServiceForecast& web = told.services.at(0);
    const int floor = replicas / 3, ceil = (replicas + 2) / 3;
    CHECK(least(web.before) == std::vector<int>(3, floor));
    CHECK(most(web.before) == std::vector<int>(3, ceil));
    CHECK(web.before.uneven == 0);
    CHECK(web.lost.min == floor);
    CHECK(web.lost.max == ceil);
    CHECK(web.pending == 0);
    for (const Moment* moment : {&web.before, &web.after, &web.after_staggered, &web.returned, &web.mended}) {
      CHECK(moment->running.min == replicas);
      CHECK(moment->running.max == replicas);
      CHECK(sum_of_means(*moment) == doctest::Approx(replicas));
    }
    CHECK(most(web.after)[2] == 0);
    CHECK(most(web.after_staggered)[2] == 0);
    CHECK(most(web.returned)[2] == 0);  // nothing moves back
    if (replicas >= 3) REQUIRE(told.mend.size() == 1);
    if (replicas >= 3)
      CHECK(command_of(told.mend[0]) == (start_first
                                             ? "docker service update --force --update-order stop-first shop_web"
                                             : "docker service update --force shop_web"));
    CHECK(web.mended.uneven <= web.returned.uneven);
    // Where thirds are whole the emptiest zone gets each task. Else one with fewest and one more may get it as well:
    // 1/2/0 and one to place leaves a remainder, and any zone that has one or none may be asked first.
    if (replicas % 3 == 0) CHECK(least(web.mended) == std::vector<int>(3, floor));
    if (replicas % 3 == 0) CHECK(most(web.mended) == std::vector<int>(3, ceil));
  }
}

TEST_CASE("nine replicas: 3/3/3, then 5/4, and again 3/3/3 after a force-update") {
  const ServiceForecast web =
      forecast(kThreeZones + service("web", "replicas = 9"), {{"fra.c"}, {}, {}}).services.at(0);
  CHECK(least(web.after) == std::vector<int>{4, 4, 0});
  CHECK(most(web.after) == std::vector<int>{5, 5, 0});
  CHECK(web.returned.uneven == 1);
  CHECK(web.seeds == 200);
}

TEST_CASE("one seed where nothing is left to chance") {
  const std::string layout =
      "[fra]\na = { managers = 1, workers = 1 }\nb = { managers = 1, workers = 1 }\n"
      "c = { managers = 1, workers = 1 }\n";
  const ServiceForecast web =
      forecast(layout + service("web", "replicas = 6"), {{"fra.c:worker"}, {}, {}}).services.at(0);
  // Three zones, two tasks each; c's two go one to each of the others; only the force-update at the end is shuffled.
  CHECK(least(web.before) == most(web.before));
  CHECK(least(web.after) == std::vector<int>{3, 3, 0});
  CHECK(most(web.after) == std::vector<int>{3, 3, 0});
  const Forecast global = forecast(layout + service("agent", "global = true"), {{"fra.c"}, {}, {}});
  CHECK(global.services.at(0).seeds == 1);
  CHECK(global.seeds == 1);
  CHECK(least(global.services.at(0).after) == std::vector<int>{1, 1, 0});
  CHECK(least(global.services.at(0).returned) == std::vector<int>{1, 1, 1});
}

TEST_CASE("parts of a split service are told as one, and wait for their zone") {
  const Forecast told = forecast(kThreeZones + service("cache", "per_zone = 2"), {{"fra.b"}, {}, {}});
  REQUIRE(told.services.size() == 1);
  const ServiceForecast& cache = told.services[0];
  CHECK(cache.name == "cache");
  CHECK(cache.replicas == 6);
  CHECK(cache.pending == 2);
  CHECK(most(cache.after) == std::vector<int>{2, 0, 2});
  CHECK(least(cache.returned) == std::vector<int>{2, 2, 2});
  REQUIRE(cache.why.size() >= 1);
  CHECK(cache.why[0].find("no suitable node (") == 0);
  CHECK(told.mend.empty());
}

TEST_CASE("restart policies after a loss") {
  const auto after = [&](const char* restart) {
    return forecast(kThreeZones + service("job", std::string("replicas = 6\nrestart = { ") + restart + " }"),
                    {{"fra.a"}, {}, {}})
        .services.at(0);
  };
  CHECK(after("condition = 'none'").empty.min == 2);
  CHECK(after("condition = 'none'").empty.max == 2);
  CHECK(after("condition = 'none'").after.running.max == 4);
  CHECK(after("condition = 'on-failure'").empty.max == 0);
  CHECK(after("max_attempts = 1").after.running.min == 6);
  // Node by node a task may be put on a dead node that Swarm still believes in, and its one attempt is spent.
  CHECK(after("max_attempts = 1").after_staggered.running.min < 6);
  CHECK(after("max_attempts = 1").empty.min == 0);
  CHECK(after("max_attempts = 1").empty.max > 0);
}

TEST_CASE("a service without a spread is not told to be updated where that does not even out its zones") {
  const std::string layout =
      "[cluster]\nname = 'shop'\n[fra]\na = { managers = 1, workers = 1 }\nb = { managers = 1, workers = 1 }\n"
      "c = { managers = 1, workers = 6 }\n";
  const Forecast told = forecast(
      layout + service("loose", "replicas = 8\nspread = []") + service("web", "replicas = 9"), {{"fra.b"}, {}, {}});
  REQUIRE(told.mend.size() == 1);
  CHECK(told.mend[0].service == "shop_web");
  CHECK_FALSE(told.services[0].updated);
  CHECK(told.services[1].updated);
}

TEST_CASE("without a quorum nothing moves, and what a cut leaves behind goes on") {
  const std::string spec = kThreeZones + service("web", "replicas = 9");
  const Forecast lost = forecast(spec, {{"fra.a", "fra.b"}, {}, {}});
  CHECK_FALSE(lost.rescheduled);
  CHECK(least(lost.services[0].after) == std::vector<int>{0, 0, 3});
  CHECK(lost.services[0].lost.min == 6);
  const Forecast cut = forecast(spec, {{}, {}, {"fra.a:fra.b", "fra.a:fra.c"}});
  CHECK(cut.rescheduled);
  CHECK(most(cut.services[0].after)[0] == 0);  // a is out of the leader's reach
  CHECK(cut.services[0].after.running.min == 9);
  CHECK(cut.services[0].lost.max == 3);
}

TEST_CASE("what does not fit is pending, in the engine's own words") {
  const std::string layout =
      "[fra]\na = { managers = 1, workers = { count = 1, cpus = 2 } }\n"
      "b = { managers = 1, workers = { count = 1, cpus = 2 } }\nc = { managers = 1 }\n";
  const ServiceForecast web =
      forecast(layout + service("web", "replicas = 4\nreserve = { cpus = 1 }"), {{"fra.a"}, {}, {}}).services.at(0);
  CHECK(web.pending == 2);
  CHECK(web.after.running.max == 2);
  CHECK(web.returned.running.min == 4);
  CHECK(std::ranges::any_of(web.why, [](const std::string& why) {
    return why.find("insufficient resources on 1 node") != std::string::npos;
  }));
}

TEST_CASE("pools that scale by themselves stand there with their least; stand-ins are not told") {
  const std::string layout = "[fra]\na = { managers = 3, workers = { min = 2, max = 9 } }\n";
  const ServiceForecast web =
      forecast(layout + service("web", "replicas = 4\nmax_per_node = 1"), {{}, {}, {}}).services.at(0);
  CHECK(web.pending == 2);
  const Reading reading = read_cluster(kThreeZones, "spec.toml");
  const FailureReading failure = read_failure(reading.cluster->topology, {});
  CHECK_FALSE(
      forecast_services(*reading.cluster, failure.failure, simulate_failure(*reading.cluster, {}, failure.failure), 1));
}

TEST_CASE("two levels of spread: the hang of engines before 28.3 is foretold, and only theirs") {
  const auto told = [](const char* engine, const char* spread) {
    const std::string layout = std::string("[cluster]\nengine = '") + engine +
                               "'\n[eu.a]\n1 = { managers = 1, workers = 1 }\n2 = { managers = 1, workers = 1 }\n"
                               "[eu.b]\n1 = { managers = 1, workers = 1 }\n2 = { workers = 1 }\n";
    return forecast(layout + service("web", std::string("replicas = 4\nspread = [") + spread + "]"),
                    {{}, {"eu.a.1", "eu.b.1"}, {}});
  };
  CHECK(told("26.1", "'region', 'zone'").hangs == 1);
  CHECK(told("28.5", "'region', 'zone'").hangs == 0);
  CHECK(told("26.1", "'zone'").hangs == 0);
}

TEST_CASE("the same seeds give the same forecast, and a large layout gets fewer of them") {
  const std::string spec = kThreeZones + service("web", "replicas = 8") + service("api", "replicas = 7");
  const Forecast one = forecast(spec, {{"fra.c"}, {}, {}}), two = forecast(spec, {{"fra.c"}, {}, {}});
  for (std::size_t i = 0; i < one.services.size(); ++i) {
    CHECK(sum_of_means(one.services[i].after_staggered) == sum_of_means(two.services[i].after_staggered));
    CHECK(one.services[i].after.zones[0].mean == two.services[i].after.zones[0].mean);
  }
  CHECK(forecast(spec, {{"fra.c"}, {}, {}}, std::nullopt).seeds == 1000);
  const std::string large = "[fra]\na = { managers = 3, workers = 2000 }\nb = { workers = 2000 }\n";
  const int seeds = forecast(large + service("web", "replicas = 100"), {{"fra.a:worker"}, {}, {}}, std::nullopt).seeds;
  CHECK(seeds < 1000);
  CHECK(seeds >= 10);
}
