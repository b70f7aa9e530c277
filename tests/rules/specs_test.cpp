// Whole specs as users write them: what is told of each, in order.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(SOURCE_DIR "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "LINE SEVERITY RULE PLACE"
std::vector<std::string> told(const std::string& path) {
  const std::string text = content_of(path);
  REQUIRE_FALSE(text.empty());
  std::vector<std::string> lines;
  for (const Finding& finding : judge_spec(text))
    lines.push_back(std::to_string(finding.where.line) + " " + std::string(name_of(finding.severity)) + " " +
                    finding.rule + (finding.place.empty() ? "" : " " + finding.place));
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("the documents' two layouts") {
  CHECK(told("examples/documents/centralized.toml") ==
        Lines{"1 warning manager-count-even", "1 warning manager-count-high", "1 info two-sites-only",
              "1 warning quorum-lost-with-domain us", "9 warning quorum-lost-with-domain eu"});
  CHECK(told("examples/documents/decentralized.toml").empty());
}

TEST_CASE("six specs as users write them") {
  const std::string corpus = "tests/spec/corpus/";
  // The fatal zone pve1 is allowed by a comment on its header.
  CHECK(told(corpus + "1-homelab.toml") == Lines{"1 info two-sites-only"});
  // One manager a zone: a zone and a node outside it leave 1 of 3. No service says what it needs.
  CHECK(told(corpus + "2-aws.toml") == Lines{"7 error survival-goal-missed", "8 warning capacity-goal-missed"});
  // Hetzner holds 3 of 5 managers.
  CHECK(told(corpus + "3-hetzner-ovh.toml") ==
        Lines{"5 error impossible-goal", "5 error survival-goal-missed provider.hetzner",
              "11 info region-single-zone eu.nbg1", "14 info region-single-zone eu.gra"});
  // hall-a holds 2 of 3; zones are left out of `survive`, so it is a warning.
  CHECK(told(corpus + "4-onprem.toml") == Lines{"1 info two-sites-only",
                                                "11 warning quorum-lost-with-domain dc1.hall-a",
                                                "35 warning spread-nested-on-old-engine api"});
  CHECK(told(corpus + "5-appwrite.toml") == Lines{"1 warning manager-count-even", "1 warning manager-count-high",
                                                  "1 info two-sites-only", "4 warning quorum-lost-with-domain us",
                                                  "12 warning quorum-lost-with-domain eu"});
  // Twenty edges change nothing: they are no sites and no regions with managers.
  CHECK(told(corpus + "6-edge.toml") == Lines{"40 info region-single-zone ap.sin"});
}

}  // namespace
}  // namespace planner::test
