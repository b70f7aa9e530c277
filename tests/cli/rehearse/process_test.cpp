// Other programs: what they say, how they end, and that none outlives its limit.
#include "cli/rehearse/process.hpp"

#include <doctest/doctest.h>
#include <signal.h>

#include <string>

using namespace cli;

namespace {

Command shell(const std::string& script, double limit = 60) {
  return {{"/bin/sh", "-c", script}, {"PATH=/usr/bin:/bin", "GIVEN=a b"}, "", limit};
}

}  // namespace

TEST_CASE("both outputs, the exit code, the environment, the input") {
  const Outcome outcome = run_program(shell("echo \"$GIVEN\"; echo wrong >&2; exit 3"));
  CHECK(outcome.code == 3);
  CHECK(outcome.out == "a b\n");
  CHECK(outcome.err == "wrong\n");
  CHECK_FALSE(outcome.ok());
  Command fed = shell("cat");
  fed.input = "some input\n";
  CHECK(run_program(fed).out == "some input\n");
  CHECK(run_program(shell("kill -TERM $$")).code == 128 + SIGTERM);
  CHECK(run_program({{"/no/such/program"}, {}}).code == 127);
}

TEST_CASE("more than a pipe holds") { CHECK(run_program(shell("head -c 300000 /dev/zero")).out.size() == 300000); }

TEST_CASE("who takes too long is ended, with what it started") {
  const double start = now();
  const Outcome outcome = run_program(shell("sleep 600 & sleep 600", 0.2));
  CHECK(outcome.timed_out);
  CHECK_FALSE(outcome.ok());
  CHECK(now() - start < 300);
}

TEST_CASE("many at once come back in their order") {
  std::vector<Command> commands;
  for (int i = 0; i < 30; ++i) commands.push_back(shell("echo " + std::to_string(i)));
  const std::vector<Outcome> outcomes = run_all(commands, 7);
  REQUIRE(outcomes.size() == 30);
  for (int i = 0; i < 30; ++i) CHECK(outcomes[static_cast<std::size_t>(i)].out == std::to_string(i) + "\n");
}

TEST_CASE("waiting ends with the condition or with its limit") {
  int asked = 0;
  CHECK(wait_until(60, [&] { return ++asked == 3; }));
  CHECK(asked == 3);
  CHECK_FALSE(wait_until(0, [] { return false; }));
}
