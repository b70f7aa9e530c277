#pragma once
// A dress rehearsal as values: what is booted, what is done to it, what is foretold, and what was seen.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "planner/model/topology.hpp"

namespace planner {

/// An index into RehearsalPlan::engines.
using EngineIndex = int;

/// One machine that is booted: a node of the Swarm.
struct RehearsedEngine {
  std::string name;     // its host name
  std::string address;  // IPv4: its node's in the spec, else one made up
  bool address_given = true;
  std::string zone;
  Role role = Role::worker;
};

enum class DrillKind { fail, stop, cut, drain };

/// Engines that are up and reach each other.
struct DrillSide {
  std::vector<EngineIndex> engines;   // sorted
  std::vector<EngineIndex> managers;  // of these
  bool kept = true;                   // it holds a majority
  bool meshed = true;                 // each of its engines reaches each other; else who leads decides what is seen
};

/// One thing that is done, and what is foretold of it.
struct Drill {
  std::string title;  // "us.west fails"
  DrillKind kind = DrillKind::fail;
  std::vector<EngineIndex> down;                            // killed or stopped; sorted
  std::vector<EngineIndex> drained;                         // sorted
  std::vector<std::pair<EngineIndex, EngineIndex>> parted;  // no traffic passes between them
  int managers = 0;
  int majority = 0;
  int left = 0;                  // managers up, on the side that holds most
  bool kept = true;              // the quorum
  std::vector<DrillSide> sides;  // most managers first; empty where nothing is left
};

/// All that a rehearsal does.
struct RehearsalPlan {
  std::string name;  // of the cluster, and of the stack
  std::string file;  // the spec as the user named it
  std::vector<RehearsedEngine> engines;
  std::vector<Drill> drills;
  std::string bootstrap, labels;   // scripts as `swarmplan bootstrap` and `labels` print them for this layout
  std::string hosts;               // for bootstrap.sh --hosts: addresses that the spec does not give
  std::vector<std::string> notes;  // where this is not the whole of the spec; sentences
};

/// What the engines of one side said.
struct SideSeen {
  bool kept = false;  // a change was committed there
  int reachable = 0;  // managers that the Swarm counts as present, asked there; 0 where it does not answer
  std::string words;  // the engine's own, where it refused
};

/// What was seen of one drill. Times in seconds.
struct DrillSeen {
  std::vector<SideSeen> sides;              // as Drill::sides
  std::vector<EngineIndex> called_down;     // by the side that kept the quorum; sorted
  std::vector<EngineIndex> called_drained;  // by the same, those that were not before; sorted
  std::vector<EngineIndex> were_drained;    // before the drill; sorted
  std::optional<double> noticed;            // until the Swarm told of it as foretold
  std::optional<double> recovered;          // from the return of all until all was well again
  std::string trouble;                      // what went wrong beside; empty: nothing
};

struct RehearsalSeen {
  std::string engine, client;  // versions
  double booted = 0;           // seconds
  double formed = 0;           // seconds from bare machines to a labelled Swarm
  std::vector<DrillSeen> drills;
  std::string trouble;  // why it ended early; empty: it did not
};

}  // namespace planner
