#include "tests/emit/fake_swarm.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace planner::test {
namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::filesystem::path fresh_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "fake_swarm.XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  return name;
}

int exit_code(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

FakeSwarm::FakeSwarm() : root_(fresh_folder()) {
  std::filesystem::create_directories(root_ / "nodes");
  std::filesystem::create_directories(root_ / "engines");
  write("network", "[] /24 4789\n");
}

FakeSwarm::~FakeSwarm() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

void FakeSwarm::write(const std::string& file, const std::string& text) const {
  std::filesystem::create_directories((root_ / file).parent_path());
  std::ofstream(root_ / file, std::ios::binary) << text;
}

std::string FakeSwarm::read(const std::string& file) const { return slurp(root_ / file); }

void FakeSwarm::add(const NodeState& node) {
  const std::string folder = "nodes/" + node.id + "/";
  write(folder + "hostname", node.host);
  write(folder + "status", node.status);
  write(folder + "availability", node.availability);
  write(folder + "manager", node.manager);
  write(folder + "address", node.address);
}

void FakeSwarm::add_engine(const std::string& host, const std::string& name) {
  write("engines/" + host + "/name", name);
}

Run FakeSwarm::run(const std::string& script, const std::string& arguments, const std::string& environment) const {
  write("script", script);
  const std::string folder = root_.string();
  const std::string fake = SOURCE_DIR "/tests/emit/fake_docker";
  const std::string command = "cd '" + folder + "' && env PATH=\"" + fake + ":$PATH\" FAKE_SWARM='" + folder + "' " +
                              environment + " bash ./script " + arguments + " >output 2>&1";
  const int code = exit_code(command);
  return {code, read("output")};
}

std::map<std::string, std::string> FakeSwarm::state() const {
  std::map<std::string, std::string> files;
  for (const char* folder : {"nodes", "engines"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root_ / folder))
      if (entry.is_regular_file()) files[entry.path().lexically_relative(root_).string()] = slurp(entry.path());
  return files;
}

int FakeSwarm::calls(const std::string& containing) const {
  std::istringstream lines(read("calls"));
  int count = 0;
  for (std::string line; std::getline(lines, line);) count += line.find(containing) != std::string::npos ? 1 : 0;
  return count;
}

std::string FakeSwarm::id_of(const std::string& host) const {
  for (const auto& entry : std::filesystem::directory_iterator(root_ / "nodes"))
    if (slurp(entry.path() / "hostname") == host) return entry.path().filename().string();
  return "";
}

std::string FakeSwarm::of_node(const std::string& host, const std::string& file) const {
  return read("nodes/" + id_of(host) + "/" + file);
}

std::string shellcheck(const std::string& script) {
  if (exit_code("command -v shellcheck >/dev/null") != 0) {
    if (std::getenv("CI") != nullptr) return "shellcheck is missing";
    MESSAGE("SKIPPED: shellcheck is missing, the script was not checked");
    return "";
  }
  const std::filesystem::path folder = fresh_folder();
  std::ofstream(folder / "script", std::ios::binary) << script;
  const int code = exit_code("cd '" + folder.string() + "' && shellcheck script >output 2>&1");
  std::string said = slurp(folder / "output");
  std::filesystem::remove_all(folder);
  return code == 0 ? said : said + "shellcheck ended with " + std::to_string(code);
}

}  // namespace planner::test
