// The program as a whole: arguments, streams, exit codes.
#include "cli/run.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <sstream>

#include "tests/cli/outcome.hpp"

using namespace cli::test;

namespace {

constexpr const char* kZone = "[fra.a]\nmanagers = 1\nworkers = 2\n";

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("--version, --help, no argument") {
  CHECK(run({"--version"}).out.rfind("swarmplan ", 0) == 0);
  CHECK(run({"--version"}).code == 0);
  for (const auto& arguments : {std::vector<std::string>{"--help"}, {}}) {
    const Outcome outcome = run(arguments);
    CHECK(outcome.code == 0);
    CHECK(contains(outcome.out, "bootstrap"));
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("wrong arguments are 2 and say the nearest word") {
  const Outcome mistyped = run({"repotr", "x.toml"});
  CHECK(mistyped.code == 2);
  CHECK(contains(mistyped.err, "did you mean report?"));
  CHECK(run({"report"}).code == 2);
  CHECK(run({"report", "a.toml", "--format", "yaml"}).code == 2);
  CHECK(run({"plan", "a.toml", "--fail-on", "sometimes"}).code == 2);
  CHECK(run({"plan", "a.toml", "b.toml"}).code == 2);
  CHECK(run({"--colour"}).code == 2);
}

TEST_CASE("a spec from standard input") {
  const Outcome outcome = run({"report", "-"}, kZone);
  CHECK(outcome.code == 0);
  CHECK(contains(outcome.out, "swarm:"));
  CHECK(contains(outcome.out, "1 manager"));
}

TEST_CASE("what cannot be read is 2 and names the file") {
  const TemporaryFolder folder;
  for (const std::string& path : {folder.file("missing.toml"), folder.path.string()}) {
    for (const char* command : {"plan", "report", "lint", "stack", "labels", "bootstrap", "diagram", "fmt"}) {
      CAPTURE(command);
      const Outcome outcome = run({command, path});
      CHECK(outcome.code == 2);
      CHECK(outcome.out.empty());
      CHECK(contains(outcome.err, path));
    }
  }
}

TEST_CASE("a file over the limit is refused in one line") {
  const TemporaryFolder folder;
  const std::string path = folder.write("big.toml", "");
  std::filesystem::resize_file(path, 100 << 20);
  const Outcome outcome = run({"report", path});
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "100 MiB"));
  CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
}

TEST_CASE("lint tells the other files' findings and is 2 when one cannot be read") {
  const TemporaryFolder folder;
  const std::string good = folder.write("good.toml", kZone);
  const std::string bad = folder.write("bad.toml", "[fra.a]\nmanagers = x\n");
  const Outcome outcome = run({"lint", folder.file("missing.toml"), good, bad});
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "missing.toml"));
  CHECK(contains(outcome.out, "manager-count-low"));
  CHECK(contains(outcome.out, "bad.toml:2"));
}

TEST_CASE("--fail-on decides between 0 and 1") {
  const TemporaryFolder folder;
  const std::string low = folder.write("low.toml", kZone);  // a warning
  CHECK(run({"lint", low}).code == 0);
  CHECK(run({"lint", low, "--fail-on", "warning"}).code == 1);
  CHECK(run({"lint", low, "--fail-on", "info"}).code == 1);
  CHECK(run({"lint", low, "--fail-on", "never"}).code == 0);
  CHECK(run({"report", low}).code == 0);
  CHECK(run({"report", low, "--fail-on", "warning"}).code == 1);
  CHECK(run({"plan", low, "-o", folder.file("out"), "--fail-on", "warning"}).code == 1);
  const std::string none = folder.write("none.toml", "[fra.a]\nworkers = 2\n");  // an error
  CHECK(run({"lint", none}).code == 1);
  CHECK(run({"report", none}).code == 0);
}

TEST_CASE("a decentralized plan has no stack, labels or bootstrap") {
  for (const char* command : {"stack", "labels", "bootstrap"}) {
    const Outcome outcome = run({command, repository("examples/documents/decentralized.toml")});
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "decentralized"));
  }
}

TEST_CASE("services from a compose file are not made up") {
  const std::string spec = std::string(kZone) + "[stack]\ncompose = \"docker-compose.yml\"\n";
  const TemporaryFolder folder;
  const std::string path = folder.write("c.toml", spec);
  const Outcome planned = run({"plan", path, "-o", folder.file("out")});
  CHECK(planned.code == 2);
  CHECK(contains(planned.err, "docker-compose.yml"));
  CHECK_FALSE(std::filesystem::exists(folder.path / "out"));
  CHECK(run({"stack", path}).code == 2);
  CHECK(run({"report", path}).code == 0);
  CHECK(run({"labels", path}).code == 0);
}

TEST_CASE("init writes a spec that lints clean, and refuses to overwrite") {
  const TemporaryFolder folder;
  const std::string path = folder.file("cluster.toml");
  CHECK(run({"init", path}).code == 0);
  const Outcome linted = run({"lint", path, "--fail-on", "info"});
  CAPTURE(linted.out);
  CHECK(linted.code == 0);
  CHECK(run({"report", path}).code == 0);
  folder.write("cluster.toml", "mine");
  CHECK(run({"init", path}).code == 3);
  CHECK(read_file(path) == "mine");
}

TEST_CASE("fmt prints, checks, writes") {
  const TemporaryFolder folder;
  const std::string path = folder.write("c.toml", "[fra]\n[a] managers=1,workers   = 2 # c\n");
  CHECK(run({"fmt", path, "--check"}).code == 1);
  const std::string printed = run({"fmt", path}).out;
  CHECK(contains(printed, "a = { managers = 1, workers = 2 }"));
  CHECK(contains(printed, "# c"));
  CHECK(run({"fmt", path, "--write"}).code == 0);
  CHECK(read_file(path) == printed);
  CHECK(run({"fmt", path, "--check"}).code == 0);
}

TEST_CASE("explain tells a rule, lists all, and knows the nearest name") {
  CHECK(contains(run({"explain"}).out, "quorum-lost-with-domain"));
  CHECK(contains(run({"explain", "manager-count-even"}).out, "tolerate"));
  const Outcome unknown = run({"explain", "manager-count-evn"});
  CHECK(unknown.code == 2);
  CHECK(contains(unknown.err, "manager-count-even"));
}

TEST_CASE("colour only where asked for") {
  const TemporaryFolder folder;
  const std::string low = folder.write("low.toml", kZone);
  CHECK_FALSE(contains(run({"lint", low}).out, "\x1b["));
  CHECK(contains(run({"lint", low, "--color", "always"}).out, "\x1b["));
  CHECK_FALSE(contains(run({"lint", low, "--color", "never"}).out, "\x1b["));
}

TEST_CASE("completion scripts name every command") {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Outcome outcome = run({"completion", shell});
    CHECK(outcome.code == 0);
    CHECK(contains(outcome.out, "bootstrap"));
    CHECK(contains(outcome.out, "explain"));
  }
  CHECK(run({"completion", "tcsh"}).code == 2);
}

TEST_CASE("standard output that cannot be written is exit code 3") {
  struct Full : std::streambuf {};  // takes nothing
  Full full;
  std::istringstream in;
  std::ostringstream err;
  std::ostream out(&full);
  CHECK(cli::run({"report", repository("examples/three-zones.toml")}, {in, out, err}) == 3);
  CHECK(contains(err.str(), "standard output"));
}
