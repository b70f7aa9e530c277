// Question: which replicas go when a service is scaled down?
// Model: zones are not looked at. Every task is the first, second … of its service on its node, counted by slot number,
// those that run before those that do not; the highest go first. A slot without a node goes before all.
//
// Example: slots 1 to 4 on nodes a1, b1, a1, b1. Down to 3: slots 3 and 4 are the second on their nodes; among up to
// twelve the higher number goes: slot 4. Spread over zones of one node each, one zone may keep two and another none.
//
// Cost: sorting the slots. Source: swarmkit manager/orchestrator/replicated/services.go, slot.go. Up to twelve values
// Go's sort keeps the order of equals; beyond, it is an order that nobody promises, here a random one.
#include <algorithm>
#include <map>

#include "planner/placement/orchestrator.hpp"
#include "planner/placement/scheduler.hpp"
#include "planner/placement/slots.hpp"

namespace planner::placement {
namespace {

constexpr std::size_t kSortedInPlace = 12;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// New tasks take the lowest numbers that are free. A slot that the restart policy left empty is not free.
void add_slots(State& state, int service, int count) {
  ServiceState& own = state.services[at(service)];
  int number = 0;
  for (int i = 0; i < count; ++i) {
    do ++number;
    while (find_slot(own, number) != nullptr);
    const auto before = std::ranges::lower_bound(own.slots, number, {}, &Slot::number);
    fill_slot(state, service, *own.slots.insert(before, Slot{number, -1, 0, false}));
  }
  schedule(state);
}

struct Copy {
  int number = 0;
  int node = -1;
  int nth = 0;  // on its node
};

std::vector<Copy> in_order_of_keeping(State& state, const ServiceState& service) {
  std::vector<Copy> copies;
  for (const Slot& slot : service.slots) copies.push_back({slot.number, state.tasks[at(slot.task)].node, 0});
  std::ranges::stable_partition(copies, [](const Copy& copy) { return copy.node >= 0; });
  std::map<int, int> on_node;
  for (Copy& copy : copies) copy.nth = copy.node < 0 ? static_cast<int>(copies.size()) + 1 : ++on_node[copy.node];
  if (copies.size() > kSortedInPlace) {
    state.random.shuffle(copies);
    state.chose = true;
  }
  std::ranges::stable_sort(copies, {}, &Copy::nth);
  return copies;
}

void remove_slots(State& state, int service, std::size_t left) {
  ServiceState& own = state.services[at(service)];
  const std::vector<Copy> copies = in_order_of_keeping(state, own);
  std::vector<int> stopping;
  for (std::size_t i = left; i < copies.size(); ++i) {
    const Slot* slot = find_slot(own, copies[i].number);
    abandon(state, slot->task);
    stopping.push_back(slot->task);
    std::erase_if(own.slots, [&](const Slot& each) { return each.number == copies[i].number; });
  }
  schedule(state);
  stop(state, stopping);
  schedule(state);
}

}  // namespace

void scale_service(State& state, int service, int replicas) {
  ServiceState& own = state.services[at(service)];
  if (state.layout->services[at(service)].global || replicas < 0) return;
  ++own.version;
  own.replicas = replicas;
  const auto slots = static_cast<int>(own.slots.size());
  if (replicas >= slots)
    add_slots(state, service, replicas - slots);
  else
    remove_slots(state, service, at(replicas));
}

}  // namespace planner::placement
