#pragma once
// How large the files are that secrets and configs are made from.
#include "planner/model/beside.hpp"
#include "planner/stack/stack_file.hpp"

namespace planner {

/// Fills StackObject::bytes. Paths are looked up where the stack file stands; one with a variable or ~ is not.
void look_up_sizes(StackFile& stack, const FileSize& size_of);

}  // namespace planner
