#include "planner/assess.hpp"

#include <iterator>

#include "planner/printed_stack.hpp"
#include "planner/quorum/routing/round_trips.hpp"
#include "planner/rules/rule.hpp"
#include "planner/spec/read_cluster.hpp"
#include "planner/stack/compose/read_compose.hpp"
#include "planner/stack/stack.hpp"
#include "planner/stack/stand_in.hpp"

namespace planner {

void judge_quorum(Facts& facts, const Depth& depth) {
  const Cluster& cluster = facts.cluster;
  facts.quorum = analyse_quorum(cluster, depth.within);
  if (facts.quorum) {
    const std::vector<NodeIndex> managers = managers_of(cluster.topology);
    const SiteMap map = map_sites(cluster, managers);
    facts.one_away = find_one_away(cluster, *facts.quorum);
    facts.partitions = name_partitions(cluster, map, depth.within);
    facts.latency = judge_latency(cluster, map, managers);
    facts.loss = judge_loss(cluster, map, managers);
  }
}

namespace {

/// Whether it could be had is known only now: not every spec with coordinates or links tells of all its round trips.
void note_latency(Facts& facts) {
  if (facts.latency.latency) return;
  Cluster& cluster = facts.cluster;
  std::vector<std::string>& list = knows_round_trips(cluster) ? cluster.unjudged : cluster.absent;
  const bool after_links = !list.empty() && list.front() == "links";
  list.insert(list.begin() + (after_links ? 1 : 0), "latency");
}

/// Whether it could be told is known only now: sizes alone say nothing where no service reserves anything.
void note_capacity(Facts& facts) {
  if (!facts.capacity || !facts.capacity->judged()) return;
  std::erase(facts.cluster.unjudged, "capacity");
  std::erase(facts.cluster.absent, "capacity");
}

}  // namespace

void judge_fitting(Facts& facts) {
  if (facts.quorum) facts.capacity = judge_capacity(facts.cluster, facts.stack);
}

std::vector<Finding> settle_services(Cluster& cluster, std::string_view file, const Beside& beside) {
  if (!cluster.compose.empty()) return read_compose(cluster, file, beside);
  if (cluster.services.empty()) cluster.services = stand_in_services(cluster.topology);
  return {};
}

Assessed assess(std::string_view text, std::string_view file, const Beside& beside, const Depth& depth) {
  Reading reading = read_cluster(text, file);  // form: syntax, types, names, references
  if (!reading.cluster) return {std::nullopt, std::move(reading.findings), {}};

  Report report;
  report.facts.file = file;
  report.facts.spec_from_plan = beside.spec_from_plan;
  report.facts.cluster = std::move(*reading.cluster);  // beyond this point every reference is valid
  Cluster& cluster = report.facts.cluster;
  std::vector<Finding> compose = settle_services(cluster, file, beside);

  if (!compose.empty()) cluster.unjudged.emplace_back("services, whose compose files cannot be used");

  judge_quorum(report.facts, depth);  // facts, no opinions
  note_latency(report.facts);
  report.facts.stack = make_stack(cluster);
  judge_fitting(report.facts);
  note_capacity(report.facts);
  report.findings = check_spec(report.facts);  // opinions, no new facts
  if (compose.empty()) {
    PrintedStack printed = judge_printed(report);
    compose = std::move(printed.refused);
    report.findings.insert(report.findings.end(), std::make_move_iterator(printed.broken.begin()),
                           std::make_move_iterator(printed.broken.end()));
  }
  return {std::move(report), {}, std::move(compose)};
}

}  // namespace planner
