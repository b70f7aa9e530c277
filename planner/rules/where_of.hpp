#pragma once
// Where the spec declares a service of the stack: one that is split into zones has one header for all its parts.
#include <string_view>

#include "planner/stack/stack.hpp"

namespace planner {

SourceRange where_of(const Stack& stack, std::string_view service);

}  // namespace planner
