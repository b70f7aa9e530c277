#pragma once
// One service of a stack file, one object beside the services: what rules look at, from the tree of values.
// What has the wrong shape is left out here; key_shapes.hpp tells it.
#include "planner/stack/stack_file.hpp"

namespace planner {

StackFileService read_service(const YamlField& entry);

StackObject read_object(const YamlField& entry);

}  // namespace planner
