#include "tests/cli/outcome.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "cli/run.hpp"

namespace cli::test {

namespace fs = std::filesystem;

Outcome run(const std::vector<std::string>& arguments, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out, err;
  Outcome outcome;
  outcome.code = cli::run(arguments, {in, out, err});
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "swarmplan-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& content) const {
  fs::create_directories((path / name).parent_path());
  std::ofstream(path / name, std::ios::binary) << content;
  return file(name);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string repository(const std::string& name) { return std::string(SOURCE_DIR) + "/" + name; }

bool same_as_golden(const fs::path& golden, const std::string& actual) {
  if (std::getenv("SWARMPLAN_UPDATE") != nullptr) {
    fs::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << actual;
  }
  return fs::exists(golden) && read_file(golden) == actual;
}

}  // namespace cli::test
