// "capacity" of the JSON report: whether all fits, now and after losses.
#include "planner/emit/report_json.hpp"

namespace planner {
namespace {

Json json_fits(Fits fits) { return fits == Fits::unknown ? Json(nullptr) : Json(fits == Fits::yes); }

Json json_bottleneck(const Bottleneck& bottleneck) {
  constexpr const char* kinds[] = {"alone", "resource", "port", "packing"};
  Json json = {{"kind", kinds[static_cast<int>(bottleneck.kind)]}, {"services", bottleneck.services}};
  if (bottleneck.kind == Shortage::Kind::packing) return json;
  if (bottleneck.kind == Shortage::Kind::resource) {
    json["resource"] = bottleneck.what;
    const double unit = bottleneck.what == "cpus" ? 1e9 : 1;
    json["wanted"] = static_cast<double>(bottleneck.wanted) / unit;
    json["held"] = static_cast<double>(bottleneck.held) / unit;
  } else {
    json["wanted"] = bottleneck.wanted;
    json["held"] = bottleneck.held;
  }
  if (bottleneck.kind == Shortage::Kind::port) json["port"] = bottleneck.what;
  json["places"] = bottleneck.places;
  return json;
}

Json json_after(const CapacityAfter& after) {
  Json json = {{"fits", json_fits(after.fits)}};
  if (!after.lost.empty()) json["lost"] = after.lost;
  json["bottlenecks"] = Json::array();
  for (const Bottleneck& bottleneck : after.bottlenecks) json["bottlenecks"].push_back(json_bottleneck(bottleneck));
  if (after.cure)
    json["cure"] = {{"nodes", after.cure->count}, {"like", after.cure->like}, {"place", after.cure->place}};
  return json;
}

Json json_worst(const std::optional<CapacityAfter>& worst) { return worst ? json_after(*worst) : Json(nullptr); }

}  // namespace

Json json_capacity(const Facts& facts) {
  if (!facts.capacity) return nullptr;
  const Capacity& capacity = *facts.capacity;
  Json json = {{"judged", capacity.judged()}, {"reserves", capacity.reserves}, {"unsized", capacity.unsized}};
  json["now"] = json_after(capacity.now);
  json["levels"] = Json::object();
  for (const LevelCapacity& level : capacity.levels)
    json["levels"][level.level] = {{"domains", level.domains},
                                   {"failing", level.failing},
                                   {"unknown", level.unknown},
                                   {"worst", json_worst(level.worst)}};
  json["goals"] = Json::array();
  for (const CapacityGoalJudged& goal : capacity.goals)
    json["goals"].push_back({{"level", goal.level},
                             {"count", goal.count},
                             {"met", goal.met},
                             {"proved", goal.proved},
                             {"worst", json_worst(goal.worst)}});
  json["updates_stuck"] = Json::array();
  for (const UpdateStuck& stuck : capacity.stuck)
    json["updates_stuck"].push_back({{"service", facts.stack.services[stuck.service].name},
                                     {"lost", stuck.lost.empty() ? Json(nullptr) : Json(stuck.lost)}});
  return json;
}

}  // namespace planner
