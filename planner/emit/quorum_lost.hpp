#pragma once
// The runbook for a lost quorum, as Markdown, with the host names and addresses of one layout.
#include <string>

#include "planner/rules/facts.hpp"

namespace planner {

/// Of facts that hold a quorum.
std::string quorum_lost_runbook(const Facts& facts);

}  // namespace planner
