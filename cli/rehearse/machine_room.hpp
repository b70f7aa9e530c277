#pragma once
// Namespaces of our own in which everything of a rehearsal lives: process ids, mounts, network, host name. They end
// with their first process, and that ends with the one that opened them, even by kill -9: the kernel then ends every
// process, mount, network and address in them.
#include <sys/types.h>

#include <functional>

namespace cli {

struct MachineRoom {
  pid_t first = -1;   // its first process, as seen from outside
  int messages = -1;  // what the work says, byte by byte; ends when it is done

  MachineRoom() = default;
  ~MachineRoom();
  MachineRoom(const MachineRoom&) = delete;
  MachineRoom& operator=(const MachineRoom&) = delete;
};

/// Runs `work` in there, with the end of the pipe to write to. `/run` is an empty tmpfs there, `/proc` its own. Throws
/// Error where namespaces cannot be made.
void open_room(MachineRoom& room, const std::function<void(int messages)>& work);

/// Ends all that is in it and waits until it is gone.
void close_room(MachineRoom& room) noexcept;

/// A child of ours as by fork, in new namespaces: CLONE_NEWPID and the like.
pid_t fork_into(int namespaces);

}  // namespace cli
