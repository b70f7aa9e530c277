// What goes in at one end of the pipe comes out at the other.
#include "cli/rehearse/messages.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <sstream>

using namespace cli;

namespace {

/// All lines that `say` writes.
template <class Say>
planner::RehearsalSeen heard(Say say, std::optional<Doing>& last) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  say(Speaker{ends[1]});
  close(ends[1]);
  std::string text;
  std::array<char, 256> buffer;
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  close(ends[0]);
  planner::RehearsalSeen seen;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (auto doing = hear(line, seen)) last = doing;
  return seen;
}

}  // namespace

TEST_CASE("a drill survives the pipe, with whatever an engine said") {
  const planner::DrillSeen drill{{{true, 3, ""}, {false, 0, "no \"leader\"\n\xff"}},
                                 {1, 2},
                                 {3},
                                 {0},
                                 12.5,
                                 {},
                                 1,
                                 7.5,
                                 1.25,
                                 80,
                                 95,
                                 {{{1, 2}, {3, 0}, {3, 0}, {2, 1}}},
                                 31.5,
                                 2,
                                 "late",
                                 4,
                                 2};
  std::optional<Doing> doing;
  const planner::RehearsalSeen seen = heard(
      [&](const Speaker& speaker) {
        speaker.booted("28.5.2", "27.1", 1.5);
        speaker.formed(9);
        speaker.doing(2, "waiting\nfor it");
        speaker.seen(drill);
        speaker.trouble("it ended");
      },
      doing);
  CHECK(seen.engine == "28.5.2");
  CHECK(seen.client == "27.1");
  CHECK(seen.booted == 1.5);
  CHECK(seen.formed == 9);
  CHECK(seen.trouble == "it ended");
  REQUIRE(doing);
  CHECK(doing->part == 2);
  CHECK(doing->what == "waiting\nfor it");
  REQUIRE(seen.drills.size() == 1);
  const planner::DrillSeen& same = seen.drills.front();
  REQUIRE(same.sides.size() == 2);
  CHECK(same.sides[0].kept);
  CHECK(same.sides[0].reachable == 3);
  CHECK(same.sides[1].words.starts_with("no \"leader\"\n"));
  CHECK(same.called_down == drill.called_down);
  CHECK(same.called_drained == drill.called_drained);
  CHECK(same.were_drained == drill.were_drained);
  CHECK(same.noticed == drill.noticed);
  CHECK_FALSE(same.recovered);
  REQUIRE(same.services.size() == 1);
  CHECK(same.services[0].after == std::vector<int>{3, 0});
  CHECK(same.services[0].mended == std::vector<int>{2, 1});
  CHECK(same.mended == 31.5);
  CHECK(same.moved == 2);
  CHECK(same.started == 1);
  CHECK(same.forced == 1.25);
  CHECK(same.rejoined == 80);
  CHECK(same.odd_again == 95);
  CHECK(same.led_again == 7.5);
  CHECK(same.trouble == "late");
  CHECK(same.restarted == 4);
  CHECK(same.joined_anew == 2);
}
