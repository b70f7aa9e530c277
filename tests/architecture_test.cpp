// The house holds: layers point one way, libraries stay in their rooms, files and functions stay short.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = SOURCE_DIR;

/// Folders in order; a file may include its own and those before it.
const std::vector<std::string> kLayers{
    "planner/model",  "planner/swarm",     "planner/catalogue", "planner/graph", "planner/spec",
    "planner/quorum", "planner/placement", "planner/stack",     "planner/dns",   "planner/live",
    "planner/whatif", "planner/rules",     "planner/emit",      "planner",       "cli"};
/// Side by side: none of them includes another.
const std::vector<std::string> kPeers{"planner/placement", "planner/dns", "planner/live"};

struct Room {
  std::string header;
  std::vector<std::string> places;  // folders or files
};
const std::vector<Room> kRooms{
    {"toml++/", {"planner/spec"}},
    {"boost/graph/", {"planner/graph"}},
    {"yaml-cpp/", {"planner/stack"}},
    {"CLI/", {"cli/arguments.cpp", "cli/command_table.hpp", "cli/command_table.cpp"}},
    {"nlohmann/", {"planner/emit", "planner/live", "cli/rehearse"}},
    {"boost/multiprecision/", {"planner/quorum/counting.cpp"}},
};

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (const char* top : {"planner", "cli"})
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top))
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string name_of(const fs::path& path) { return fs::relative(path, kRoot).string(); }

std::string folder_of(std::string name) {
  for (std::size_t slash = name.rfind('/'); slash != std::string::npos; slash = name.rfind('/')) {
    name.resize(slash);
    if (std::find(kLayers.begin(), kLayers.end(), name) != kLayers.end()) return name;
  }
  return "";
}

long rank_of(const std::string& folder) { return std::find(kLayers.begin(), kLayers.end(), folder) - kLayers.begin(); }

bool starts_with(const std::string& text, const std::string& prefix) { return text.rfind(prefix, 0) == 0; }

}  // namespace

TEST_CASE("a file includes its own folder and what stands to its left") {
  std::size_t looked_at = 0;
  for (const fs::path& path : sources()) {
    const std::string name = name_of(path);
    for (const std::string& line : lines_of(path)) {
      if (!starts_with(line, "#include \"")) continue;
      const std::string included = line.substr(10, line.rfind('"') - 10);
      CAPTURE(name);
      CAPTURE(included);
      const std::string from = folder_of(name), to = folder_of(included);
      REQUIRE(rank_of(to) < static_cast<long>(kLayers.size()));
      CHECK(rank_of(to) <= rank_of(from));
      const bool peers = from != to && std::count(kPeers.begin(), kPeers.end(), from) > 0 &&
                         std::count(kPeers.begin(), kPeers.end(), to) > 0;
      CHECK_FALSE(peers);
      ++looked_at;
    }
  }
  CHECK(looked_at > 100);
}

TEST_CASE("cli includes the front door, the model, and what prints") {
  for (const fs::path& path : sources()) {
    const std::string name = name_of(path);
    if (!starts_with(name, "cli/")) continue;
    for (const std::string& line : lines_of(path)) {
      if (!starts_with(line, "#include \"planner/")) continue;
      const std::string folder = folder_of(line.substr(10, line.rfind('"') - 10));
      CAPTURE(name);
      CAPTURE(line);
      CHECK((folder == "planner" || folder == "planner/model"));
    }
  }
}

TEST_CASE("each library stays in its room") {
  for (const fs::path& path : sources()) {
    const std::string name = name_of(path);
    for (const std::string& line : lines_of(path)) {
      if (!starts_with(line, "#include <")) continue;
      for (const Room& room : kRooms) {
        if (!starts_with(line.substr(10), room.header)) continue;
        const bool at_home = std::any_of(room.places.begin(), room.places.end(),
                                         [&](const std::string& place) { return starts_with(name, place); });
        CAPTURE(name);
        CAPTURE(line);
        CHECK(at_home);
      }
    }
  }
}

TEST_CASE("files under 300 lines, functions under 40") {
  // Reasoned exceptions: name → why.
  const std::map<std::string, std::string> long_functions{
      {"planner/spec/decode_value.cpp", "one switch over all shapes, a line each"},
  };
  for (const fs::path& path : sources()) {
    const std::string name = name_of(path);
    const std::vector<std::string> lines = lines_of(path);
    CAPTURE(name);
    CHECK(lines.size() < 300);
    if (long_functions.contains(name) || path.extension() != ".cpp") continue;
    // A function's body begins on a line at column 0 that ends with "{" and ends with a "}" at column 0. Tables and
    // types, which the same shape fits, are told by what stands in the line.
    std::size_t start = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      if (line.empty() || line[0] == ' ' || line[0] == '}') {
        if (line == "}" && start > 0) {
          CAPTURE(lines[start - 1]);
          CHECK(i - start < 40);
          start = 0;
        }
        continue;
      }
      const bool opens = line.size() > 2 && line.compare(line.size() - 3, 3, ") {") == 0;
      if (opens) start = i + 1;
    }
  }
}

TEST_CASE("every source is built") {
  std::ostringstream listed;
  for (const char* list : {"planner/CMakeLists.txt", "cli/CMakeLists.txt", "CMakeLists.txt"})
    listed << std::ifstream(kRoot / list).rdbuf();
  for (const fs::path& path : sources()) {
    if (path.extension() != ".cpp") continue;
    CAPTURE(name_of(path));
    CHECK(listed.str().find(name_of(path)) != std::string::npos);
  }
}
