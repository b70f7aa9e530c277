#pragma once
// Asking an engine: the docker client by argument vector, at that engine's own socket.
#include <optional>
#include <string>
#include <vector>

#include "cli/rehearse/engine.hpp"
#include "cli/rehearse/process.hpp"

namespace cli {

Command docker(const Programs& programs, const Engine& engine, const std::vector<std::string>& arguments,
               double limit = 10, const std::string& input = "");

Outcome ask(const Programs& programs, const Engine& engine, const std::vector<std::string>& arguments,
            double limit = 10);

/// A line of `docker node ls`.
struct NodeLine {
  std::string name;
  std::string status;        // Ready, Down, Unknown, Disconnected
  std::string availability;  // Active, Pause, Drain
  std::string manager;       // Leader, Reachable, Unreachable; empty for a worker
};

Command node_list(const Programs& programs, const Engine& engine);

std::vector<NodeLine> read_nodes(const std::string& answer);

/// What `docker node ls` says there; none where it does not answer.
std::optional<std::vector<NodeLine>> nodes_at(const Programs& programs, const Engine& engine);

bool in_quorum(const NodeLine& node);

/// The last line of what a command complained of, without the client's own words before it.
std::string words_of(const Outcome& outcome);

}  // namespace cli
