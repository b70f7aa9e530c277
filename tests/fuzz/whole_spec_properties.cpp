#include "tests/fuzz/whole_spec_properties.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "planner/assess.hpp"
#include "planner/emit/emitter.hpp"
#include "planner/simulate.hpp"
#include "planner/spec/read_cluster.hpp"

namespace planner::test {
namespace {

using nlohmann::json;

constexpr std::size_t most_nodes = 2000;

std::string broken_loss(const json& loss) {
  const double p = loss["probability"], error = loss["error_bound"];
  if (!(p >= 0 && p <= 1 + 1e-9 && error >= 0)) return "a chance that is none";
  if (loss.contains("with_links") && double(loss["with_links"]) < p * (1 - 1e-9) - error)
    return "links that fail make a loss less likely";
  for (const json& weight : loss["importance"])
    if (double(weight["birnbaum"]) < -1e-12) return "a domain whose loss helps";
  return "";
}

std::string broken_report(const std::string& text) {
  const json report = json::parse(text, nullptr, false);
  if (report.is_discarded()) return "report.json is no JSON";
  const json& quorum = report["quorum"];
  if (quorum.is_null()) return "";
  for (const json& domain : quorum["domains"])
    if (domain.value("side", domain["left"].get<int>()) > domain["left"].get<int>())
      return "a side of more than is left";
  if (quorum.contains("latency")) {
    const json& latency = quorum["latency"];
    if (!(latency["best_ms"] <= latency["mean_ms"].get<double>() + 1e-9) ||
        !(latency["mean_ms"].get<double>() <= latency["worst_ms"].get<double>() + 1e-9))
      return "a mean that lies outside";
  }
  return quorum.contains("loss") ? broken_loss(quorum["loss"]) : "";
}

std::string broken_what_if(std::string_view text, const WhatIf& question, const Beside& beside) {
  const WhatIfAnswer answer = simulate(text, "spec.toml", question, "json", beside);
  if (!answer.valid) return answer.findings.empty() ? "a question was refused without a word" : "";  // no compose file
  if (!answer.errors.empty()) return "a question about what there is was refused: " + answer.errors.front();
  const json told = json::parse(answer.content, nullptr, false);
  if (told.is_discarded()) return "simulate prints no JSON";
  if (!told["quorum"].is_null() && told["quorum"]["kept"].get<bool>() && told["quorum"]["leaders"].empty())
    return "a quorum without anybody to lead";
  return simulate(text, "spec.toml", question, "text", beside).content.empty() ? "simulate prints nothing" : "";
}

std::string broken_what_ifs(std::string_view text, const Cluster& cluster, const Beside& beside) {
  const Topology& topology = cluster.topology;
  const std::string& first = topology.domains.front().id;
  const std::string& last = topology.domains.back().id;
  std::vector<WhatIf> questions{{{first}, {}, {}, ""}, {{last}, {first}, {}, ""}};
  if (topology.domains.front().place && topology.domains.back().place && last.rfind(first, 0) != 0)
    questions.push_back({{}, {}, {first + ":" + last}, ""});
  if (cluster.control == Control::centralized && !managers_of(topology).empty() && managers_of(topology).size() < 12)
    questions.push_back({{last}, {}, {}, topology.levels.back()});
  for (WhatIf& question : questions) {
    question.seeds = 3;
    if (const std::string broken = broken_what_if(text, question, beside); !broken.empty()) return broken;
  }
  return "";
}

}  // namespace

std::string broken_on_the_way(std::string_view text, const Beside& beside) {
  const Reading reading = read_cluster(text, "spec.toml");
  if (!reading.cluster) return reading.findings.empty() ? "refused without a word" : "";
  if (reading.cluster->topology.nodes.size() > most_nodes) return "";
  const Assessed assessed = assess(text, "spec.toml", beside);
  if (!assessed.report) return "read, and then refused";
  const std::string report = emit_report_text(*assessed.report);
  if (report.empty() || report != emit_report_text(*assess(text, "spec.toml", beside).report))
    return "not the same bytes twice";
  if (emit_report_markdown(*assessed.report).empty()) return "no Markdown";
  if (const std::string broken = broken_report(emit_report_json(*assessed.report)); !broken.empty()) return broken;
  return broken_what_ifs(text, *reading.cluster, beside);
}

}  // namespace planner::test
