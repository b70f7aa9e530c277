#include "planner/rules/cure_words.hpp"

#include <fmt/format.h>

#include "planner/rules/wording.hpp"

namespace planner {
namespace {

/// "us 3, eu 3, a third group 1"
std::string layout_words(const std::vector<std::pair<std::string, int>>& layout, std::string_view level) {
  std::vector<std::string> parts;
  for (const auto& [id, managers] : layout)
    parts.push_back(fmt::format("{} {}", id.empty() ? fmt::format("one more {}", level) : id, managers));
  return enumerate(parts);
}

std::string impossible_words(const Cure& cure, const Quorum& quorum) {
  std::vector<std::string> ways;
  if (cure.add_in_third > 0) {
    const int all = quorum.managers + cure.add_in_third;
    ways.push_back(fmt::format("put {} in a third {}: {} then, {} needed, any one {} may die",
                               amount(cure.add_in_third, "manager"), cure.level, all, majority_of(all), cure.level));
  }
  if (!cure.fewer.empty()) ways.push_back(fmt::format("with fewer managers: {}", layout_words(cure.fewer, cure.level)));
  const std::string why = fmt::format("two {}s never survive the loss of either, three do", cure.level);
  return ways.empty() ? why : fmt::format("{}; {}", fmt::join(ways, "; or "), why);
}

std::string balanced_words(const Cure& cure) {
  int all = 0;
  for (const auto& [id, managers] : cure.balanced) all += managers;
  std::vector<std::string> moves;
  for (const ManagerMove& move : cure.moves) {
    if (move.manager.empty())
      moves.push_back(fmt::format("make a node of {} a manager", move.to));
    else if (move.to.empty())
      moves.push_back(fmt::format("demote {}", move.manager));
    else
      moves.push_back(fmt::format("promote a node of {}, then demote {}", move.to, move.manager));
  }
  const std::string how = moves.empty() ? "" : fmt::format(" ({})", enumerate(moves));
  const std::string more =
      cure.balanced_spare == 0 ? "none more" : fmt::format("{} more", amount(cure.balanced_spare, "manager"));
  return fmt::format("spread {} managers as {}{}: {} needed, any one {} may die and {} after it", all,
                     layout_words(cure.balanced, cure.level), how, majority_of(all), cure.level, more);
}

}  // namespace

std::string cure_words(const Facts& facts, std::string_view level, std::string_view id, int managers) {
  const Quorum& quorum = *facts.quorum;
  if (level == "node") return "run three managers on three nodes: 2 are needed, so any one of them may die";
  const std::optional<Cure> cure = cure_for(facts.cluster.topology, quorum, level);
  if (cure && cure->impossible) return impossible_words(*cure, quorum);
  if (cure && !cure->balanced.empty()) return balanced_words(*cure);
  return fmt::format("{} may hold at most {} of {} managers: move {} of its {} elsewhere", id, quorum.tolerated,
                     quorum.managers, managers - quorum.tolerated, managers);
}

}  // namespace planner
