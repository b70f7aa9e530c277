#include "planner/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "planner/assess.hpp"
#include "planner/emit/emitter.hpp"
#include "planner/emit/rehearsal.hpp"
#include "planner/emit/stack_changes.hpp"
#include "planner/emit/story/outlook.hpp"
#include "planner/emit/visible_text.hpp"
#include "planner/emit/words.hpp"
#include "planner/quorum/quorum.hpp"
#include "planner/spec/read_cluster.hpp"
#include "planner/stack/rehearsable.hpp"
#include "planner/stack/stack.hpp"
#include "planner/swarm/address.hpp"
#include "planner/whatif/booted.hpp"
#include "planner/whatif/drill_verdict.hpp"
#include "planner/whatif/drills.hpp"

namespace planner {
namespace {

using AtMost = std::map<Role, int>;

/// "worker=1"; false where it is not that.
bool read_scale(std::string_view text, AtMost& at_most) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view role = text.substr(0, equals), number = text.substr(equals + 1);
  int count = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (failed != std::errc() || end != number.data() + number.size() || count < 0) return false;
  for (const Role each : {Role::loadbalancer, Role::worker})
    if (name_of(each) == role) at_most[each] = count;
  return role == name_of(Role::loadbalancer) || role == name_of(Role::worker);
}

std::size_t engines_with(const Cluster& cluster, const AtMost& at_most) {
  return engines_of(shrink(cluster, at_most)).size();
}

int most_in_a_pool(const Cluster& cluster, Role role) {
  int most = 0;
  for (const Pool& pool : cluster.topology.pools)
    if (pool.role == role) most = std::max(most, pool.node_count);
  return most;
}

/// What --scale could say instead, beginning with the mildest.
std::vector<std::pair<std::string, std::size_t>> smaller_ones(const Cluster& cluster) {
  std::vector<std::pair<std::string, std::size_t>> options;
  std::size_t last = engines_with(cluster, {});
  const auto add = [&](const std::string& words, const AtMost& at_most) {
    const std::size_t engines = engines_with(cluster, at_most);
    if (engines >= last) return;
    options.emplace_back(words, engines);
    last = engines;
  };
  for (int count = most_in_a_pool(cluster, Role::worker); count >= 1; --count)
    add(fmt::format("--scale worker={}", count), {{Role::worker, count}});
  for (int count = most_in_a_pool(cluster, Role::loadbalancer); count >= 1; --count)
    add(fmt::format("--scale worker=1 --scale loadbalancer={}", count),
        {{Role::worker, 1}, {Role::loadbalancer, count}});
  add("--scale worker=0 --scale loadbalancer=0", {{Role::worker, 0}, {Role::loadbalancer, 0}});
  return options;
}

/// Why there is nothing to boot; empty where there is.
std::string refusal(const Cluster& cluster, std::string_view file) {
  if (cluster.control == Control::decentralized)
    return fmt::format("{}: the plan is decentralized: there is no Swarm whose loss could be rehearsed", file);
  if (managers_of(cluster.topology).empty())
    return fmt::format("{}: there is no manager, so no Swarm can be made", file);
  if (cluster.network.address_pools.empty())
    return fmt::format("{}: no address pool is free for the Swarm's own networks: set address_pool under [network]",
                       file);
  return "";
}

std::vector<std::string> notes_on(const Cluster& whole, const Cluster& booted) {
  std::vector<std::string> notes;
  const RoleCounts before = count_roles(whole.topology), after = count_roles(booted.topology);
  if (before.total() != after.total())
    notes.push_back(fmt::format(
        "Booted were {} of {} nodes: {} of {} workers, {} of {} load balancers, all managers; "
        "predictions are for those.",
        after.total(), before.total(), after.worker, before.worker, after.loadbalancer, before.loadbalancer));
  const auto scaling = std::ranges::count_if(
      whole.topology.pools, [](const Pool& pool) { return pool.scaling.has_value() && pool.in_swarm; });
  if (scaling > 0)
    notes.push_back(fmt::format("{} that scale by themselves were left out: their nodes have no names.",
                                counted(static_cast<int>(scaling), "pool")));
  return notes;
}

std::string hosts_file(const std::vector<RehearsedEngine>& engines) {
  std::string text;
  for (const RehearsedEngine& engine : engines)
    if (!engine.address_given) text += engine.name + " " + engine.address + "\n";
  return text;
}

/// What engines here offer is what counts for their scheduler, whatever the spec says of the real machines.
void take_machine(Topology& topology, const RehearsalMachine& machine) {
  for (Pool& pool : topology.pools) {
    pool.cpus = machine.cpus;
    pool.memory = machine.memory;
    pool.arch = machine.arch;
    pool.generic.clear();
  }
}

constexpr const char* kVariable = "rehearsal";  // the value of every variable that has to have one

/// Takes out of the cluster what no stand-in can take the place of, and says so: a sentence a reason.
void leave_out(Cluster& cluster, std::vector<std::string>& notes) {
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
  std::erase_if(cluster.services, [&](const Service& service) {
    const std::string reason = cannot_be_rehearsed(service);
    if (reason.empty()) return false;
    auto group = std::ranges::find(groups, reason, [](const auto& each) { return each.first; });
    if (group == groups.end()) group = groups.insert(group, {reason, {}});
    group->second.push_back(service.name);
    return true;
  });
  for (const auto& [reason, names] : groups)
    notes.push_back(names.size() == 1 ? fmt::format("Service {} was left out: {}.", names.front(), reason)
                                      : fmt::format("{} services were left out, each because {}: {}.", names.size(),
                                                    reason, join(names, " and ")));
}

void add(std::vector<std::string>& sorted, const std::string& value) {
  const auto place = std::ranges::lower_bound(sorted, value);
  if (place == sorted.end() || *place != value) sorted.insert(place, value);
}

void fill_services(RehearsalPlan& plan, const Report& report) {
  const Cluster& cluster = report.facts.cluster;
  if (cluster.services.empty()) return;
  plan.stack = emit_stack_yaml(report);
  const Stack& stack = report.facts.stack;
  plan.secrets = expected_objects(stack.secrets, stack.definitions.secrets);
  plan.configs = expected_objects(stack.configs, stack.definitions.configs);
  for (const std::string& network : expected_objects(stack.networks, stack.definitions.networks))
    if (std::ranges::find(stack.definitions.networks, network, &YamlField::key) != stack.definitions.networks.end())
      plan.networks.push_back(network);
  Variables variables;
  for (const std::string& name : variables_required(plan.stack)) {
    variables[name] = kVariable;
    plan.stack_environment.push_back(fmt::format("{}={}", name, kVariable));
  }
  for (const Service& service : cluster.services) {
    add(plan.images, image_of(service, variables));
    RehearsedService& own = plan.services.emplace_back(RehearsedService{service.name, {}});
    for (const StackService& part : report.facts.stack.services)
      if (part.service.name == service.name) own.deployed.push_back(cluster.name + "_" + part.name);
  }
  plan.zones = zones_of(plan.engines);
}

/// Workers that are up, as many as the runbook wants for an odd number of managers again, or as there are.
std::vector<EngineIndex> to_promote(const RehearsalPlan& plan, const Drill& drill) {
  const int wanted = std::max(3, drill.managers % 2 == 0 ? drill.managers - 1 : drill.managers);
  std::vector<EngineIndex> workers;
  for (const EngineIndex engine : drill.sides.front().engines)
    if (plan.engines[static_cast<std::size_t>(engine)].role == Role::worker &&
        drill.left + static_cast<int>(workers.size()) < wanted)
      workers.push_back(engine);
  if ((drill.left + static_cast<int>(workers.size())) % 2 == 0 && !workers.empty()) workers.pop_back();
  return workers;
}

/// The first loss of the quorum once more, and now for good, where a manager is left that can take over.
void add_loss_for_good(RehearsalPlan& plan) {
  for (const Drill& drill : plan.drills) {
    if (drill.kept || drill.kind != DrillKind::fail || drill.sides.size() != 1 || drill.left == 0) continue;
    Drill last = drill;
    last.title += " for good";
    last.for_good = true;
    last.survivor = drill.sides.front().managers.front();
    const std::string& address = plan.engines[static_cast<std::size_t>(last.survivor)].address;
    last.force_command = force_command(address);
    last.survivor_endpoint = manager_endpoint(address);
    last.promoted = to_promote(plan, drill);
    last.services.clear();
    last.mend.clear();
    plan.drills.push_back(std::move(last));
    return;
  }
}

void fill(RehearsalPlan& plan, Cluster&& booted, std::string_view file) {
  plan.name = booted.name;
  plan.file = file;
  plan.engines = engines_of(booted);
  plan.hosts = hosts_file(plan.engines);
  add_loss_for_good(plan);
  Report report;
  report.facts.file = file;
  report.facts.cluster = std::move(booted);
  plan.bootstrap = emit_bootstrap_script(report);
  plan.labels = emit_labels_script(report);
  report.facts.stack = make_stack(report.facts.cluster);
  fill_services(plan, report);
}

}  // namespace

