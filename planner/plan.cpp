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
  const bool services = emitter.name == "stack-yaml" || emitter.name == "compose-yaml";
  if (services && cluster.compose)
    return fmt::format(
        "{}: the services come from {}, and compose files are not read yet; describe them as "
        "[services.NAME] to get a stack",
        report.facts.file, *cluster.compose);
  return {};
}

}  // namespace

Planned plan(std::string_view text, std::string_view file) {
  Assessed assessed = assess(text, file);
  if (!assessed.report) return {false, {}, std::move(assessed.errors), {}, {}};
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

Printed print(std::string_view text, std::string_view file, std::string_view name, std::optional<int> within) {
  Assessed assessed = assess(text, file, {within});
  if (!assessed.report) return {false, {}, {}, std::move(assessed.errors)};
  const Emitter& emitter = *find_emitter(name);
  std::string refusal = refusal_of(*assessed.report, emitter);
  if (!refusal.empty()) return {true, {}, std::move(refusal), std::move(assessed.report->findings)};
  return {true, emitter.emit(*assessed.report), {}, std::move(assessed.report->findings)};
}

}  // namespace planner
