#include "cli/rehearse/leftovers.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "cli/error.hpp"
#include "cli/rehearse/process.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "/run/swarmplan";
constexpr const char* kPrefix = "swarmplan-";
constexpr const char* kRaised = "/run/swarmplan/neighbours";  // the limits as they were
constexpr double kPatience = 15;  // seconds for the processes of a rehearsal that was killed to be gone

const std::vector<std::string> kLimits{"/proc/sys/net/ipv4/neigh/default/gc_thresh1",
                                       "/proc/sys/net/ipv4/neigh/default/gc_thresh2",
                                       "/proc/sys/net/ipv4/neigh/default/gc_thresh3"};

/// One rehearsal at a time looks at the folder.
struct Turn {
  int lock;
  Turn() : lock(open((std::string(kFolder) + "/turn").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (lock >= 0) flock(lock, LOCK_EX);
  }
  ~Turn() {
    if (lock >= 0) close(lock);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
};

std::string path_of(const std::string& id) { return std::string(kFolder) + "/" + id; }

/// Folders of control groups cannot be emptied but by removing the folders in them.
void remove_groups(const fs::path& group) {
  std::error_code ignored;
  std::vector<fs::path> inner;
  for (const auto& entry : fs::directory_iterator(group, ignored))
    if (entry.is_directory(ignored)) inner.push_back(entry.path());
  for (const fs::path& path : inner) remove_groups(path);
  rmdir(group.c_str());
}

/// In each hierarchy of version 1, or in the one of version 2.
void remove_groups_of(const std::string& id) {
  const fs::path root("/sys/fs/cgroup");
  std::error_code ignored;
  std::vector<fs::path> found{root / id};
  for (const auto& entry : fs::directory_iterator(root, ignored))
    if (entry.is_directory(ignored)) found.push_back(entry.path() / id);
  for (const fs::path& group : found)
    if (fs::is_directory(group, ignored)) remove_groups(group);
}

std::vector<std::string> known_ids() {
  std::vector<std::string> ids;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(kFolder, ignored))
    if (entry.path().filename().string().starts_with(kPrefix)) ids.push_back(entry.path().filename().string());
  std::ranges::sort(ids);
  return ids;
}

/// Whether the process that began it runs. Its number may be another's by now; then the lock decides.
bool may_run(const std::string& id) {
  const pid_t pid = static_cast<pid_t>(std::strtol(id.c_str() + std::strlen(kPrefix), nullptr, 10));
  return pid > 0 && kill(pid, 0) == 0;
}

/// Removes what a dead one left; false where it lives.
bool clear_if_dead(const std::string& id) {
  const int file = open(path_of(id).c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return true;
  const auto locked = [&] { return flock(file, LOCK_EX | LOCK_NB) == 0; };
  const bool dead = may_run(id) ? locked() : wait_until(kPatience, locked);
  if (dead) {
    remove_groups_of(id);
    unlink(path_of(id).c_str());
  }
  close(file);
  return dead;
}

/// When nobody is left who needs them.
void put_back_neighbours() {
  std::ifstream saved(kRaised);
  if (!saved) return;
  for (const std::string& limit : kLimits)
    if (std::string value; std::getline(saved, value)) std::ofstream(limit) << value;
  unlink(kRaised);
}

void clear_the_dead() {
  bool alone = true;
  for (const std::string& id : known_ids()) alone = clear_if_dead(id) && alone;
  if (alone) put_back_neighbours();
}

}  // namespace

void claim(Claim& claim) {
  if (mkdir(kFolder, 0700) != 0 && errno != EEXIST)
    throw Error(3, fmt::format("{} cannot be made: {}", kFolder, std::strerror(errno)));
  const Turn turn;
  clear_the_dead();
  claim.id = fmt::format("{}{}", kPrefix, getpid());
  claim.lock = open(path_of(claim.id).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (claim.lock < 0 || flock(claim.lock, LOCK_EX | LOCK_NB) != 0)
    throw Error(3, fmt::format("{} cannot be locked: {}", path_of(claim.id), std::strerror(errno)));
}

void raise_neighbours(const Claim& claim, std::size_t engines) {
  if (claim.lock < 0) return;
  const Turn turn;
  std::vector<long> values;
  for (const std::string& limit : kLimits) {
    long value = 0;
    std::ifstream(limit) >> value;
    values.push_back(value);
  }
  if (access(kRaised, F_OK) != 0) {
    std::ofstream saved(kRaised);
    for (const long value : values) saved << value << '\n';
  }
  const long wanted = static_cast<long>(engines * engines) * 2;  // on top: what others need, side by side, adds up
  for (std::size_t i = kLimits.size(); i-- > 0;)                 // the largest first: the kernel wants them in order
    std::ofstream(kLimits[i]) << values[i] + wanted;
}

void release(Claim& claim) noexcept {
  if (claim.lock < 0) return;
  try {
    const Turn turn;
    remove_groups_of(claim.id);
    unlink(path_of(claim.id).c_str());
    close(claim.lock);
    claim.lock = -1;
    clear_the_dead();
    if (known_ids().empty()) {
      unlink((std::string(kFolder) + "/turn").c_str());
      rmdir(kFolder);
    }
  } catch (const std::exception&) {
    // The next rehearsal clears what this one could not.
  }
}

Claim::~Claim() { release(*this); }

}  // namespace cli
