#include "cli/rehearse/machine_room.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/error.hpp"

namespace cli {
namespace {

constexpr int kFailed = 70;  // exit code of the first process where the room could not be furnished

bool is_folder(const char* path) {
  struct stat status {};
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/// What is written there stays in memory and is gone with the room. Engines write a key into /etc/docker, and folders
/// into /opt and /var. Where no overlay can be had, an empty folder lies over those.
bool protect(const std::string& folder, const std::string& written) {
  const std::string upper = "/run/over" + folder, work = "/run/work" + folder;
  for (const std::string& path : {std::string("/run/over"), std::string("/run/work"), upper, work})
    mkdir(path.c_str(), 0755);
  const std::string options = "lowerdir=" + folder + ",upperdir=" + upper + ",workdir=" + work;
  if (mount("rehearsal", folder.c_str(), "overlay", 0, options.c_str()) == 0) return true;
  return is_folder(written.c_str()) && mount("rehearsal", written.c_str(), "tmpfs", 0, nullptr) == 0;
}

/// No name server: an engine asks a registry for every image that it is to run, also for one that it has, and is to be
/// told at once that there is none. Where this cannot be had, each such question takes ten seconds.
void hide_name_servers() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path file = fs::weakly_canonical("/etc/resolv.conf", ignored);
  const fs::path ours = file.string().starts_with("/run/") ? file : fs::path("/run/resolv.conf");
  fs::create_directories(ours.parent_path(), ignored);
  std::ofstream(ours) << "nameserver 127.0.0.1\n";
  if (ours != file) mount(ours.c_str(), file.c_str(), nullptr, MS_BIND, nullptr);
}

/// Nothing that is mounted from here on is seen outside, and nothing from outside in here.
bool furnish() {
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0 ||
      mount("rehearsal", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=90%") != 0 ||
      !protect("/etc", "/etc/docker") || !protect("/opt", "/opt") || !protect("/var", "/var/lib"))
    return false;
  hide_name_servers();
  return true;
}

[[noreturn]] void work_and_end(const std::function<void(int)>& work, int messages) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::signal(signal, SIG_IGN);  // the one outside acts
  try {
    work(messages);
  } catch (const std::exception&) {
    _exit(1);
  }
  _exit(0);
}

/// The first process of the room: buries those that lost their parents, and ends with the one that works.
[[noreturn]] void keep(const std::function<void(int)>& work, int messages) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (!furnish()) _exit(kFailed);
  const pid_t worker = fork();
  if (worker < 0) _exit(kFailed);
  if (worker == 0) work_and_end(work, messages);
  close(messages);
  for (;;) {
    int status = 0;
    const pid_t ended = wait(&status);
    if (ended == worker || (ended < 0 && errno == ECHILD)) _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
  }
}

}  // namespace

pid_t fork_into(int namespaces) {
  return static_cast<pid_t>(syscall(SYS_clone, namespaces | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
}

MachineRoom::~MachineRoom() { close_room(*this); }

void open_room(MachineRoom& room, const std::function<void(int)>& work) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(3, fmt::format("no pipe can be made: {}", std::strerror(errno)));
  room.first = fork_into(CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC);
  if (room.first == 0) {
    close(ends[0]);
    keep(work, ends[1]);
  }
  const int failed = errno;
  close(ends[1]);
  room.messages = ends[0];
  if (room.first < 0)
    throw Error(3, fmt::format("namespaces cannot be made here: {}; run this as root, and in a container give it "
                               "CAP_SYS_ADMIN",
                               std::strerror(failed)));
}

void close_room(MachineRoom& room) noexcept {
  if (room.messages >= 0) close(room.messages);
  room.messages = -1;
  if (room.first <= 0) return;
  kill(room.first, SIGKILL);
  while (waitpid(room.first, nullptr, 0) < 0 && errno == EINTR) continue;
  room.first = -1;
}

}  // namespace cli
