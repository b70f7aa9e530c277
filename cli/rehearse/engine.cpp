#include "cli/rehearse/engine.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "cli/error.hpp"
#include "cli/rehearse/machine_room.hpp"
#include "cli/rehearse/network.hpp"
#include "cli/rehearse/process.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHome = "/run/rehearsal";
constexpr double kShutDown = 60;  // seconds, then the power is cut

std::string folder_of(const Engine& engine) { return fmt::format("{}/{}", kHome, engine.number); }

std::vector<std::string> arguments(const Engine& engine, const Programs& programs, const std::string& group) {
  const std::string folder = folder_of(engine);
  return {programs.dockerd,
          "-H",
          "unix://" + folder + "/sock",
          "--data-root",
          folder + "/data",
          "--exec-root",
          "/run/docker",
          "--pidfile",
          "/run/docker/pid",
          "--config-file",
          std::string(kHome) + "/daemon.json",
          "--storage-driver",
          "vfs",
          "--bridge=none",
          "--exec-opt",
          "native.cgroupdriver=cgroupfs",
          "--cgroup-parent",
          "/" + group};
}

volatile sig_atomic_t engine_process = 0;

void pass_on(int signal) {
  if (engine_process > 0) kill(engine_process, signal);
}

/// What such a machine has to itself. /proc and /run/docker last: the namespace is found through the old ones.
bool settle(const Engine& engine) {
  const int network = open(("/run/netns/" + network_of(engine.number)).c_str(), O_RDONLY | O_CLOEXEC);
  return network >= 0 && setns(network, CLONE_NEWNET) == 0 &&
         sethostname(engine.name.c_str(), engine.name.size()) == 0 &&
         mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0 &&
         mount("docker", "/run/docker", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755") == 0;
}

/// The first process of the machine: starts the engine, buries the dead, and ends with the engine.
[[noreturn]] void be_machine(const Engine& engine, const std::vector<std::string>& arguments,
                             const Programs& programs) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int log = open((folder_of(engine) + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(nothing, STDIN_FILENO);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  if (!settle(engine)) {
    dprintf(STDERR_FILENO, "the machine cannot be set up: %s\n", std::strerror(errno));
    _exit(1);
  }
  struct sigaction action {};
  action.sa_handler = pass_on;
  sigaction(SIGTERM, &action, nullptr);
  std::vector<char*> argv, environment;
  for (const std::string& each : arguments) argv.push_back(const_cast<char*>(each.c_str()));
  for (const std::string& each : programs.environment) environment.push_back(const_cast<char*>(each.c_str()));
  argv.push_back(nullptr);
  environment.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::signal(signal, SIG_DFL);
    execve(argv[0], argv.data(), environment.data());
    _exit(127);
  }
  engine_process = child;
  for (;;) {
    const pid_t ended = wait(nullptr);
    if (ended == child || (ended < 0 && errno == ECHILD)) _exit(0);
  }
}

}  // namespace

std::string on_program() { return std::string(kHome) + "/on"; }

void furnish_machines(const std::vector<Engine>& engines) {
  const fs::path home(kHome);
  fs::create_directories(home / "names");
  mkdir("/run/docker", 0755);
  std::ofstream(home / "daemon.json") << "{}\n";
  std::ofstream(home / "on") << "#!/bin/sh\n"
                                "# HOST COMMAND ARGUMENT...: stands in for ssh.\n"
                                "machine=$(readlink \"/run/rehearsal/names/$1\") || {\n"
                                "  echo \"no route to $1\" >&2\n"
                                "  exit 255\n"
                                "}\n"
                                "shift\n"
                                "DOCKER_HOST=unix://$machine/sock exec \"$@\"\n";
  fs::permissions(home / "on", fs::perms::owner_all);
  for (const Engine& engine : engines) {
    fs::create_directories(folder_of(engine));
    for (const std::string& name : {engine.name, engine.address}) {
      std::error_code ignored;
      fs::create_symlink(folder_of(engine), home / "names" / name, ignored);
    }
  }
}

void boot(Engine& engine, const Programs& programs, const std::string& group) {
  unlink((folder_of(engine) + "/sock").c_str());
  const std::vector<std::string> words = arguments(engine, programs, group);
  engine.first = fork_into(CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS);
  if (engine.first == 0) be_machine(engine, words, programs);
  if (engine.first < 0) throw Error(3, fmt::format("{} cannot be started: {}", engine.name, std::strerror(errno)));
}

void cut_power(Engine& engine) {
  if (!engine.on()) return;
  kill(engine.first, SIGKILL);
  while (waitpid(engine.first, nullptr, 0) < 0 && errno == EINTR) continue;
  engine.first = -1;
}

void shut_down(Engine& engine) {
  if (!engine.on()) return;
  kill(engine.first, SIGTERM);
  if (!wait_until(kShutDown, [&] { return has_died(engine); })) cut_power(engine);
}

void wipe(const Engine& engine) {
  std::error_code ignored;
  fs::remove_all(folder_of(engine) + "/data", ignored);
}

bool has_died(Engine& engine) {
  if (!engine.on()) return true;
  if (waitpid(engine.first, nullptr, WNOHANG) != engine.first) return false;
  engine.first = -1;
  return true;
}

std::string socket_of(const Engine& engine) { return "unix://" + folder_of(engine) + "/sock"; }

std::string log_end(const Engine& engine) {
  std::ifstream file(folder_of(engine) + "/log");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  std::string end;
  for (std::size_t i = lines.size() > 8 ? lines.size() - 8 : 0; i < lines.size(); ++i) end += lines[i] + "\n";
  return end;
}

}  // namespace cli
