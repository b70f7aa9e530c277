#pragma once
// Runs an emitted script for real, against tests/emit/fake_docker, whose Swarm is a folder that this looks after.
#include <filesystem>
#include <map>
#include <string>

namespace planner::test {

struct Run {
  int code = 0;
  std::string output;  // both streams
};

struct NodeState {
  std::string id;
  std::string host;
  std::string status = "Ready";
  std::string address = "192.0.2.1";
  std::string manager = {};  // "Leader", "Reachable" or nothing
  std::string availability = "Active";
};

class FakeSwarm {
 public:
  FakeSwarm();
  ~FakeSwarm();
  FakeSwarm(const FakeSwarm&) = delete;
  FakeSwarm& operator=(const FakeSwarm&) = delete;

  /// A member of the Swarm.
  void add(const NodeState& node);
  /// A machine with an engine that answers to `host` and calls itself `name`.
  void add_engine(const std::string& host, const std::string& name);
  void write(const std::string& file, const std::string& text) const;
  std::string read(const std::string& file) const;  // empty when there is none

  /// bash SCRIPT ARGUMENTS, with `environment` ("A=b C=d") before it. `arguments` is shell text.
  Run run(const std::string& script, const std::string& arguments = "", const std::string& environment = "") const;

  /// All nodes and engines as file name and content: equal before and after when nothing was changed.
  std::map<std::string, std::string> state() const;
  int calls(const std::string& containing) const;
  std::string id_of(const std::string& host) const;
  std::string of_node(const std::string& host, const std::string& file) const;  // "labels/zone"

 private:
  std::filesystem::path root_;
};

/// What shellcheck says, and nothing when it has nothing to say. Without shellcheck: fails where CI is set, else says
/// so.
std::string shellcheck(const std::string& script);

}  // namespace planner::test
