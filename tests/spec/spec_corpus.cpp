#include "tests/spec/spec_corpus.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace planner::test {
namespace {

const std::filesystem::path folder = std::filesystem::path(SOURCE_DIR) / "tests/spec/corpus";

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::vector<CorpusText> corpus_file(const std::string& name) {
  const std::string content = content_of(folder / name);
  std::vector<CorpusText> texts;
  for (std::size_t at = content.find("=== "); at < content.size();) {
    const std::size_t title_end = content.find('\n', at);
    const std::size_t next = std::min(content.find("\n=== ", title_end), content.size() - 1);
    texts.push_back({content.substr(at + 4, title_end - at - 4), content.substr(title_end + 1, next - title_end)});
    at = next + 1;
  }
  return texts;
}

std::vector<CorpusText> corpus_specs() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<CorpusText> texts;
  for (const auto& path : paths) texts.push_back({path.stem().string(), content_of(path)});
  return texts;
}

}  // namespace planner::test
