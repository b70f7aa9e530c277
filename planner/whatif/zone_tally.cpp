#include "planner/whatif/zone_tally.hpp"

#include <algorithm>
#include <numeric>

#include "planner/placement/orchestrator.hpp"

namespace planner {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::vector<bool> marked(std::size_t size, std::span<const int> indices) {
  std::vector<bool> marks(size, false);
  for (const int index : indices) marks[at(index)] = true;
  return marks;
}

double share_of_fullest(const std::vector<int>& zones) {
  const int sum = std::accumulate(zones.begin(), zones.end(), 0);
  return sum == 0 ? 0 : 1.0 * *std::ranges::max_element(zones) / sum;
}

}  // namespace

void ZoneTally::Sum::add(int value) {
  min = count == 0 ? value : std::min(min, value);
  max = std::max(max, value);
  sum += value;
  ++count;
}

TaskRange ZoneTally::Sum::range() const { return {min, count == 0 ? 0 : sum / count, max}; }

ZoneTally::ZoneTally(const SwarmLayout& swarm, const Stack& stack)
    : swarm_(swarm), stack_(stack.name), mending_(stack.services.size()) {
  for (std::size_t i = 0; i < stack.services.size(); ++i) {
    const StackService& deployed = stack.services[i];
    if (told_.empty() || told_.back().name != deployed.service.name)
      told_.push_back({deployed.service.name, {}, 0, deployed.service.scale == Scale::global, {}, {}, 0, {}, {}});
    told_.back().parts.push_back(static_cast<int>(i));
    told_.back().replicas += deployed.replicas;
  }
  for (Told& told : told_)
    for (Sums& sums : told.phases) sums.zones.resize(swarm.zones.size());
}

std::vector<int> ZoneTally::in_zones(const placement::State& state, int service, const std::vector<bool>& dead) const {
  std::vector<int> zones(swarm_.zones.size(), 0);
  const std::vector<int>& on_node = state.services[at(service)].on_node;
  for (std::size_t node = 0; node < on_node.size(); ++node)
    if (on_node[node] != 0 && !dead[node]) zones[at(swarm_.layout.nodes[node].zone)] += on_node[node];
  return zones;
}

/// Zones with a node on which one of these may run now, but for room.
std::vector<bool> ZoneTally::usable_zones(const placement::State& state, const std::vector<int>& parts) const {
  std::vector<bool> usable(swarm_.zones.size(), false);
  for (const int part : parts) {
    const placement::View& view = swarm_.layout.views[at(part)];
    for (std::size_t node = 0; node < state.nodes.size(); ++node)
      if (view.constraint[node] && view.platform[node] && state.nodes[node].status == placement::Status::ready &&
          state.nodes[node].availability == placement::Availability::active)
        usable[at(swarm_.layout.nodes[node].zone)] = true;
  }
  return usable;
}

/// Between the fullest and the emptiest of the usable zones.
int ZoneTally::difference(const placement::State& state, const std::vector<int>& parts,
                          const std::vector<int>& zones) const {
  const std::vector<bool> usable = usable_zones(state, parts);
  int least = -1, most = 0;
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    if (!usable[zone]) continue;
    least = least < 0 ? zones[zone] : std::min(least, zones[zone]);
    most = std::max(most, zones[zone]);
  }
  return least < 0 ? 0 : most - least;
}

void ZoneTally::note_pending(Told& told, const placement::State& state) {
  int pending = 0, empty = 0;
  for (const int part : told.parts) {
    const int waiting = pending_tasks(state, part);
    pending += waiting;
    empty += empty_slots(state, part);
    if (waiting > 0) told.why.insert(state.hung ? "the scheduler hangs" : state.services[at(part)].why);
  }
  told.pending = std::max(told.pending, pending);
  told.empty.add(told.global ? 0 : empty);
}

void ZoneTally::note(Phase phase, const placement::State& state, std::span<const int> dead) {
  const std::vector<bool> is_dead = marked(state.nodes.size(), dead);
  for (Told& told : told_) {
    std::vector<int> zones(swarm_.zones.size(), 0);
    for (const int part : told.parts) {
      const std::vector<int> own = in_zones(state, part, is_dead);
      for (std::size_t zone = 0; zone < zones.size(); ++zone) zones[zone] += own[zone];
    }
    Sums& sums = told.phases[static_cast<std::size_t>(phase)];
    for (std::size_t zone = 0; zone < zones.size(); ++zone) sums.zones[zone].add(zones[zone]);
    sums.running.add(std::accumulate(zones.begin(), zones.end(), 0));
    if (!told.global && difference(state, told.parts, zones) > 1) ++sums.uneven;
    if (phase == Phase::after || phase == Phase::after_staggered) note_pending(told, state);
  }
  if (phase != Phase::mended) return;
  for (std::size_t service = 0; service < mending_.size(); ++service) {
    const auto index = static_cast<int>(service);
    const int apart = difference(state, {index}, in_zones(state, index, is_dead));
    mending_[service].after += apart;
    if (mending_[service].skewed && apart < 2) ++mending_[service].evened;
  }
}

