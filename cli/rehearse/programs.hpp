#pragma once
// Which programs a rehearsal needs, where they are, and what to say when one is missing.
#include <string>
#include <vector>

namespace cli {

struct Programs {
  std::string dockerd, docker, ip, bash, busybox;
  std::string image_tar;                 // an image in place of ours, for `docker import`; empty: ours
  std::string path;                      // PATH for all that is started
  std::vector<std::string> environment;  // PATH, HOME, DOCKER_CONFIG: nothing of the user's own reaches an engine
};

/// Finds them: in the folder `engine` (or its usr/sbin, usr/bin, sbin, bin) first, where it is given, then in the
/// system's. Throws Error with exit code 3 that names all that is missing and how to get it. `stand_in`: busybox is
/// needed too.
Programs find_programs(const std::string& engine, bool stand_in);

}  // namespace cli
