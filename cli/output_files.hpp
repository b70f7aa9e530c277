#pragma once
// Artifacts to disk: whole or not at all, never over a stranger's file.
#include <span>
#include <string>
#include <vector>

#include "planner/model/artifact.hpp"

namespace cli {

struct Written {
  std::vector<std::string> changed;    // paths relative to the folder, in the order given
  std::vector<std::string> unchanged;  // had this content already
  std::vector<std::string> removed;    // written by an earlier run, not part of this one, not edited since
  std::vector<std::string> kept;       // the same, but edited since: left alone
};

/// Writes every artifact into `directory`, which is made if need be. A file that this program did not write, or that
/// was edited since (a manifest of hashes in the folder tells), is overwritten only with `force`. Throws Error with
/// exit code 3; then the folder is as it was.
Written write_artifacts(const std::string& directory, std::span<const planner::Artifact> artifacts, bool force);

/// Writes one file by temporary and rename. Throws Error with exit code 3. Without `replace` an existing file stays.
void write_file(const std::string& path, const std::string& content, bool executable, bool replace);

}  // namespace cli