void ZoneTally::note_lost(const placement::State& state, bool rescheduled) {
  std::vector<bool> gone = marked(state.nodes.size(), rescheduled ? swarm_.down : swarm_.dead);
  if (rescheduled)
    for (const int node : swarm_.drained) gone[at(node)] = true;
  for (Told& told : told_) {
    int lost = 0;
    for (const int part : told.parts)
      for (std::size_t node = 0; node < gone.size(); ++node)
        if (gone[node]) lost += state.services[at(part)].on_node[node];
    told.lost.add(lost);
  }
}

std::vector<int> ZoneTally::skewed(const placement::State& state) {
  const std::vector<bool> none(state.nodes.size(), false);
  std::vector<std::pair<double, int>> found;
  for (std::size_t service = 0; service < mending_.size(); ++service) {
    const auto index = static_cast<int>(service);
    if (swarm_.layout.services[service].global) continue;
    const std::vector<int> zones = in_zones(state, index, none);
    const int apart = difference(state, {index}, zones);
    mending_[service].before += apart;
    mending_[service].skewed = apart > 1;
    if (apart < 2) continue;
    ++mending_[service].seeds;
    mending_[service].share += share_of_fullest(zones);
    found.emplace_back(-share_of_fullest(zones), index);
  }
  std::ranges::sort(found);
  std::vector<int> order;
  for (const auto& [share, service] : found) order.push_back(service);
  return order;
}

/// A global service takes every node that lets it; only what it reserves can then depend on who came first.
bool ZoneTally::left_to_chance(const Told& told) const {
  const placement::Service& service = swarm_.layout.services[at(told.parts.front())];
  return !service.global || service.nano_cpus != 0 || service.memory != 0 || !service.generic.empty() ||
         !service.ports.empty();
}

ServiceForecast ZoneTally::service_forecast(const Told& told, int seeds) const {
  const auto moment = [&](Phase phase) {
    const Sums& sums = told.phases[static_cast<std::size_t>(phase)];
    Moment result{{}, sums.running.range(), 1.0 * sums.uneven / seeds};
    for (const Sum& zone : sums.zones) result.zones.push_back(zone.range());
    return result;
  };
  ServiceForecast service;
  service.name = told.name;
  service.before = moment(Phase::before);
  service.after = moment(Phase::after);
  service.after_staggered = moment(Phase::after_staggered);
  service.returned = moment(Phase::returned);
  service.mended = moment(Phase::mended);
  service.replicas = told.global ? service.before.running.max : told.replicas;
  service.lost = told.lost.range();
  service.pending = told.pending;
  service.empty = told.empty.range();
  service.seeds = left_to_chance(told) ? seeds : 1;
  service.why.assign(told.why.begin(), told.why.end());
  return service;
}

/// Without a spread nothing draws its tasks into the emptiest zone: an update that evens them out is luck.
bool ZoneTally::helps(const Mending& mending, const placement::Service& service) {
  if (mending.seeds == 0 || mending.after >= mending.before) return false;
  return !service.preferences.empty() || 2 * mending.evened >= mending.seeds;
}

Forecast ZoneTally::forecast(int seeds) const {
  Forecast result;
  result.zones = swarm_.zones;
  result.seeds = seeds;
  for (const Told& told : told_) result.services.push_back(service_forecast(told, seeds));
  std::vector<std::pair<double, int>> order;
  for (std::size_t service = 0; service < mending_.size(); ++service) {
    const Mending& mending = mending_[service];
    if (helps(mending, swarm_.layout.services[service]))
      order.emplace_back(-mending.share / mending.seeds, static_cast<int>(service));
  }
  std::ranges::sort(order);
  for (std::size_t i = 0; i < told_.size(); ++i)
    result.services[i].updated = std::ranges::any_of(order, [&](const auto& each) {
      return std::ranges::find(told_[i].parts, each.second) != told_[i].parts.end();
    });
  for (const auto& [share, service] : order)
    result.mend.push_back(
        {stack_ + "_" + swarm_.layout.services[at(service)].name, swarm_.layout.services[at(service)].start_first});
  return result;
}

}  // namespace planner
