// Files and records: region-free, shared, and not on one machine.
#include <doctest/doctest.h>

#include "tests/rules/judge.hpp"

namespace planner::test {
namespace {

constexpr std::string_view two_regions = "\n[fra]\na = { managers = 3, workers = 2 }\n[ber]\na = { workers = 2 }\n";
constexpr std::string_view one_region = "\n[fra]\na = { managers = 3, workers = 2 }\n";
constexpr std::string_view one_node = "\n[fra]\na = { managers = 1 }\n";

std::vector<Finding> findings(std::string_view sections, std::string_view layout, std::string_view rule) {
  return only(judge_spec(std::string(sections) + std::string(layout)), rule);
}

TEST_CASE("a bucket of one region is told where the plan has several") {
  const std::string_view rule = "storage-not-region-free";
  const std::vector<Finding> told = findings("[storage]\ndriver = \"s3\"\n", two_regions, rule);
  REQUIRE(told.size() == 1);
  CHECK(told[0].severity == Severity::warning);
  CHECK(told[0].where.line == 2);
  CHECK(told[0].message.find("fra and ber") != std::string::npos);
  CHECK(told[0].message.find("4 workers") != std::string::npos);
  CHECK(told[0].help.find("wasabi and r2") != std::string::npos);
  for (const char* driver : {"spaces", "dospaces", "backblaze", "linode"})
    CHECK(findings("[storage]\ndriver = \"" + std::string(driver) + "\"\n", two_regions, rule).size() == 1);
  CHECK(findings("[storage]\ndriver = \"s3\"\nendpoint = \"minio:9000\"\n", two_regions, rule).size() == 1);
  CHECK(findings("[storage]\ndriver = \"wasabi\"\n", two_regions, rule).empty());
  CHECK(
      findings("[storage]\ndriver = \"s3\"\nregions = [\"eu-west-1\", \"eu-central-1\"]\n", two_regions, rule).empty());
  CHECK(findings("[storage]\ndriver = \"s3\"\n", one_region, rule).empty());
  CHECK(findings("[storage]\ndriver = \"local\"\n", two_regions, rule).empty());
}

TEST_CASE("a region without nodes that run services does not count, an edge neither") {
  const std::string_view rule = "storage-not-region-free";
  CHECK(findings("[storage]\ndriver = \"s3\"\n",
                 "\n[fra]\na = { managers = 2, workers = 2 }\n[ber]\na = { managers = 1 }\n", rule)
            .empty());
  CHECK(findings("[storage]\ndriver = \"s3\"\n",
                 "\n[fra]\na = { services = 2 }\n[pop]\nkind = \"edge\"\nhome = [\"fra\"]\na = { services = 2 }\n",
                 rule)
            .empty());
  CHECK(findings("[storage]\ndriver = \"s3\"\n", "\n[fra]\na = { services = 2 }\n[ber]\na = { services = 2 }\n", rule)
            .size() == 1);
}

TEST_CASE("what stays on the disks of several nodes is an error, all uses or some") {
  const std::string_view rule = "storage-local-on-several-nodes";
  const std::vector<Finding> all = findings("[storage]\ndriver = \"local\"\n", one_region, rule);
  REQUIRE(all.size() == 1);
  CHECK(all[0].severity == Severity::error);
  CHECK(all[0].message.find("files, builds and deployments are kept") == 0);
  const std::vector<Finding> some =
      findings("[storage]\ndriver = \"s3\"\nuses = [\"files\", \"builds\"]\n", one_region, rule);
  REQUIRE(some.size() == 1);
  CHECK(some[0].where.line == 3);
  CHECK(some[0].message.find("deployments are kept") == 0);
  CHECK(findings("[storage]\ndriver = \"s3\"\n", one_region, rule).empty());
  CHECK(findings("[storage]\ndriver = \"local\"\n", one_node, rule).empty());
}

TEST_CASE("a database of one region, and one that is run on one machine") {
  const std::string_view region = "database-not-region-free", host = "database-on-one-host";
  CHECK(findings("[database]\nengine = \"mariadb\"\n", two_regions, region).size() == 1);
  CHECK(findings("[database]\nengine = \"neon\"\n", two_regions, region).empty());
  CHECK(findings("[database]\nengine = \"mysql\"\nregions = [\"a\", \"b\"]\n", two_regions, region).empty());
  CHECK(findings("[database]\nengine = \"mariadb\"\n", one_region, region).empty());
  const std::vector<Finding> told =
      findings("[database]\nengine = \"mariadb\"\nhosting = \"self\"\nhost = \"main\"\n", one_region, host);
  REQUIRE(told.size() == 1);
  CHECK(told[0].message.find("MariaDB, main, that you run") != std::string::npos);
  CHECK(findings("[database]\nengine = \"mariadb\"\nhosting = \"managed\"\n", one_region, host).empty());
  CHECK(findings("[database]\nengine = \"mariadb\"\nhosting = \"self\"\n", one_node, host).empty());
}

TEST_CASE("names that the catalogue lacks, and drivers that lack what they need, are errors of form") {
  const auto told = [](std::string_view sections) {
    return rules_of(judge_spec(std::string(sections) + std::string(one_region)));
  };
  using Rules = std::vector<std::string>;
  CHECK(told("[storage]\ndriver = \"wasaby\"\n") == Rules{"invalid-value"});
  CHECK(judge_spec("[storage]\ndriver = \"wasaby\"\n[fra]\na = { managers = 1 }\n")[0].message.find("wasabi") !=
        std::string::npos);
  CHECK(told("[storage]\ndriver = \"r2\"\n") == Rules{"missing-key"});
  CHECK(told("[storage]\ndriver = \"s3-compatible\"\n") == Rules{"missing-key"});
  CHECK(told("[storage]\ndriver = \"local\"\nbucket = \"b\"\n") == Rules{"invalid-value"});
  CHECK(told("[storage]\ndriver = \"s3\"\nuses = [\"filez\"]\n") == Rules{"invalid-value"});
  CHECK(told("[database]\nengine = \"oracle\"\n") == Rules{"invalid-value"});
  CHECK(told("[database]\nengine = \"mysql\"\nhosting = \"mine\"\n") == Rules{"invalid-value"});
}

}  // namespace
}  // namespace planner::test
