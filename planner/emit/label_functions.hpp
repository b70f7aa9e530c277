#pragma once
// What labels.sh and bootstrap.sh share: bash functions that bring the labels of a Swarm to what the plan says.
#include <string>

namespace planner {

/// The functions `labelled`, `nodes` and `pool`, which `plan` calls, and `label_all`, which does the work. They expect
/// `swarm ARGUMENT…` to run docker against a manager, `say` and `complain` to print, and `dry_run` to be set.
void append_label_functions(std::string& script);

}  // namespace planner
