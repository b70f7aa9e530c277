#pragma once
// The bash functions of bootstrap.sh that are the same for every plan. Order in the script: head, those of
// label_functions.hpp, the plan's own data, checks, steps.
#include <string>

namespace planner {

/// How to use it, where tokens go, and `on`, through which every remote command goes.
void append_bootstrap_head(std::string& script);

/// Reading addresses and looking at the machines, before anything is changed.
void append_bootstrap_checks(std::string& script);

/// Init, join, label, availability, and the call of main.
void append_bootstrap_steps(std::string& script);

}  // namespace planner
