// Question: where do the tasks of a service end after `docker service update --force`?
// Model: slots come in a random order, `parallelism` of them at a time. Stop-first: the old task stops counting at
// once, so the new one goes where the spread wants it; it still holds its resources and ports until it has stopped, so
// the new one is tried while they are taken, and again when they are free. Start-first: the new one is placed while the
// old one counts and holds, and the old one goes when the new one runs; nobody waits for it, so the next slot,
// and on a busy machine some of those behind it, may be placed before it has stopped.
//
// Idea: a worker begins a slot and is free for the next when the new task runs. A new task that finds no node keeps its
// worker for ever: with one worker the update stands still.
//
// Example: zones a and b with two tasks each, c just returned with none; one at a time. Slot 1 leaves a: c has the
// fewest. Slot 2 leaves a: a and c now have 0 and 1, a gets it back. Slot 3 leaves b … it ends with 1/1/2 in some
// order.
//
// Cost: a turn of the scheduler or two for each slot. Source: swarmkit manager/orchestrator/update/updater.go. Workers
// that begin together are placed together; after that each goes its own way, here still in step.
#include <algorithm>
#include <utility>

#include "planner/placement/orchestrator.hpp"
#include "planner/placement/scheduler.hpp"
#include "planner/placement/slots.hpp"

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct Worker {
  int slot = 0;
  int old = -1;
};

class Update {
 public:
  Update(State& state, int service, Order order)
      : state_(state), service_(service), start_first_(order == Order::own && spec().start_first) {
    for (const Slot& slot : own().slots) queue_.push_back(slot.number);
    state.random.shuffle(queue_);
    if (queue_.size() > 1) state.chose = true;
    const int parallelism = spec().parallelism;
    workers_ = parallelism <= 0 ? queue_.size() : at(parallelism);
  }

  void run() {
    for (std::size_t before = 0, now = 1; now != before || !late_.empty();) {
      before = open_ends();
      begin();
      schedule(state_);
      finish();
      schedule(state_);
      std::erase_if(busy_, [&](const Worker& worker) { return is_up(worker) && !old_runs(worker); });
      now = open_ends();
    }
  }

 private:
  ServiceState& own() { return state_.services[at(service_)]; }
  const Service& spec() const { return state_.layout->services[at(service_)]; }
  bool is_up(const Worker& worker) { return runs(state_.tasks[at(find_slot(own(), worker.slot)->task)]); }

  bool old_runs(const Worker& worker) const { return worker.old >= 0 && runs(state_.tasks[at(worker.old)]); }

  /// What is still to do; every step forward makes it less.
  std::size_t open_ends() {
    std::size_t ends = 3 * queue_.size();
    for (const Worker& worker : busy_) ends += is_up(worker) ? 1U : 2U;
    return ends;
  }

  /// Idle workers take the next slots.
  void begin() {
    while (busy_.size() < workers_ && !queue_.empty()) {
      Slot& slot = *find_slot(own(), queue_.back());
      queue_.pop_back();
      busy_.push_back({slot.number, slot.task});
      slot.restarts = 0;
      if (slot.task >= 0 && !(start_first_ && old_runs(busy_.back()))) abandon(state_, slot.task);
      fill_slot(state_, service_, slot);
    }
  }

  /// Old tasks stop; with start-first those whose successor runs, some of them after the next slots were placed, or
  /// after those that follow.
  void finish() {
    std::vector<int> stopping, late;
    const auto stop_some_time = [&](int old) { (state_.random.below(2) == 0 ? late : stopping).push_back(old); };
    for (const int old : late_) stop_some_time(old);
    for (const Worker& worker : busy_) {
      if (worker.old < 0) continue;
      const bool replaced = start_first_ && is_up(worker);
      if (replaced) {
        abandon(state_, worker.old);
        stop_some_time(worker.old);
      } else {
        stopping.push_back(worker.old);
      }
    }
    late_ = std::move(late);
    stop(state_, stopping);
  }

  State& state_;
  int service_;
  bool start_first_;
  std::vector<int> queue_;
  std::vector<Worker> busy_;
  std::vector<int> late_;  // old tasks that are still stopping
  std::size_t workers_ = 1;
};

}  // namespace

void force_update(State& state, int service, Order order) {
  if (state.layout->services[at(service)].global) return;
  ++state.services[at(service)].version;
  Update(state, service, order).run();
}

}  // namespace planner::placement
