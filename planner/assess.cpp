#include "planner/assess.hpp"

#include "planner/quorum/quorum.hpp"
#include "planner/rules/rule.hpp"
#include "planner/spec/read_cluster.hpp"
#include "planner/stack/stack.hpp"
#include "planner/stack/stand_in.hpp"

namespace planner {

Assessed assess(std::string_view text, std::string_view file) {
  Reading reading = read_cluster(text, file);  // form: syntax, types, names, references
  if (!reading.cluster) return {std::nullopt, std::move(reading.findings)};

  Report report;
  report.facts.file = file;
  report.facts.cluster = std::move(*reading.cluster);  // beyond this point every reference is valid
  Cluster& cluster = report.facts.cluster;
  if (cluster.services.empty() && !cluster.compose) cluster.services = stand_in_services(cluster.topology);

  report.facts.quorum = analyse_quorum(cluster);  // facts, no opinions
  report.facts.stack = make_stack(cluster);
  report.findings = check_spec(report.facts);  // opinions, no new facts
  return {std::move(report), {}};
}

}  // namespace planner
