// Every file is first written beside its place, in a folder of our own; only when all of them are there are they
// renamed into place, and if one rename fails the earlier ones are undone. So a full disk leaves nothing behind.
#include "cli/output_files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/uuid/detail/sha1.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "cli/error.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kManifest = ".swarmplan-manifest";

[[noreturn]] void fail(const fs::path& path, std::string_view what) {
  throw Error(3, fmt::format("{}: {}: {}", path.string(), what, std::strerror(errno)));
}

std::string hash_of(std::string_view content) {
  boost::uuids::detail::sha1 sha;
  sha.process_bytes(content.data(), content.size());
  unsigned int digest[5];
  sha.get_digest(digest);
  return fmt::format("{:08x}{:08x}{:08x}{:08x}{:08x}", digest[0], digest[1], digest[2], digest[3], digest[4]);
}

/// Content of a plain file; none where there is none, or something else stands there.
std::optional<std::string> content_of(const fs::path& path) {
  std::error_code failed;
  if (fs::symlink_status(path, failed).type() != fs::file_type::regular) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

bool is_there(const fs::path& path) {
  std::error_code failed;
  return fs::exists(fs::symlink_status(path, failed));
}

using Manifest = std::map<std::string, std::string>;  // path → hash

Manifest read_manifest(const fs::path& directory) {
  Manifest manifest;
  std::istringstream lines(content_of(directory / kManifest).value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t blank = line.find("  ");
    if (blank != std::string::npos && line[0] != '#') manifest[line.substr(blank + 2)] = line.substr(0, blank);
  }
  return manifest;
}

std::string print_manifest(const Manifest& manifest) {
  std::string text = "# what swarmplan wrote here: SHA-1 and name\n";
  for (const auto& [path, hash] : manifest) text += hash + "  " + path + "\n";
  return text;
}

void put(const fs::path& path, const std::string& content, bool executable) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) fail(path, "cannot be written");
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) fail(path, "cannot be written");
  if (executable && chmod(path.c_str(), 0755) != 0) fail(path, "cannot be made executable");
}

/// `--force` replaces files, never a folder with what is in it.
void refuse_folders(const fs::path& directory, std::span<const planner::Artifact> artifacts) {
  const auto check = [&](const fs::path& path) {
    std::error_code failed;
    if (fs::symlink_status(path, failed).type() == fs::file_type::directory)
      throw Error(
          3, fmt::format("{}: is a folder where a file belongs; move it away. Nothing was written", path.string()));
  };
  for (const planner::Artifact& artifact : artifacts) check(directory / artifact.path);
  check(directory / kManifest);
}

bool is_as_it_should_be(const fs::path& path, const planner::Artifact& artifact) {
  return content_of(path) == artifact.content && (!artifact.executable || access(path.c_str(), X_OK) == 0);
}

/// The outermost folder of the path that is not there yet; empty if all are.
fs::path first_missing(const fs::path& path) {
  fs::path missing;
  for (fs::path at = path; !at.empty() && !is_there(at); at = at.parent_path()) {
    missing = at;
    if (at == at.parent_path()) break;
  }
  return missing;
}

void refuse_strangers(const fs::path& directory, std::span<const planner::Artifact> artifacts,
                      const Manifest& manifest) {
  for (const planner::Artifact& artifact : artifacts) {
    const fs::path path = directory / artifact.path;
    if (!is_there(path)) continue;
    const std::optional<std::string> content = content_of(path);
    if (content && *content == artifact.content) continue;
    const auto known = manifest.find(artifact.path);
    if (content && known != manifest.end() && known->second == hash_of(*content)) continue;
    throw Error(3,
                fmt::format("{}: {}; move it away, choose another folder with -o, or say --force. Nothing was written",
                            path.string(),
                            known == manifest.end() ? "stands there and was not written by swarmplan"
                                                    : "was edited since swarmplan wrote it"));
  }
}

/// A temporary folder inside the target, and the renames done so far; undone unless `commit` was said.
struct Transaction {
  fs::path directory;
  fs::path staging;
  fs::path made;  // the outermost folder that it made
  bool committed = false;
  struct Step {
    fs::path path;
    bool had_old;
    bool placed;
  };
  std::vector<Step> steps;

