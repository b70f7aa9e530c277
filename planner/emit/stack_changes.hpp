#pragma once
// What became of compose files, in words.
#include <string>
#include <vector>

#include "planner/model/compose.hpp"
#include "planner/stack/stack.hpp"

namespace planner {

/// "12 rewritten, 3 left out"
std::string changes_in_short(const std::vector<ComposeChange>& changes);

/// Does docker read files beside the stack when it is deployed? Their paths are relative to the spec.
bool reads_files(const Stack& stack);

/// Names of those that must exist before the stack is deployed: nothing defines them, or something says that they are
/// external.
std::vector<std::string> expected_objects(const std::vector<std::string>& names,
                                          const std::vector<YamlField>& definitions);

}  // namespace planner
