#pragma once
// One Docker engine as a machine of its own: its process ids, mounts, host name and network. Its first process ends
// with all that it started, as a power cut ends a machine.
#include <sys/types.h>

#include <string>

#include "cli/rehearse/programs.hpp"
#include "planner/model/rehearsal.hpp"

namespace cli {

struct Engine {
  planner::EngineIndex number = 0;
  std::string name;
  std::string address;
  pid_t first = -1;  // −1: it is off

  bool on() const { return first > 0; }
};

/// Folders and names of all of them, and the program that SWARMPLAN_ON names.
void furnish_machines(const std::vector<Engine>& engines);

/// Boots it, with what it left on its disk when it was on before. Returns at once. `group`: its control groups.
void boot(Engine& engine, const Programs& programs, const std::string& group);

/// As a power cut: all of it, at once.
void cut_power(Engine& engine);

/// As `systemctl stop docker`: it may put things in order first. Then it is off.
void shut_down(Engine& engine);

/// Empties the disk of a machine that is off: what boots then is a new one.
void wipe(const Engine& engine);

/// Whether it ended by itself; then it is off.
bool has_died(Engine& engine);

std::string socket_of(const Engine& engine);  // "unix:///run/rehearsal/0/sock"

/// The last lines of its log.
std::string log_end(const Engine& engine);

/// Called with HOST COMMAND ARGUMENT…: runs the command as on that machine.
std::string on_program();

}  // namespace cli
