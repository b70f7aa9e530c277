#include "planner/plan.hpp"

#include <fmt/format.h>

#include "planner/assess.hpp"
#include "planner/emit/emitter.hpp"

namespace planner {
namespace {

bool fits(const Emitter& emitter, Control control) {
  return emitter.control == For::both || (emitter.control == For::centralized) == (control == Control::centralized);
}

/// Why this layout has no such artifact; empty where it has.
std::string refusal_of(const Report& report, const Emitter& emitter) {
  const Cluster& cluster = report.facts.cluster;
  if (!fits(emitter, cluster.control))
    return fmt::format("{}: the plan is {}: {}", report.facts.file, name_of(cluster.control),
                       cluster.control == Control::decentralized
                           ? "there is no Swarm to deploy to, to label or to bootstrap; every service host runs "
                             "compose.yml by itself (swarmplan plan writes it)"
                           : "the Swarm runs its services from stack.yml (swarmplan stack)");
  if (emitter.name == "compose-yaml" && !cluster.compose.empty())
    return fmt::format(
        "{0}: in a decentralized plan every service host runs {1} as it is: copy it there and run docker compose -f "
        "{1} up -d; take compose out of [stack] to plan the hosts alone",
        report.facts.file, cluster.compose.front().name);
  return {};
}

}  // namespace

Planned plan(std::string_view text, std::string_view file, const Beside& beside) {
  Assessed assessed = assess(text, file, beside);
  if (!assessed.report) return {false, {}, std::move(assessed.errors), {}, {}};
  if (!assessed.compose.empty()) return {false, {}, std::move(assessed.compose), {}, {}};
  const Report& report = *assessed.report;
  Planned planned{true, {}, report.findings, emit_report_text(report), {}};
  for (const Emitter& emitter : all_emitters()) {
    if (emitter.file.empty() || !fits(emitter, report.facts.cluster.control)) continue;
    planned.refusal = refusal_of(report, emitter);
    if (!planned.refusal.empty()) return planned;
    planned.artifacts.push_back({std::string(emitter.file), emitter.emit(report), emitter.executable});
  }
  return planned;
}

Printed print(std::string_view text, std::string_view file, std::string_view name, const Beside& beside,
              std::optional<int> within) {
  Assessed assessed = assess(text, file, beside, {within});
  if (!assessed.report) return {false, {}, {}, std::move(assessed.errors)};
  const Emitter& emitter = *find_emitter(name);
  if (emitter.name.starts_with("stack-") && !assessed.compose.empty())
    return {false, {}, {}, std::move(assessed.compose)};
  std::string refusal = refusal_of(*assessed.report, emitter);
  if (!refusal.empty()) return {true, {}, std::move(refusal), std::move(assessed.report->findings)};
  return {true, emitter.emit(*assessed.report), {}, std::move(assessed.report->findings)};
}

}  // namespace planner
