#pragma once
// The image that runs in place of every service's own: busybox, whose default command waits for SIGTERM.
#include <string>

#include "cli/rehearse/hall.hpp"

namespace cli {

/// An archive of one file and its links, for `docker import`: /bin/busybox as /bin/sh and a few more.
std::string stand_in_archive(const std::string& busybox);

/// On every engine that is on, under the name of every image of the plan. Throws Error.
void import_stand_in(Hall& hall);

}  // namespace cli
