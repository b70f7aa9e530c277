#pragma once
// Is there a way to place every task of every service?
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace planner {

/// Of a resource that a node gives no size for.
constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

/// By resource, in whole units: 10^-9 CPUs, bytes, pieces.
using Amounts = std::vector<std::int64_t>;

/// The tasks of one service: all alike.
struct TaskKind {
  bool global = false;     // one on each node that may take it; `count` is unused
  std::int64_t count = 0;  // at least 0
  Amounts needs;           // what each reserves
  std::vector<int> ports;  // of the host, that each takes; sorted
  std::optional<std::int64_t> most_per_node;
};

/// Nodes that are alike in all that decides.
struct NodeKind {
  std::int64_t count = 0;
  Amounts has;
  std::vector<bool> may;  // by kind of task: role, availability, constraints and architecture allow it
};

struct FitQuestion {
  std::vector<TaskKind> tasks;
  std::vector<NodeKind> nodes;
};

enum class Fits { yes, no, unknown };

/// Why tasks do not fit: these want more than the nodes that may take them hold.
struct Shortage {
  enum class Kind {
    alone,     // the tasks of one service, each node taking so many of them; in tasks
    resource,  // together they reserve more of one resource than there is; in its unit
    port,      // together they take one port on more nodes than there are; in tasks
    packing,   // each sum is small enough, and yet no way to part them is left: all were tried; no amounts
  };
  Kind kind = Kind::alone;
  int index = 0;                      // resource or port
  std::vector<int> tasks;             // kinds of task, ascending
  std::int64_t wanted = 0;            // by them
  std::int64_t held = 0;              // of that, at most
  std::vector<std::int64_t> held_by;  // by kind of node; adds up to `held`
};

/// Equal nodes that hold equal tasks.
struct Packed {
  int kind = 0;  // of node
  std::int64_t nodes = 0;
  std::vector<std::pair<int, std::int64_t>> tasks;  // kind, how many on each of the nodes; global ones left out
};

struct Fit {
  Fits fits = Fits::unknown;
  std::vector<Shortage> shortages;  // where they do not
  std::vector<Packed> witness;      // where they do: every task, and no node more than once
};

/// One step is one look at a group of equal nodes.
constexpr std::int64_t fit_steps = 400'000;

/// `yes` and `no` are proved; `unknown` when a limit of steps came first.
Fit judge_fit(const FitQuestion& question, std::int64_t steps = fit_steps);

}  // namespace planner
