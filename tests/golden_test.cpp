// Every example is a golden test: what `plan`, `lint` and `report` make of it is committed under tests/golden and read
// like code when it changes. ./dev update rewrites it.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/outcome.hpp"

namespace fs = std::filesystem;
using namespace cli::test;

namespace {

/// All .toml files under a folder of the repository, as names relative to it, sorted.
std::vector<std::string> specs_under(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(repository(folder)))
    if (entry.path().extension() == ".toml") names.push_back(fs::relative(entry.path(), repository("")).string());
  std::sort(names.begin(), names.end());
  return names;
}

fs::path golden_folder(std::string name) {
  name = name.substr(name.find('/') + 1, name.rfind('.') - name.find('/') - 1);
  std::replace(name.begin(), name.end(), '/', '-');
  return fs::path(repository("tests/golden")) / name;
}

std::string with_exit_code(const Outcome& outcome) {
  return outcome.out + outcome.err + "exit " + std::to_string(outcome.code) + "\n";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The program is run from the repository, so that messages name the examples as a reader would.
struct WorkingFolder {
  fs::path before = fs::current_path();
  explicit WorkingFolder(const fs::path& folder) { fs::current_path(folder); }
  ~WorkingFolder() { fs::current_path(before); }
};

struct InRepository : WorkingFolder {
  InRepository() : WorkingFolder(repository("")) {}
};

void check_files(const fs::path& golden, const fs::path& made) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(made)) {
    const std::string name = entry.path().filename().string();
    if (name[0] == '.') continue;
    CAPTURE(name);
    CHECK(same_as_golden(golden / name, read_file(entry.path())));
    names.insert(name);
  }
  for (const auto& entry : fs::directory_iterator(golden)) {
    const std::string name = entry.path().filename().string();
    if (name == "lint.txt" || name == "report.md" || names.contains(name)) continue;
    if (std::getenv("SWARMPLAN_UPDATE") != nullptr)
      fs::remove(entry.path());
    else
      FAIL_CHECK("golden file that is no longer made: " << entry.path());
  }
}

}  // namespace

TEST_CASE("examples are planned as they were") {
  const InRepository there;
  const std::vector<std::string> specs = specs_under("examples");
  CHECK(specs.size() >= 8);
  for (const std::string& spec : specs) {
    CAPTURE(spec);
    const fs::path golden = golden_folder(spec);
    const TemporaryFolder folder;  // with a plan below its spec, as users have it
    fs::copy(repository("examples"), folder.path / "examples", fs::copy_options::recursive);
    const WorkingFolder here(folder.path);
    const std::string plan = fs::path(spec).parent_path().string() + "/plan";
    const Outcome planned = run({"plan", spec, "-o", plan});
    CAPTURE(planned.err);
    REQUIRE(planned.code == 0);
    CHECK(planned.out == read_file(plan + "/report.txt"));
    check_files(golden, plan);
    CHECK(same_as_golden(golden / "lint.txt", with_exit_code(run({"lint", spec}))));
    CHECK(same_as_golden(golden / "report.md", run({"report", spec, "--format", "markdown"}).out));
  }
}

TEST_CASE("what is wrong with Appwrite's stack made by hand is found, and README says what") {
  const InRepository there;
  const Outcome linted = run({"lint", "examples/appwrite/unplanned.yml"});
  CHECK(same_as_golden(repository("tests/golden/appwrite-unplanned.txt"), with_exit_code(linted)));
  const std::string readme = read_file("examples/appwrite/README.md");
  for (const char* rule : {"volume-left-behind", "hostname-pinned", "docker-socket-unpinned", "proxy-network-unknown",
                           "stack-key-ignored"}) {
    CAPTURE(rule);
    CHECK(linted.out.find(std::string("[") + rule + "]") != std::string::npos);
    CHECK(readme.find(rule) != std::string::npos);
  }
}

TEST_CASE("broken specs are told as they were") {
  const InRepository there;
  const std::vector<std::string> specs = specs_under("tests/golden/errors");
  CHECK(specs.size() >= 5);
  for (const std::string& spec : specs) {
    CAPTURE(spec);
    const TemporaryFolder folder;
    const Outcome planned = run({"plan", spec, "-o", folder.file("plan")});
    CHECK(planned.code == 2);
    CHECK(planned.out.empty());
    CHECK_FALSE(fs::exists(folder.path / "plan"));
    CHECK(same_as_golden(repository(spec.substr(0, spec.rfind('.')) + ".txt"), planned.err));
  }
}

TEST_CASE("what-ifs that hurt real users are told as they were") {
  const InRepository there;
  const std::vector<std::string> specs = specs_under("tests/golden/simulate");
  CHECK(specs.size() >= 8);
  for (const std::string& spec : specs) {
    CAPTURE(spec);
    std::string told;
    for (const std::string& line : lines_of(read_file(spec))) {
      const std::string mark = "# simulate: ";
      if (line.rfind(mark, 0) != 0) continue;
      std::vector<std::string> arguments{"simulate", spec};
      std::istringstream words(line.substr(mark.size()));
      for (std::string word; words >> word;) arguments.push_back(word);
      told += "$ swarmplan simulate " + line.substr(mark.size()) + "\n" + with_exit_code(run(arguments)) + "\n";
    }
    CHECK(same_as_golden(repository(spec.substr(0, spec.rfind('.')) + ".txt"), told));
  }
}

TEST_CASE("pages and schemas printed by the program are those in the repository") {
  CHECK(same_as_golden(repository("schemas/cluster.schema.json"), run({"schema"}).out));
  CHECK(same_as_golden(repository("schemas/report.schema.json"), run({"schema", "report"}).out));
  CHECK(same_as_golden(repository("schemas/simulate.schema.json"), run({"schema", "simulate"}).out));
  CHECK(same_as_golden(repository("schemas/rehearse.schema.json"), run({"schema", "rehearse"}).out));
  CHECK(same_as_golden(repository("schemas/lint.schema.json"), run({"schema", "lint"}).out));
  CHECK(same_as_golden(repository("docs/spec.md"), run({"schema", "reference"}).out));
  CHECK(same_as_golden(repository("docs/compose.md"), run({"schema", "compose"}).out));
  std::string commands = "# Commands\n\nPrinted by `swarmplan --help` and `swarmplan COMMAND --help`.\n\n```\n" +
                         run({"--help"}).out + "```\n";
  for (const char* name : {"plan", "report", "lint", "simulate", "rehearse", "explain", "stack", "labels", "bootstrap",
                           "diagram", "init", "fmt", "schema", "completion"})
    commands += "\n## " + std::string(name) + "\n\n```\n" + run({name, "--help"}).out + "```\n";
  CHECK(same_as_golden(repository("docs/commands.md"), commands));
}

TEST_CASE("README shows the report of the documents' layout as it is printed") {
  const std::string report = read_file(repository("tests/golden/documents-centralized/report.txt"));
  CHECK(read_file(repository("README.md")).find(report) != std::string::npos);
}
