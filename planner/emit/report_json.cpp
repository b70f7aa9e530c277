// The report for programs: grows, never changes meaning. schemas/report.schema.json describes it.
#include "planner/emit/report_json.hpp"

#include "planner/emit/emitter.hpp"
#include "planner/whatif/losses.hpp"

namespace planner {
namespace {

Json json_cluster(const Cluster& cluster) {
  const Topology& topology = cluster.topology;
  Json nodes = json_roles(count_roles(topology));
  nodes["total"] = count_roles(topology).total();
  Json json = {{"name", cluster.name}, {"topology", std::string(name_of(cluster.control))}, {"nodes", nodes}};
  for (const Level level : {Level::group, Level::region, Level::zone, Level::rack})
    if (const int count = count_places(topology, level); count > 0) json[std::string(name_of(level)) + "s"] = count;
  return json;
}

Json json_losses(const Topology& topology) {
  Json json = Json::array();
  for (const DomainLoss& loss : single_losses(topology)) {
    const FailureDomain& domain = topology.domains[static_cast<std::size_t>(loss.domain)];
    json.push_back({{"id", domain.id}, {"level", domain.level}, {"left", json_roles(loss.left)}});
  }
  return json;
}

Json json_findings(const std::vector<Finding>& findings) {
  Json json = Json::array();
  for (const Finding& finding : findings) json.push_back(json_finding(finding));
  return json;
}

Json json_not_judged(const Cluster& cluster) {
  Json json = Json::array();
  for (const std::string& what : cluster.unjudged) json.push_back({{"what", what}, {"given", true}});
  for (const std::string& what : cluster.absent) json.push_back({{"what", what}, {"given", false}});
  return json;
}

}  // namespace

Json json_roles(const RoleCounts& counts) {
  return {{"manager", counts.manager},
          {"loadbalancer", counts.loadbalancer},
          {"worker", counts.worker},
          {"service", counts.service}};
}

Json json_finding(const Finding& finding) {
  return {{"rule", finding.rule},       {"severity", std::string(name_of(finding.severity))},
          {"message", finding.message}, {"file", finding.file},
          {"line", finding.where.line}, {"column", finding.where.column},
          {"place", finding.place},     {"help", finding.help}};
}

std::string emit_report_json(const Report& report) {
  const Facts& facts = report.facts;
  Json json = {{"cluster", json_cluster(facts.cluster)}};
  json["quorum"] = facts.quorum ? json_quorum(facts) : Json(nullptr);
  json["capacity"] = json_capacity(facts);
  if (facts.cluster.control == Control::decentralized) json["losses"] = json_losses(facts.cluster.topology);
  json["findings"] = json_findings(report.findings);
  json["not_judged"] = json_not_judged(facts.cluster);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace planner
