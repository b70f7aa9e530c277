// "quorum" of the JSON report: the contract's keys in the contract's order.
#include "planner/emit/report_json.hpp"

namespace planner {
namespace {

constexpr std::size_t named_picks = 100;

bool beyond_doubles(const std::string& decimal) {
  const std::string limit = "9007199254740992";  // 2^53
  return decimal.size() > limit.size() || (decimal.size() == limit.size() && decimal > limit);
}

Json json_cut_sets(const CutSets& cuts) {
  Json json;
  json["smallest"] = cuts.smallest ? Json(*cuts.smallest) : Json(nullptr);
  if (cuts.count.exact) {
    json["count"] = json_count(cuts.count.decimal);
  } else {
    json["count"] = nullptr;
    json["at_least"] = json_count(cuts.count.decimal);
  }
  json["sets"] = cuts.sets;
  json["truncated"] = cuts.truncated;
  if (cuts.within) json["within"] = *cuts.within;
  return json;
}

Json json_patterns(const CutSets& cuts) {
  Json json = Json::array();
  for (const CutPattern& pattern : cuts.patterns) {
    Json picks = Json::array();
    for (const CutPick& pick : pattern.picks) {
      picks.push_back({{"any", pick.count}, {"of", pick.of.size()}});
      if (pick.of.size() <= named_picks) picks.back()["ids"] = pick.of;
    }
    json.push_back(std::move(picks));
  }
  return json;
}

Json json_domains(const Cluster& cluster, const Quorum& quorum) {
  Json json = Json::array();
  for (const DomainQuorum& entry : quorum.domains) {
    const FailureDomain& domain = cluster.topology.domains[static_cast<std::size_t>(entry.domain)];
    json.push_back({{"id", domain.id},
                    {"level", domain.level},
                    {"managers", entry.managers},
                    {"left", entry.left},
                    {"quorum", entry.side >= quorum.majority}});
    if (entry.side < entry.left) json.back()["side"] = entry.side;
  }
  return json;
}

/// Goals on time, where they could be judged.
void add_time_goals(const Facts& facts, Json& json) {
  const Goals& goals = facts.cluster.goals;
  if (goals.commit_latency && facts.latency.latency) {
    const double limit = goals.commit_latency->seconds * 1000, worst = facts.latency.latency->worst_ms;
    json.push_back({{"goal", "commit_latency"}, {"most_ms", limit}, {"met", worst <= limit}, {"worst_ms", worst}});
  }
  if (goals.downtime && facts.loss) {
    const double limit = goals.downtime->seconds / 60;
    const double expected = facts.loss->with_links.value_or(facts.loss->total.probability) * kMinutesPerYear;
    json.push_back({{"goal", "downtime"},
                    {"most_minutes_per_year", limit},
                    {"met", expected <= limit},
                    {"minutes_per_year", expected}});
  }
}

Json json_goals(const Facts& facts) {
  const Cluster& cluster = facts.cluster;
  const Quorum& quorum = *facts.quorum;
  Json json = Json::array();
  const std::vector<SurvivalGoal>& goals = cluster.goals.survive;
  for (std::size_t i = 0; i < goals.size() && i < quorum.goals.size(); ++i) {
    Json losses = Json::array();
    for (const auto& [level, count] : goals[i].losses) losses.push_back({{"level", level}, {"count", count}});
    const std::string name =
        goals[i].together || goals[i].losses.empty() ? "survive_together" : "survive." + goals[i].losses[0].first;
    json.push_back({{"goal", name},
                    {"losses", losses},
                    {"met", quorum.goals[i].met},
                    {"proved", quorum.goals[i].proved},
                    {"witness", quorum.goals[i].witness},
                    {"left", quorum.goals[i].left}});
    if (quorum.goals[i].parted) json.back()["parted"] = true;
  }
  if (const std::optional<MaxManagers>& most = cluster.goals.max_managers)
    json.push_back({{"goal", "max_managers"}, {"most", most->count}, {"met", quorum.managers <= most->count}});
  add_time_goals(facts, json);
  return json;
}

}  // namespace

Json json_count(const std::string& decimal) {
  if (beyond_doubles(decimal)) return decimal;
  return std::stoull(decimal);
}

Json json_quorum(const Facts& facts) {
  const Cluster& cluster = facts.cluster;
  const Quorum& quorum = *facts.quorum;
  Json json = {{"managers", quorum.managers}, {"majority", quorum.majority}, {"tolerated", quorum.tolerated}};
  json["survives"] = Json::object();
  for (const LevelQuorum& level : quorum.levels) json["survives"][level.level] = level.survives;
  Json unproved = Json::array();
  for (const LevelQuorum& level : quorum.levels)
    if (!level.survives_proved) unproved.push_back(level.level);
  if (!unproved.empty()) json["survives_unproved"] = std::move(unproved);
  if (!quorum.parting_proved) json["domains_unproved"] = true;
  json["spare"] = Json::object();
  for (const LevelQuorum& level : quorum.levels)
    json["spare"][level.level] = level.spare ? Json(*level.spare) : Json(nullptr);
  json["domains"] = json_domains(cluster, quorum);
  json["cut_sets"] = Json::object();
  for (const LevelQuorum& level : quorum.levels) json["cut_sets"][level.level] = json_cut_sets(level.cut_sets);
  json["mixed"] = json_cut_sets(quorum.mixed);
  json["patterns"] = Json::object();
  for (const LevelQuorum& level : quorum.levels)
    if (!level.cut_sets.patterns.empty()) json["patterns"][level.level] = json_patterns(level.cut_sets);
  json["one_away"] = {{"fatal", facts.one_away.fatal},
                      {"last_straw", facts.one_away.last_straw},
                      {"buys_nothing", facts.one_away.buys_nothing}};
  add_survival(facts, json);
  json["goals"] = json_goals(facts);
  return json;
}

}  // namespace planner
