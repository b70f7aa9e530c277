// The rest of "quorum" of the JSON report: how likely it is lost, where it parts, how long it takes.
#include "planner/emit/report_json.hpp"
#include "planner/swarm/timing.hpp"
#include "planner/whatif/failover.hpp"

namespace planner {
namespace {

Json json_loss(const QuorumLoss& loss) {
  Json json = {{"probability", loss.total.probability},
               {"error_bound", loss.total.error_bound},
               {"minutes_per_year", loss.total.probability * kMinutesPerYear},
               {"if_independent", loss.if_independent}};
  if (!loss.total.complete) json["complete"] = false;
  if (loss.with_links) json["with_links"] = *loss.with_links;
  if (!loss.no_links_reason.empty()) json["with_links_absent"] = loss.no_links_reason;
  json["importance"] = Json::array();
  for (const Weight& weight : loss.importance)
    json["importance"].push_back({{"id", weight.id}, {"level", weight.level}, {"birnbaum", weight.birnbaum}});
  if (const std::optional<OneMoreZone>& more = loss.one_more_zone)
    json["one_more_zone"] = {{"moved_from", more->moved_from.empty() ? Json(nullptr) : Json(more->moved_from)},
                             {"managers", more->managers},
                             {"probability", more->probability},
                             {"minutes_per_year", more->probability * kMinutesPerYear}};
  return json;
}

Json json_element(const NamedPartitions& partitions, const RoutingElement& element) {
  const auto index = static_cast<std::size_t>(element.index);
  if (element.kind == ElementKind::site) return partitions.sites[index];
  return partitions.links[index];
}

Json json_cuts(const NamedPartitions& partitions, const PartitionCuts& cuts) {
  Json json;
  json["smallest"] = cuts.smallest ? Json(*cuts.smallest) : Json(nullptr);
  json["count"] = cuts.count.exact ? json_count(cuts.count.decimal) : Json(nullptr);
  if (!cuts.count.exact) json["at_least"] = json_count(cuts.count.decimal);
  json["sets"] = Json::array();
  for (const std::vector<RoutingElement>& set : cuts.sets) {
    Json elements = Json::array();
    for (const RoutingElement& element : set) elements.push_back(json_element(partitions, element));
    json["sets"].push_back(std::move(elements));
  }
  json["truncated"] = cuts.truncated;
  if (cuts.within) json["within"] = *cuts.within;
  return json;
}

Json json_partitions(const NamedPartitions& partitions) {
  Json json;
  json["articulation"] = Json::array();
  for (const int site : partitions.found.single.articulation)
    json["articulation"].push_back(partitions.sites[static_cast<std::size_t>(site)]);
  json["bridges"] = Json::array();
  for (const int link : partitions.found.single.bridges)
    json["bridges"].push_back(partitions.links[static_cast<std::size_t>(link)]);
  if (!partitions.found.single.bridges_complete) json["bridges_complete"] = false;
  json["link_cuts"] = json_cuts(partitions, partitions.found.link_cuts);
  json["mixed_cuts"] = json_cuts(partitions, partitions.found.mixed_cuts);
  return json;
}

Json json_latency(const Cluster& cluster, const LatencyJudged& judged) {
  const Latency& latency = *judged.latency;
  const auto id = [&](PlaceIndex place) { return cluster.topology.places[static_cast<std::size_t>(place)].id; };
  Json json = {{"estimated", latency.estimated}, {"leaders", Json::array()}};
  for (const Leader& leader : latency.leaders)
    json["leaders"].push_back({{"place", id(leader.place)}, {"commit_ms", leader.commit_ms}});
  json["best_ms"] = latency.best_ms;
  json["mean_ms"] = latency.mean_ms;
  json["worst_ms"] = latency.worst_ms;
  if (latency.worst_after_loss) {
    json["worst_after_loss_ms"] = latency.worst_after_loss->commit_ms;
    json["worst_after_loss"] = {{"lost", latency.worst_after_loss->lost},
                                {"leader", id(latency.worst_after_loss->place)}};
  } else {
    json["worst_after_loss_ms"] = nullptr;
    if (!judged.reason.empty()) json["worst_after_loss_absent"] = judged.reason;
  }
  json["longest_rtt"] = {{"between", {id(latency.longest_from), id(latency.longest_to)}},
                         {"ms", latency.longest_rtt_ms}};
  return json;
}

Json json_span(const Span& span) { return Json::array({span.least, span.most}); }

}  // namespace

void add_survival(const Facts& facts, Json& quorum) {
  if (facts.loss) quorum["loss"] = json_loss(*facts.loss);
  if (facts.partitions) quorum["partitions"] = json_partitions(*facts.partitions);
  if (facts.latency.latency) quorum["latency"] = json_latency(facts.cluster, facts.latency);
  const std::optional<StatedTime>& stated = facts.cluster.network.dispatcher_heartbeat;
  const double heartbeat = stated ? stated->seconds : kDispatcherHeartbeat;
  const Failover times = failover_times(heartbeat);
  quorum["failover"] = {{"dispatcher_heartbeat_s", heartbeat},
                        {"down_s",
                         {{"leader_outside", json_span(times.down_leader_outside)},
                          {"leader_inside", json_span(times.down_leader_inside)}}},
                        {"replaced_s",
                         {{"leader_outside", json_span(times.replaced_leader_outside)},
                          {"leader_inside", json_span(times.replaced_leader_inside)}}}};
}

}  // namespace planner
