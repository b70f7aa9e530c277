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

struct Seed {
  std::string text;
  fs::path folder;
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Seed> specs() {
  std::vector<Seed> seeds;
  for (const char* folder : {"examples", "tests/golden/simulate", "tests/spec/corpus"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".toml") continue;
      seeds.push_back({content_of(entry.path()), entry.path().parent_path()});
    }
  std::ranges::sort(seeds, {}, &Seed::text);
  return seeds;
}

/// The files of the folder that the spec comes from.
Beside beside(const Seed& seed) {
  const auto read = [&seed](const std::string& path) -> FileReading {
    if (!fs::is_regular_file(seed.folder / path)) return {std::nullopt, "there is no such file"};
    return {content_of(seed.folder / path), ""};
  };
  return {read, std::nullopt};
}

}  // namespace

TEST_CASE("whole specs go all the way, damaged ones too") {
  const std::vector<Seed> seeds = specs();
  CHECK(seeds.size() > 20);
  Random random{7};
  int valid = 0;
  for (const Seed& seed : seeds) {
    CAPTURE(seed.text);
    REQUIRE(broken_on_the_way(seed.text, beside(seed)) == "");
  }
  for (int i = 0; i < 400; ++i) {
    const Seed& seed = seeds[pick(random, seeds.size())];
    const std::string text = damaged(random, seed.text);
    CAPTURE(text);
    REQUIRE(broken_on_the_way(text, beside(seed)) == "");
    valid += read_cluster(text, "spec.toml").cluster.has_value();
  }
  CHECK(valid > 20);
}
