#pragma once
// The files beside a spec, read as they are asked for and kept, so that messages can show their lines.
#include "cli/arguments.hpp"
#include "planner/model/beside.hpp"
#include "planner/model/sources.hpp"

namespace cli {

/// Fills `read` with what is read, which has to outlive the result. Throws Error with exit code 2 for an env file that
/// cannot be read.
planner::Beside beside(planner::Sources& read, const VariableArguments& variables = {});

}  // namespace cli
