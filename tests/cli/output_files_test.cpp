// Artifacts on disk: whole or not at all, never over a stranger's file.
#include "cli/output_files.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "cli/error.hpp"
#include "tests/cli/outcome.hpp"

namespace fs = std::filesystem;
using namespace cli;
using namespace cli::test;
using planner::Artifact;

namespace {

std::vector<std::string> listing(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

const std::vector<Artifact> kFirst{{"a.txt", "one\n", false}, {"b.sh", "#!/bin/sh\n", true}};
const std::vector<Artifact> kNext{{"a.txt", "two\n", false}, {"b.sh", "#!/bin/bash\n", true}};

}  // namespace

TEST_CASE("a second run changes no byte and no time") {
  const TemporaryFolder folder;
  const std::string out = folder.file("deep/plan");
  CHECK(write_artifacts(out, kFirst, false).changed.size() == 2);
  const auto before = fs::last_write_time(fs::path(out) / "a.txt");
  const Written again = write_artifacts(out, kFirst, false);
  CHECK(again.changed.empty());
  CHECK(again.unchanged.size() == 2);
  CHECK(fs::last_write_time(fs::path(out) / "a.txt") == before);
  CHECK(listing(out) == std::vector<std::string>{".swarmplan-manifest", "a.txt", "b.sh"});
  struct stat info {};
  REQUIRE(stat((fs::path(out) / "b.sh").c_str(), &info) == 0);
  CHECK((info.st_mode & 0111) == 0111);
}

TEST_CASE("what it wrote is replaced, what it no longer makes is removed") {
  const TemporaryFolder folder;
  const std::string out = folder.file("plan");
  write_artifacts(out, kFirst, false);
  const Written next = write_artifacts(out, std::vector<Artifact>{{"a.txt", "two\n", false}}, false);
  CHECK(next.changed == std::vector<std::string>{"a.txt"});
  CHECK(next.removed == std::vector<std::string>{"b.sh"});
  CHECK(read_file(fs::path(out) / "a.txt") == "two\n");
  CHECK_FALSE(fs::exists(fs::path(out) / "b.sh"));
}

TEST_CASE("an edited file stops the whole run, unless forced") {
  const TemporaryFolder folder;
  write_artifacts(folder.path.string(), kFirst, false);
  folder.write("b.sh", "mine");
  CHECK_THROWS_AS(write_artifacts(folder.path.string(), kNext, false), Error);
  CHECK(read_file(folder.path / "a.txt") == "one\n");
  CHECK(read_file(folder.path / "b.sh") == "mine");
  write_artifacts(folder.path.string(), kNext, true);
  CHECK(read_file(folder.path / "b.sh") == "#!/bin/bash\n");
}

TEST_CASE("a stranger's file stops the whole run") {
  const TemporaryFolder folder;
  folder.write("b.sh", "mine");
  CHECK_THROWS_AS(write_artifacts(folder.path.string(), kNext, false), Error);
  CHECK(listing(folder.path) == std::vector<std::string>{"b.sh"});
}

TEST_CASE("a link is never written through") {
  const TemporaryFolder folder;
  const std::string target = folder.write("elsewhere", "mine");
  fs::create_directory(folder.path / "plan");
  fs::create_symlink(target, folder.path / "plan/a.txt");
  CHECK_THROWS_AS(write_artifacts(folder.file("plan"), kNext, false), Error);
  write_artifacts(folder.file("plan"), kNext, true);
  CHECK(read_file(target) == "mine");
  CHECK_FALSE(fs::is_symlink(folder.path / "plan/a.txt"));
}

TEST_CASE("a folder in a file's place stops the run") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path / "a.txt");
  CHECK_THROWS_AS(write_artifacts(folder.path.string(), kNext, false), Error);
  folder.write("a.txt/notes", "mine");
  CHECK_THROWS_AS(write_artifacts(folder.path.string(), kNext, true), Error);
  CHECK(read_file(folder.path / "a.txt/notes") == "mine");
}

TEST_CASE("a file that was edited and is no longer made stays") {
  const TemporaryFolder folder;
  write_artifacts(folder.path.string(), kFirst, false);
  folder.write("b.sh", "mine");
  const Written next = write_artifacts(folder.path.string(), std::vector<Artifact>{{"a.txt", "one\n", false}}, false);
  CHECK(next.kept == std::vector<std::string>{"b.sh"});
  CHECK(read_file(folder.path / "b.sh") == "mine");
}

TEST_CASE("when the disk refuses, nothing is left behind") {
  // A limit on the size of files stands in for a full disk: the second file does not fit.
  const TemporaryFolder folder;
  write_artifacts(folder.file("old"), kFirst, false);
  const std::vector<Artifact> large{{"a.txt", "two\n", false}, {"big", std::string(1 << 20, 'x'), false}};
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 1 << 16;
  setrlimit(RLIMIT_FSIZE, &small);
  CHECK_THROWS_AS(write_artifacts(folder.file("old"), large, false), Error);
  CHECK_THROWS_AS(write_artifacts(folder.file("new"), large, false), Error);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(listing(folder.path / "old") == std::vector<std::string>{".swarmplan-manifest", "a.txt", "b.sh"});
  CHECK(read_file(folder.path / "old/a.txt") == "one\n");
  CHECK_FALSE(fs::exists(folder.path / "new"));
}

TEST_CASE("folders made for a plan that fails go away again") {
  const TemporaryFolder folder;
  const std::vector<Artifact> impossible{{std::string(300, 'x'), "", false}};  // longer than a name may be
  CHECK_THROWS_AS(write_artifacts(folder.file("a/b/c"), impossible, false), Error);
  CHECK(listing(folder.path).empty());
}

TEST_CASE("a script that lost its executable bit gets it back") {
  const TemporaryFolder folder;
  write_artifacts(folder.path.string(), kFirst, false);
  fs::permissions(folder.path / "b.sh", fs::perms::owner_read | fs::perms::owner_write);
  CHECK(write_artifacts(folder.path.string(), kFirst, false).changed == std::vector<std::string>{"b.sh"});
  CHECK((fs::status(folder.path / "b.sh").permissions() & fs::perms::owner_exec) != fs::perms::none);
}

TEST_CASE("a folder that cannot be made is exit code 3") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "x");
  const Outcome outcome = run({"plan", repository("examples/three-zones.toml"), "-o", file + "/plan"});
  CHECK(outcome.code == 3);
  CHECK(outcome.out.empty());
  CHECK(run({"plan", repository("examples/three-zones.toml"), "-o", file}).code == 3);
  CHECK(read_file(file) == "x");
}
