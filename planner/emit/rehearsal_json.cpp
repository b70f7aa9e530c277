// A rehearsal for programs. It grows, it never changes meaning.
#include "planner/emit/rehearsal.hpp"
#include "planner/emit/report_json.hpp"
#include "planner/whatif/drill_verdict.hpp"

namespace planner {
namespace {

Json names_of(const RehearsalPlan& plan, const std::vector<EngineIndex>& engines) {
  Json names = Json::array();
  for (const EngineIndex engine : engines) names.push_back(plan.engines[static_cast<std::size_t>(engine)].name);
  return names;
}

Json time_of(const std::optional<double>& time) { return time ? Json(*time) : Json(nullptr); }

Json json_side(const RehearsalPlan& plan, const DrillSide& side, const SideSeen* seen) {
  Json json = {{"managers", names_of(plan, side.managers)}, {"predicted", {{"kept", side.kept}}}};
  if (seen == nullptr) return json;
  json["observed"] = {{"kept", seen->kept}, {"reachable", seen->reachable}};
  if (!seen->words.empty()) json["observed"]["words"] = seen->words;
  return json;
}

Json json_zones(const RehearsalPlan& plan, const std::vector<TaskSpan>* foretold, const std::vector<int>& seen) {
  Json json = Json::object();
  for (std::size_t zone = 0; zone < plan.zones.size() && zone < seen.size(); ++zone) {
    Json& own = json[plan.zones[zone]];
    if (foretold != nullptr && !foretold->empty())
      own["predicted"] = {{"min", (*foretold)[zone].least}, {"max", (*foretold)[zone].most}};
    own["observed"] = seen[zone];
  }
  return json;
}

Json json_services(const RehearsalPlan& plan, const Drill& drill, const DrillSeen& seen) {
  Json list = Json::array();
  for (std::size_t i = 0; i < seen.services.size(); ++i) {
    const ServiceForetold* told = drill.services.empty() ? nullptr : &drill.services[i];
    const ServiceSeen& own = seen.services[i];
    list.push_back({{"name", plan.services[i].name},
                    {"before", json_zones(plan, told == nullptr ? nullptr : &told->before, own.before)},
                    {"after", json_zones(plan, told == nullptr ? nullptr : &told->after, own.after)},
                    {"returned", json_zones(plan, told == nullptr ? nullptr : &told->returned, own.returned)}});
    if (!own.mended.empty())
      list.back()["mended"] = json_zones(plan, told == nullptr ? nullptr : &told->mended, own.mended);
  }
  return list;
}

const char* word_of(DrillKind kind) {
  switch (kind) {
    case DrillKind::fail: return "fail";
    case DrillKind::stop: return "stop";
    case DrillKind::cut: return "cut";
    case DrillKind::drain: break;
  }
  return "drain";
}

Json json_drill(const RehearsalPlan& plan, const Drill& drill, const DrillSeen* seen) {
  Json json = {{"drill", drill.title}, {"kind", word_of(drill.kind)}};
  json["down"] = names_of(plan, drill.down);
  json["drained"] = names_of(plan, drill.drained);
  json["predicted"] = {{"kept", drill.kept},
                       {"managers", drill.managers},
                       {"majority", drill.majority},
                       {"left", drill.left},
                       {"nodes_down", drill.kept ? names_of(plan, foretold_down(plan, drill)) : Json(nullptr)}};
  json["sides"] = Json::array();
  for (std::size_t i = 0; i < drill.sides.size(); ++i)
    json["sides"].push_back(
        json_side(plan, drill.sides[i], seen != nullptr && i < seen->sides.size() ? &seen->sides[i] : nullptr));
  json["tried"] = seen != nullptr;
  if (seen == nullptr) return json;
  json["observed"] = {{"nodes_down", drill.kept ? names_of(plan, seen->called_down) : Json(nullptr)},
                      {"noticed_s", time_of(seen->noticed)},
                      {"recovered_s", time_of(seen->recovered)}};
  if (drill.for_good)
    json["observed"]["recovery"] = {
        {"command", drill.force_command},           {"took_s", time_of(seen->forced)},
        {"others_back_s", time_of(seen->rejoined)}, {"promoted", names_of(plan, drill.promoted)},
        {"odd_again_s", time_of(seen->odd_again)},  {"engines_restarted", seen->restarted},
        {"engines_joined_anew", seen->joined_anew}};
  if (seen->started > 0)
    json["observed"]["recovery"] = {{"managers_started", seen->started}, {"leader_after_s", time_of(seen->led_again)}};
  if (!seen->services.empty()) {
    json["services"] = json_services(plan, drill, *seen);
    json["moved_back"] = seen->moved;
    json["mend_commands"] = drill.mend;
    if (!drill.mend.empty()) json["observed"]["mended_s"] = time_of(seen->mended);
  }
  json["differences"] = differences(plan, drill, *seen);
  json["right"] = json["differences"].empty();
  return json;
}

}  // namespace

std::string emit_rehearsal_json(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  Json json = {{"cluster", plan.name},           {"engine", seen.engine},   {"client", seen.client},
               {"engines", plan.engines.size()}, {"booted_s", seen.booted}, {"formed_s", seen.formed}};
  json["drills"] = Json::array();
  for (std::size_t i = 0; i < plan.drills.size(); ++i)
    json["drills"].push_back(json_drill(plan, plan.drills[i], i < seen.drills.size() ? &seen.drills[i] : nullptr));
  if (!seen.trouble.empty()) json["trouble"] = seen.trouble;
  json["notes"] = plan.notes;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace planner