PlannedRehearsal plan_rehearsal(std::string_view text, std::string_view file, const RehearsalQuestion& question,
                                const Beside& beside) {
  Reading reading = read_cluster(text, file);
  if (!reading.cluster) return {false, std::move(reading.findings), {}, {}, {}};
  const Cluster& whole = *reading.cluster;
  PlannedRehearsal planned;
  planned.valid = true;
  if (std::string reason = refusal(whole, file); !reason.empty()) {
    planned.errors.push_back(std::move(reason));
    return planned;
  }
  AtMost at_most;
  for (const std::string& scale : question.scale)
    if (!read_scale(scale, at_most))
      planned.errors.push_back(
          fmt::format("--scale {}: write it as worker=N or loadbalancer=N; managers are never scaled", scale));
  Cluster booted = shrink(whole, at_most);
  if (std::vector<Finding> compose = settle_services(booted, file, beside); !compose.empty())
    return {false, std::move(compose), {}, {}, {}};
  planned.plan.notes = notes_on(whole, booted);
  leave_out(booted, planned.plan.notes);
  if (question.machine) take_machine(booted.topology, *question.machine);
  const Quorum quorum = *analyse_quorum(booted);
  DrillsChosen chosen =
      choose_drills(booted, quorum, {question.fail, question.stop, question.drain, question.cut, question.all});
  planned.errors.insert(planned.errors.end(), chosen.errors.begin(), chosen.errors.end());
  if (planned.errors.empty() && chosen.drills.empty())
    planned.errors.push_back(
        "nothing to try: this layout has no part whose loss leaves anything; say what with --fail");
  for (std::string& error : planned.errors) error = visible_text(error);
  if (!planned.errors.empty()) return planned;
  planned.plan.drills = std::move(chosen.drills);
  planned.smaller = smaller_ones(whole);
  fill(planned.plan, std::move(booted), file);
  return planned;
}

std::size_t wrong_predictions(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  return count_differing(plan, seen);
}

std::string print_rehearsal(const RehearsalPlan& plan, const RehearsalSeen& seen, std::string_view format) {
  if (format == "json") return emit_rehearsal_json(plan, seen);
  if (format == "junit") return emit_rehearsal_junit(plan, seen);
  return story_text(tell_rehearsal(plan, seen));
}

}  // namespace planner
