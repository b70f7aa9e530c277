#pragma once
// What is left when this fails: a spec's text and a question in, the answer out.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/beside.hpp"
#include "planner/model/finding.hpp"

namespace planner {

/// References as a person names them; all of it happens together.
struct WhatIf {
  std::vector<std::string> fail, drain;
  std::vector<std::string> cut;   // "A:B"
  std::string max;                // a level: how much of it may be stopped besides; empty: not asked
  std::optional<int> seeds = {};  // runs of the services' tasks; none: as many as are due
};

struct WhatIfAnswer {
  bool valid = false;  // the spec is; else `findings` are errors of form
  std::vector<Finding> findings;
  std::vector<std::string> errors;  // what is wrong with the question; then there is no answer
  std::string content;
  bool holds = true;  // the quorum is kept and no goal's promise was broken
};

/// `format`: text, json, markdown.
WhatIfAnswer simulate(std::string_view text, std::string_view file, const WhatIf& question, std::string_view format,
                      const Beside& beside = {});

}  // namespace planner
