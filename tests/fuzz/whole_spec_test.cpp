// Specs that people write, whole and damaged, all the way through.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "planner/spec/read_cluster.hpp"
#include "tests/fuzz/whole_spec_properties.hpp"
#include "tests/spec/spec_corpus.hpp"
#include "tests/spec/toml_generator.hpp"

namespace fs = std::filesystem;
using namespace planner;
using namespace planner::test;

namespace {

std::vector<std::string> specs() {
  std::vector<std::string> texts;
  for (const char* folder : {"examples", "tests/golden/simulate", "tests/spec/corpus"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".toml") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
  std::sort(texts.begin(), texts.end());
  return texts;
}

}  // namespace

TEST_CASE("whole specs go all the way, damaged ones too") {
  const std::vector<std::string> seeds = specs();
  CHECK(seeds.size() > 20);
  Random random{7};
  int valid = 0;
  for (const std::string& text : seeds) {
    CAPTURE(text);
    REQUIRE(broken_on_the_way(text) == "");
  }
  for (int i = 0; i < 400; ++i) {
    const std::string text = damaged(random, seeds[pick(random, seeds.size())]);
    CAPTURE(text);
    REQUIRE(broken_on_the_way(text) == "");
    valid += read_cluster(text, "spec.toml").cluster.has_value();
  }
  CHECK(valid > 20);
}
