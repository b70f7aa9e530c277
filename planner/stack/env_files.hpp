#pragma once
// The env files that a stack file names, as docker stack deploy reads them.
#include "planner/model/beside.hpp"
#include "planner/stack/stack_file.hpp"

namespace planner {

/// Fills StackFile::env_files. Paths are looked up where the stack file stands; one with a variable or ~ is not, and
/// what is there but cannot be read is passed over.
void look_up_env_files(StackFile& stack, const Beside& beside);

}  // namespace planner
