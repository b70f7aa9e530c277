#include "planner/rules/stack_troubles.hpp"

#include <algorithm>

namespace planner {

std::vector<Finding> tell_troubles(const Facts& facts, std::initializer_list<StackTrouble::Kind> kinds,
                                   Finding (*word)(const StackFile&, const StackTrouble&)) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackTrouble& trouble : stack.troubles) {
      if (std::ranges::find(kinds, trouble.kind) == kinds.end()) continue;
      Finding finding = word(stack, trouble);
      finding.file = stack.file;
      finding.where = trouble.where;
      finding.place = trouble.service;
      findings.push_back(std::move(finding));
    }
  return findings;
}

std::string instead_of(const StackTrouble& trouble) {
  constexpr std::string_view nothing = "nothing: ";
  if (trouble.instead.empty()) return "leave it out: Swarm has no such thing";
  if (trouble.instead.starts_with(nothing))
    return "leave it out: " + std::string(trouble.instead.substr(nothing.size()));
  return "in a stack: " + std::string(trouble.instead);
}

}  // namespace planner
