#include "cli/rehearse/programs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "cli/error.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

/// Where --engine says that an engine is; nowhere without it.
std::string engine_path(const std::string& engine) {
  std::string path;
  if (engine.empty()) return path;
  const std::string folder = fs::absolute(engine).lexically_normal().string();
  for (const char* below : {"", "/usr/sbin", "/usr/bin", "/sbin", "/bin"}) path += folder + below + ":";
  return path;
}

/// The system's own folders before the user's: a client of another version may stand elsewhere in PATH.
std::string search_path(const std::string& engine) {
  std::string path = engine_path(engine);
  path += "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin";
  if (const char* own = std::getenv("PATH"); own != nullptr && *own != '\0') path += ":" + std::string(own);
  return path;
}

std::string find(const std::string& path, const std::string& name) {
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find(':', start), path.size());
    const std::string file = path.substr(start, end - start) + "/" + name;
    std::error_code failed;
    if (file.front() == '/' && fs::is_regular_file(file, failed) && access(file.c_str(), X_OK) == 0) return file;
    start = end + 1;
  }
  return "";
}

struct Need {
  const char* program;
  const char* package;  // Debian's
};

}  // namespace

Programs find_programs(const std::string& engine, bool stand_in) {
  if (!engine.empty() && !fs::is_directory(engine))
    throw Error(3, fmt::format("--engine {}: there is no such folder", engine));
  for (const char* program : {"dockerd", "containerd", "docker"})
    if (!engine.empty() && find(engine_path(engine), program).empty())
      throw Error(3, fmt::format("--engine {}: no {} in it, in its usr/sbin or usr/bin: the system's engine would be "
                                 "rehearsed instead of that one",
                                 engine, program));
  Programs programs;
  programs.path = search_path(engine);
  std::vector<Need> needs{{"dockerd", "docker.io"}, {"docker", "docker.io"},  {"containerd", "docker.io"},
                          {"runc", "docker.io"},    {"iptables", "iptables"}, {"ip", "iproute2"},
                          {"bash", "bash"}};
  if (stand_in) needs.push_back({"busybox", "busybox-static"});
  std::string missing, packages;
  for (const Need& need : needs) {
    if (!find(programs.path, need.program).empty()) continue;
    missing += fmt::format("{}{}", missing.empty() ? "" : ", ", need.program);
    if (packages.find(need.package) == std::string::npos) packages += fmt::format(" {}", need.package);
  }
  if (geteuid() != 0)
    throw Error(
        3, "a rehearsal makes namespaces and starts engines, so it must be run as root: sudo swarmplan rehearse …");
  if (!missing.empty())
    throw Error(3,
                fmt::format("a rehearsal boots real Docker engines, and {} cannot be found; on Debian: apt-get install "
                            "--no-install-recommends{}, or give a folder that holds an engine with --engine DIR. The "
                            "machine's own Docker is never asked, and need not run",
                            missing, packages));
  programs.dockerd = find(programs.path, "dockerd");
  programs.docker = find(programs.path, "docker");
  programs.ip = find(programs.path, "ip");
  programs.bash = find(programs.path, "bash");
  programs.busybox = find(programs.path, "busybox");
  programs.environment = {"PATH=" + programs.path, "HOME=/run/rehearsal", "DOCKER_CONFIG=/run/rehearsal/config",
                          "LC_ALL=C"};
  return programs;
}

}  // namespace cli
