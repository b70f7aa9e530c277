#pragma once
// Runs the program in-process and keeps what it said; a folder that goes away again; golden files.
#include <filesystem>
#include <string>
#include <vector>

namespace cli::test {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome run(const std::vector<std::string>& arguments, const std::string& input = "");

struct TemporaryFolder {
  std::filesystem::path path;
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const std::string& name) const { return (path / name).string(); }
  std::string write(const std::string& name, const std::string& content) const;
};

std::string read_file(const std::filesystem::path& path);

/// The full name of something in the repository.
std::string repository(const std::string& name);

/// Compares, or with SWARMPLAN_UPDATE=1 rewrites the file. Returns whether it is as it should be.
bool same_as_golden(const std::filesystem::path& golden, const std::string& actual);

}  // namespace cli::test
