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

/// Tasks that run in one zone: the fewest and the most that may.
struct TaskSpan {
  int least = 0;
  int most = 0;
};

/// Of one service, by zone of the plan, at each moment of a drill; empty: not foretold.
struct ServiceForetold {
  std::vector<TaskSpan> before, after, returned;
  std::vector<TaskSpan> mended;  // after the force-updates of Drill::mend
};

/// A service of the spec; its parts are told as one.
struct RehearsedService {
  std::string name;
  std::vector<std::string> deployed;  // "shop_api"
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
  int left = 0;                           // managers up, on the side that holds most
  bool kept = true;                       // the quorum
  std::vector<DrillSide> sides;           // most managers first; empty where nothing is left
  bool for_good = false;                  // what fails never comes back: one survivor takes over by force
  EngineIndex survivor = 0;               // then: where
  std::string force_command;              // then: as the runbook prints it
  std::string survivor_endpoint;          // then: where others join
  std::vector<EngineIndex> promoted;      // then: workers that become managers, so that their number is odd again
  std::vector<ServiceForetold> services;  // as RehearsalPlan::services; empty: not foretold
  std::vector<std::string> mend;          // commands that spread the tasks again when all returned, in this order
};

/// All that a rehearsal does.
struct RehearsalPlan {
  std::string name;  // of the cluster, and of the stack
  std::string file;  // the spec as the user named it
  std::vector<RehearsedEngine> engines;
  std::vector<Drill> drills;
  std::string bootstrap, labels;  // scripts as `swarmplan bootstrap` and `labels` print them for this layout
  std::string hosts;              // for bootstrap.sh --hosts: addresses that the spec does not give
  std::string stack;              // as `swarmplan stack` prints it; empty: no service is rehearsed
  std::vector<std::string> stack_environment;           // "APP_IMAGE=rehearsal"
  std::vector<std::string> images;                      // that it names; sorted
  std::vector<std::string> secrets, configs, networks;  // that have to be there before
  std::vector<RehearsedService> services;
  std::vector<std::string> zones;  // with an engine, in place order
  std::vector<std::string> notes;  // where this is not the whole of the spec; sentences
};

/// What the engines of one side said.
struct SideSeen {
  bool kept = false;  // a change was committed there
  int reachable = 0;  // managers that the Swarm counts as present, asked there; 0 where it does not answer
  std::string words;  // the engine's own, where it refused
};

/// Of one service, by zone: containers that ran.
struct ServiceSeen {
  std::vector<int> before, after, returned;
  std::vector<int> mended;  // where something was to be mended
};

/// What was seen of one drill. Times in seconds.
struct DrillSeen {
  std::vector<SideSeen> sides;              // as Drill::sides
  std::vector<EngineIndex> called_down;     // by the side that kept the quorum; sorted
  std::vector<EngineIndex> called_drained;  // by the same, those that were not before; sorted
  std::vector<EngineIndex> were_drained;    // before the drill; sorted
  std::optional<double> noticed;            // until the Swarm told of it as foretold
  std::optional<double> recovered;          // from the return of all until all was well again
  int started = 0;                    // managers started first, where the quorum was lost: as many as were missing
  std::optional<double> led_again;    // from their start until a change was committed
  std::optional<double> forced;       // of a loss for good: how long the command took
  std::optional<double> rejoined;     // from the command until the other survivors were managers again
  std::optional<double> odd_again;    // from the command until the promoted were managers too
  std::vector<ServiceSeen> services;  // as RehearsalPlan::services
  std::optional<double> mended;       // how long the force-updates took
  int moved = 0;                      // containers that ran on after the loss, and ended when all returned
  std::string trouble;                // what went wrong beside; empty: nothing
  int restarted = 0;    // of a loss for good: engines started anew because they called their part of the Swarm "error"
  int joined_anew = 0;  // promoted, but no managers until they had left and joined anew
};

struct RehearsalSeen {
  std::string engine, client;  // versions
  double booted = 0;           // seconds
  double formed = 0;           // seconds from bare machines to a labelled Swarm
  std::vector<DrillSeen> drills;
  std::string trouble;  // why it ended early; empty: it did not
};

}  // namespace planner
