// Allow comments: what they silence, what they must not, and what is said about bad ones.
#include "planner/rules/allow.hpp"

#include <doctest/doctest.h>

#include "planner/spec/allowances.hpp"
#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

using Names = std::vector<std::string>;

std::string with_comment(const std::string& comment) {
  return "[cluster]\nname = \"x\"\n[fra]\n" + comment + "\na = { managers = 4 }\n";
}

TEST_CASE("the comment silences its rule on its own line and on the line below, no further") {
  const std::string comment = "# swarmplan: allow manager-count-even because there are four";
  CHECK(judge_spec("[cluster] " + comment + "\n[fra]\na = { managers = 4 }\n").empty());
  CHECK(judge_spec(comment + "\n[cluster]\n[fra]\na = { managers = 4 }\n").empty());
  CHECK(rules_of(judge_spec(comment + "\n\n[cluster]\n[fra]\na = { managers = 4 }\n")) == Names{"manager-count-even"});
  CHECK(rules_of(judge_spec("[cluster]\n" + comment + "\n[fra]\na = { managers = 4 }\n")) ==
        Names{"manager-count-even"});
}

TEST_CASE("it silences no other rule") {
  CHECK(rules_of(
            judge_spec("[cluster] # swarmplan: allow manager-count-low because so\n[fra]\na = { managers = 4 }\n")) ==
        Names{"manager-count-even"});
}

TEST_CASE("it works on places, goals, services and domains") {
  CHECK(judge_spec("[fra]\n"
                   "a = { managers = 3 }   # swarmplan: allow quorum-lost-with-domain because of the power supply\n"
                   "b = { managers = 1 }\nc = { managers = 1 }\n")
            .empty());
  CHECK(judge_spec("[goals]\n"
                   "survive = { zone = 1 }  # swarmplan: allow survival-goal-missed because it comes next month\n"
                   "[fra]\na = { managers = 3 }\nb = { managers = 1 }\nc = { managers = 1 }\n")
            .empty());
  CHECK(judge_spec("[fra]\na = { managers = 3 }\n"
                   "# swarmplan: allow spread-single-value because more zones follow\n"
                   "[services.api]\nimage = \"x:1\"\nreplicas = 2\nspread = [\"zone\"]\n")
            .empty());
  CHECK(judge_spec("[fra]\na = { managers = 1 }\nb = { managers = 1 }\nc = { managers = 1 }\n[domains]\n"
                   "# swarmplan: allow quorum-lost-with-domain because they share a roof\n"
                   "roof = [\"fra.a\", \"fra.b\"]\n")
            .empty());
}

TEST_CASE("a comment without a reason or with an unknown rule is told and silences nothing") {
  for (const std::string text :
       {"# swarmplan: allow manager-count-even", "# swarmplan: allow manager-count-even because",
        "# swarmplan: allow manager-count-even four is enough"}) {
    CAPTURE(text);
    CHECK(rules_of(judge_spec("[cluster] " + text + "\n[fra]\na = { managers = 4 }\n")) ==
          Names{"manager-count-even", "allow-without-reason"});
  }
  const std::vector<Finding> unknown = judge_spec(with_comment("# swarmplan: allow manager-count-evn because so"));
  REQUIRE(rules_of(unknown) == Names{"manager-count-even", "allow-unknown-rule"});
  CHECK(unknown[1].where.line == 4);
  CHECK(unknown[1].help.find("manager-count-even") != std::string::npos);
}

TEST_CASE("an error of form cannot be allowed, and the comment is told so") {
  const std::vector<Finding> findings = judge_spec(with_comment("# swarmplan: allow unknown-key because I say so"));
  REQUIRE(rules_of(findings) == Names{"manager-count-even", "allow-unknown-rule"});
  CHECK(findings[1].message.find("error of form") != std::string::npos);
}

TEST_CASE("what begins like one and is none is told, what only speaks of swarmplan is not") {
  for (const std::string text : {"# swarmplan: allow", "#swarmplan: ignore x because y", "# swarmplan:",
                                 "# Swarmplan: allow manager-count-even because so", "# swarmplan : allow x because y",
                                 "# swarmplan allow manager-count-even because so"}) {
    CAPTURE(text);
    CHECK(rules_of(judge_spec(with_comment(text))) == Names{"manager-count-even", "allow-malformed"});
  }
  for (const std::string text : {"# swarmplan reads this", "# see swarmplan: allow", "# swarmplanner: allow x", "#"}) {
    CAPTURE(text);
    CHECK(rules_of(judge_spec(with_comment(text))) == Names{"manager-count-even"});
  }
}

TEST_CASE("a comment inside a string is none") {
  CHECK(rules_of(judge_spec("[cluster]\n[fra]\na = { managers = 3, labels = { note = \"a\" } }\n"
                            "[services.x]\nimage = \"x:1\"\nreplicas = 1\n"
                            "command = \"# swarmplan: allow nothing\"\n"))
            .empty());
}

TEST_CASE("blanks around the words do not count; the reason is kept whole") {
  const Comment comment{{3, 5, 1}, "#   swarmplan:   allow  two-sites-only   because  of  this and that \r"};
  const std::vector<Allowance> read = read_allowances(std::vector<Comment>{comment});
  REQUIRE(read.size() == 1);
  CHECK(read[0].rule == "two-sites-only");
  CHECK(read[0].reason == "of  this and that");
  CHECK(read[0].where.line == 3);
  CHECK(read[0].where.column == 5);
}

TEST_CASE("the homelab spec: its comment silences the zone and leaves the hint on two sites") {
  CHECK(rules_of(judge_spec("[home]\n"
                            "[home.pve1]      # swarmplan: allow quorum-lost-with-domain because two hosts are all\n"
                            "managers = 2\n[home.pve2]\nmanagers = 1\n")) == Names{"two-sites-only"});
}

}  // namespace
}  // namespace planner::test
