#pragma once
// A spec, compose files beside it, and what comes out.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "planner/model/beside.hpp"
#include "planner/model/compose.hpp"
#include "planner/model/finding.hpp"
#include "planner/model/service.hpp"

namespace planner::test {

struct ComposeCase {
  std::string compose;                         // docker-compose.yml
  std::string spec{};                          // what follows the layout and [stack]; may be empty
  std::map<std::string, std::string> files{};  // others, by their path relative to the spec
  std::optional<Variables> variables{};
  std::string stack_files = "\"docker-compose.yml\"";
};

struct ComposeResult {
  std::string stack;  // the YAML of stack.yml; empty if something is wrong
  std::vector<Finding> findings;
  std::vector<ComposeChange> changes;
  std::vector<Service> services;
};

/// On a layout of three zones with a manager, a load balancer and two workers each; the stack's name is "shop".
ComposeResult run(const ComposeCase& given);

/// The value at a dotted path of the stack, as text; "(none)" where there is none. A list of texts is joined by " | ".
std::string at(const ComposeResult& result, const std::string& path);

/// The first message; "" if all is well.
std::string wrong(const ComposeResult& result);

/// What is told of that path: all, joined by "; ".
std::string told(const ComposeResult& result, const std::string& path);

}  // namespace planner::test