  explicit Transaction(const fs::path& target) : directory(target) {
    std::error_code failed;
    made = first_missing(directory);
    fs::create_directories(directory, failed);
    errno = failed.value();
    if (failed || !fs::is_directory(directory)) {
      if (!failed) errno = ENOTDIR;
      fail(directory, "cannot be made a folder");
    }
    std::string pattern = (directory / ".swarmplan-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      const int reason = errno;
      undo();
      errno = reason;
      fail(directory, "cannot be written into");
    }
    staging = pattern;
  }
  ~Transaction() {
    if (!committed)
      undo();
    else
      clear();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void clear() noexcept {
    std::error_code ignored;
    if (!staging.empty()) fs::remove_all(staging, ignored);
  }
  void undo() noexcept {
    std::error_code ignored;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (step->placed) fs::remove(directory / step->path, ignored);
      if (step->had_old) fs::rename(staging / "old" / step->path, directory / step->path, ignored);
    }
    clear();
    if (made.empty()) return;
    for (fs::path at = directory; fs::remove(at, ignored) && at != made;) at = at.parent_path();  // empty ones only
  }
  void move_away(const fs::path& name) {
    steps.push_back({name, false, false});
    if (!is_there(directory / name)) return;
    fs::create_directories(staging / "old");
    fs::rename(directory / name, staging / "old" / name);
    steps.back().had_old = true;
  }
  void place(const fs::path& name) {
    move_away(name);
    fs::rename(staging / name, directory / name);
    steps.back().placed = true;
  }
};

void remove_leftovers(Transaction& transaction, Manifest& manifest, std::span<const planner::Artifact> artifacts,
                      Written& written) {
  for (auto entry = manifest.begin(); entry != manifest.end();) {
    const std::string name = entry->first;
    const bool ours = std::any_of(artifacts.begin(), artifacts.end(), [&](const auto& a) { return a.path == name; });
    if (ours) {
      ++entry;
      continue;
    }
    const std::optional<std::string> content = content_of(transaction.directory / name);
    const bool inside = name.find('/') == std::string::npos;
    if (inside && content && hash_of(*content) == entry->second) {
      transaction.move_away(name);
      written.removed.push_back(name);
    } else if (content) {
      written.kept.push_back(name);
    }
    entry = manifest.erase(entry);
  }
}

}  // namespace

Written write_artifacts(const std::string& directory, std::span<const planner::Artifact> artifacts, bool force) {
  const fs::path target(directory);
  Manifest manifest = read_manifest(target);
  refuse_folders(target, artifacts);
  if (!force) refuse_strangers(target, artifacts, manifest);
  Written written;
  try {
    Transaction transaction(target);
    for (const planner::Artifact& artifact : artifacts) {
      const bool same = is_as_it_should_be(target / artifact.path, artifact);
      (same ? written.unchanged : written.changed).push_back(artifact.path);
      if (!same) put(transaction.staging / artifact.path, artifact.content, artifact.executable);
      manifest[artifact.path] = hash_of(artifact.content);
    }
    remove_leftovers(transaction, manifest, artifacts, written);
    const std::string listed = print_manifest(manifest);
    const bool same_manifest = content_of(target / kManifest) == listed;
    if (!same_manifest) put(transaction.staging / kManifest, listed, false);
    // Beyond this point everything is on the disk; only names change.
    for (const std::string& name : written.changed) transaction.place(name);
    if (!same_manifest) transaction.place(kManifest);
    transaction.committed = true;
  } catch (const fs::filesystem_error& error) {
    throw Error(3, fmt::format("{}: {}; nothing was changed", directory, error.code().message()));
  }
  return written;
}

void write_file(const std::string& path, const std::string& content, bool executable, bool replace) {
  if (!replace && is_there(path)) throw Error(3, fmt::format("{}: exists already and is left as it is", path));
  const std::string temporary = fmt::format("{}.swarmplan-{}", path, getpid());
  try {
    put(temporary, content, executable);
    if (replace)
      fs::rename(temporary, path);
    else if (link(temporary.c_str(), path.c_str()) != 0)
      fail(path, "cannot be written");
  } catch (const fs::filesystem_error& error) {
    unlink(temporary.c_str());
    throw Error(3, fmt::format("{}: {}", path, error.code().message()));
  } catch (const Error&) {
    unlink(temporary.c_str());
    throw;
  }
  if (!replace) unlink(temporary.c_str());
}

}  // namespace cli
