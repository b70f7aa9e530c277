#include "cli/rehearse/docker.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace cli {

Command docker(const Programs& programs, const Engine& engine, const std::vector<std::string>& arguments, double limit,
               const std::string& input) {
  Command command{{programs.docker, "-H", socket_of(engine)}, programs.environment};
  command.input = input;
  command.limit = limit;
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  return command;
}

Outcome ask(const Programs& programs, const Engine& engine, const std::vector<std::string>& arguments, double limit) {
  return run_program(docker(programs, engine, arguments, limit));
}

Command node_list(const Programs& programs, const Engine& engine) {
  return docker(programs, engine,
                {"node", "ls", "--format", "{{.Hostname}}|{{.Status}}|{{.Availability}}|{{.ManagerStatus}}"}, 5);
}

std::vector<NodeLine> read_nodes(const std::string& answer) {
  std::vector<NodeLine> nodes;
  std::istringstream lines(answer);
  for (std::string line; std::getline(lines, line);) {
    std::array<std::string, 4> fields;
    std::istringstream parts(line);
    for (std::string& field : fields) std::getline(parts, field, '|');
    nodes.push_back({fields[0], fields[1], fields[2], fields[3]});
  }
  return nodes;
}

std::optional<std::vector<NodeLine>> nodes_at(const Programs& programs, const Engine& engine) {
  const Outcome outcome = run_program(node_list(programs, engine));
  if (!outcome.ok()) return std::nullopt;
  return read_nodes(outcome.out);
}

bool in_quorum(const NodeLine& node) { return node.manager == "Leader" || node.manager == "Reachable"; }

std::string words_of(const Outcome& outcome) {
  if (outcome.timed_out) return "(no answer)";
  std::string last;
  std::istringstream lines(outcome.err);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) last = line;
  const std::string frame = "desc = ";
  if (const std::size_t at = last.rfind(frame); at != std::string::npos) last.erase(0, at + frame.size());
  return last;
}

}  // namespace cli
