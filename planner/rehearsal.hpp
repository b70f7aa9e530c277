#pragma once
// A dress rehearsal: a spec's text and a question in, what to boot and to try out; and what was seen in, the page out.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "planner/model/beside.hpp"
#include "planner/model/finding.hpp"
#include "planner/model/rehearsal.hpp"

namespace planner {

/// The machine on which all engines run: each of them offers all of it.
struct RehearsalMachine {
  double cpus = 0;
  std::int64_t memory = 0;  // bytes
  std::string arch;         // amd64, arm64
};

/// Each entry of a list is a drill of its own; a comma joins what happens together.
struct RehearsalQuestion {
  std::vector<std::string> fail, stop, drain;    // references
  std::vector<std::string> cut;                  // "A:B"
  std::vector<std::string> all;                  // levels
  std::vector<std::string> scale;                // "worker=1": of a role at most so many in each zone
  std::optional<RehearsalMachine> machine = {};  // none: nodes are as the spec says
};

struct PlannedRehearsal {
  bool valid = false;  // the spec is; else `findings` are errors of form
  std::vector<Finding> findings;
  std::vector<std::string> errors;  // what is wrong with the question, or why there is nothing to rehearse
  RehearsalPlan plan;
  std::vector<std::pair<std::string, std::size_t>> smaller;  // options that make it smaller, the least first: engines
};

PlannedRehearsal plan_rehearsal(std::string_view text, std::string_view file, const RehearsalQuestion& question,
                                const Beside& beside = {});

/// How many drills were not as foretold, or were not done.
std::size_t wrong_predictions(const RehearsalPlan& plan, const RehearsalSeen& seen);

/// `format`: text, json, junit.
std::string print_rehearsal(const RehearsalPlan& plan, const RehearsalSeen& seen, std::string_view format);

}  // namespace planner
