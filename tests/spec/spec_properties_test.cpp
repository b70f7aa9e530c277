// Properties over many texts: generated valid TOML, the corpus, and both after damage.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "planner/spec/notation.hpp"
#include "planner/spec/read_toml.hpp"
#include "tests/fuzz/spec_text_properties.hpp"
#include "tests/spec/spec_corpus.hpp"
#include "tests/spec/toml_generator.hpp"

using namespace planner;
using namespace planner::test;

TEST_CASE("generated TOML is valid, passes unchanged, reads and formats") {
  Random random{1};
  int with_lists = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = random_toml(random);
    CAPTURE(text);
    const std::string_view plain = std::string_view(text).substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    REQUIRE(toml_parser_accepts(plain));
    REQUIRE(rewrite_notation(text, "").toml == plain);
    const TomlReading reading = read_toml(text, "");
    REQUIRE_MESSAGE(reading.findings.empty(), reading.findings.front().message);
    REQUIRE(broken_property(text) == "");
    with_lists += text.find("[[") != std::string::npos;
  }
  CHECK(with_lists > 500);
}

TEST_CASE("damaged texts keep every property") {
  Random random{2};
  std::vector<CorpusText> seeds = corpus_specs();
  for (const char* name : {"valid.txt", "invalid.txt", "zones.txt"})
    for (CorpusText& text : corpus_file(name)) seeds.push_back(std::move(text));
  int refused = 0, accepted = 0;
  for (int i = 0; i < 8000; ++i) {
    const std::string seed = i % 3 == 0 ? random_toml(random) : seeds[pick(random, seeds.size())].text;
    const std::string text = damaged(random, seed);
    CAPTURE(text);
    REQUIRE(broken_property(text) == "");
    (read_toml(text, "").findings.empty() ? accepted : refused) += 1;
  }
  CHECK(refused > 2000);
  CHECK(accepted > 200);
}

TEST_CASE("the corpus of valid texts reads, that of invalid ones never does") {
  for (const CorpusText& it : corpus_file("valid.txt")) {
    CAPTURE(it.title);
    CHECK(toml_parser_accepts(it.text));
    CHECK(read_toml(it.text, "").findings.empty());
    CHECK(broken_property(it.text) == "");
  }
  for (const CorpusText& it : corpus_file("invalid.txt")) {
    CAPTURE(it.title);
    CHECK(!toml_parser_accepts(it.text));
    CHECK(!read_toml(it.text, "").findings.empty());
    CHECK(broken_property(it.text) == "");
  }
  for (const CorpusText& it : corpus_file("zones.txt")) {
    CAPTURE(it.title);
    CHECK(!toml_parser_accepts(it.text));
    const TomlReading reading = read_toml(it.text, "");
    CHECK_MESSAGE(reading.findings.empty(), reading.findings.front().message);
    CHECK(broken_property(it.text) == "");
  }
}
