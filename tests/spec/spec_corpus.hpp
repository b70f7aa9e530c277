#pragma once
// The collections of spec texts beside this file: many small ones in one file, each below a line `=== what it is`.
#include <string>
#include <vector>

namespace planner::test {

struct CorpusText {
  std::string title;
  std::string text;
};

/// The texts of tests/spec/corpus/NAME.
std::vector<CorpusText> corpus_file(const std::string& name);

/// All of tests/spec/corpus/*.toml, one text a file, in order of name.
std::vector<CorpusText> corpus_specs();

}  // namespace planner::test
