#pragma once
// From what is known of a stack file's keys to findings.
#include <initializer_list>
#include <string>
#include <vector>

#include "planner/rules/facts.hpp"

namespace planner {

/// One finding for each trouble of these kinds; `word` gives severity, message and help.
std::vector<Finding> tell_troubles(const Facts& facts, std::initializer_list<StackTrouble::Kind> kinds,
                                   Finding (*word)(const StackFile&, const StackTrouble&));

/// What a stack says in place of a key, as a sentence.
std::string instead_of(const StackTrouble& trouble);

}  // namespace planner
