// The archive is one that tar reads.
#include "cli/rehearse/stand_in.hpp"

#include <doctest/doctest.h>

#include "cli/rehearse/process.hpp"
#include "tests/cli/outcome.hpp"

using namespace cli;

TEST_CASE("tar finds the program and its links in the archive") {
  const test::TemporaryFolder folder;
  const std::string program(1000, 'x');
  const std::string file = folder.write("stand-in.tar", stand_in_archive(program));
  const std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LC_ALL=C"};
  const Outcome listed = run_program({{"/bin/tar", "-tvf", file}, environment});
  CHECK(listed.ok());
  CHECK(listed.err.empty());
  CHECK(listed.out.find("bin/sh -> busybox") != std::string::npos);
  CHECK(run_program({{"/bin/tar", "-xOf", file, "bin/busybox"}, environment}).out == program);
}
