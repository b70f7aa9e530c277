// A what-if for programs: the contract's keys in the contract's order; it grows, it never changes meaning.
#include "planner/emit/report_json.hpp"
#include "planner/emit/simulation.hpp"

namespace planner {
namespace {

Json json_ids(const Topology& topology, const std::vector<PlaceIndex>& places) {
  Json json = Json::array();
  for (const PlaceIndex place : places) json.push_back(topology.places[static_cast<std::size_t>(place)].id);
  return json;
}

Json json_quorum_after(const Topology& topology, const Simulation& simulation) {
  if (!simulation.quorum) return nullptr;
  const QuorumAfter& after = *simulation.quorum;
  Json json = {{"managers", after.managers}, {"left", after.left},
               {"majority", after.majority}, {"spare", after.spare ? Json(*after.spare) : Json(nullptr)},
               {"kept", after.kept},         {"up", after.up}};
  json["leaders"] = Json::array();
  for (const NodeIndex node : after.leaders)
    json["leaders"].push_back(topology.nodes[static_cast<std::size_t>(node)].id);
  if (simulation.sides.size() < 2) return json;
  json["sides"] = Json::array();
  for (const Side& side : simulation.sides)
    json["sides"].push_back({{"managers", side.nodes.manager},
                             {"nodes", json_roles(side.nodes)},
                             {"places", json_ids(topology, side.places)}});
  return json;
}

Json json_stop(const LargestStop& stop) {
  return {{"largest", stop.largest},
          {"proved", stop.largest == stop.at_most},
          {"at_most", stop.at_most},
          {"without_managers", stop.without_managers},
          {"set", stop.set}};
}

Json json_range(const TaskRange& range) { return {{"min", range.min}, {"mean", range.mean}, {"max", range.max}}; }

Json json_moment(const Topology& topology, const std::vector<PlaceIndex>& zones, const Moment& moment) {
  Json json = Json::object();
  for (std::size_t i = 0; i < zones.size(); ++i)
    json[topology.places[static_cast<std::size_t>(zones[i])].id] = json_range(moment.zones[i]);
  return json;
}

Json json_service(const Topology& topology, const Forecast& forecast, const ServiceForecast& service) {
  const std::pair<const char*, const Moment*> moments[] = {{"before", &service.before},
                                                           {"after", &service.after},
                                                           {"after_staggered", &service.after_staggered},
                                                           {"returned", &service.returned},
                                                           {"mended", &service.mended}};
  Json json = {{"name", service.name},       {"replicas", service.replicas}, {"lost", json_range(service.lost)},
               {"pending", service.pending}, {"empty", service.empty.max},   {"seeds", service.seeds}};
  json["why"] = service.why;
  for (const auto& [name, moment] : moments) json[name] = json_moment(topology, forecast.zones, *moment);
  json["running"] = Json::object();
  json["uneven"] = Json::object();
  for (const auto& [name, moment] : moments) {
    json["running"][name] = json_range(moment->running);
    json["uneven"][name] = moment->uneven;
  }
  return json;
}

/// Numbers that are known at deploy time only, and what all of this is counted with instead.
Json json_assumed(const Cluster& cluster) {
  Json json = Json::array();
  for (const Service& service : cluster.services)
    for (const DeployTimeValue& value : service.at_deploy) {
      const std::string taken = value.assumed.empty() && value.key == "deploy.replicas" ? "1" : value.assumed;
      json.push_back({{"service", service.name},
                      {"key", value.key},
                      {"written", value.written},
                      {"assumed", taken.empty() ? Json(nullptr) : Json(taken)}});
    }
  return json;
}

}  // namespace

std::string emit_simulation_json(const Simulated& simulated) {
  const Simulation& simulation = simulated.simulation;
  const Topology& topology = simulated.cluster.topology;
  Json json = {{"failed", simulation.asked.fail}, {"drained", simulation.asked.drain}, {"cut", simulation.asked.cut}};
  json["quorum"] = json_quorum_after(topology, simulation);
  json["nodes"] = json_roles(simulation.nodes);
  json["places"] = Json::array();
  for (const PlaceAfter& after : simulation.places) {
    const Place& place = topology.places[static_cast<std::size_t>(after.place)];
    json["places"].push_back({{"id", place.id},
                              {"level", std::string(name_of(place.level))},
                              {"before", json_roles(after.before)},
                              {"left", json_roles(after.left)}});
  }
  if (simulated.forecast) {
    json["services"] = Json::array();
    for (const ServiceForecast& service : simulated.forecast->services)
      json["services"].push_back(json_service(topology, *simulated.forecast, service));
    json["rescheduled"] = simulated.forecast->rescheduled;
    json["mend"] = json["mend_commands"] = Json::array();
    for (const ForceUpdate& update : simulated.forecast->mend) {
      json["mend"].push_back(update.service);
      json["mend_commands"].push_back(command_of(update));
    }
    json["hangs"] = simulated.forecast->hangs;
    json["assumed"] = json_assumed(simulated.cluster);
  }
  json["goals"] = Json::array();
  for (const GoalAfter& goal : simulation.goals) {
    json["goals"].push_back({{"goal", goal.goal}, {"met", goal.met}});
    if (!goal.met) json["goals"].back()["why"] = goal.why;
  }
  if (simulated.maintenance) {
    const Maintenance& most = *simulated.maintenance;
    json["max"] = {{"level", most.level}, {"domains", most.domains}};
    json["max"]["with_goals"] = json_stop(most.with_goals);
    json["max"]["quorum_only"] = json_stop(most.quorum_only);
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace planner
