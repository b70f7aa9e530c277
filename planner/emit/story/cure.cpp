// How the layout is mended, in figures: what the quorum analysis found, said for its own managers and places.
#include "planner/quorum/cure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/story/outlook.hpp"
#include "planner/emit/story/story.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr std::size_t places_at_once = 8;
constexpr std::size_t moves_at_once = 3;

using Spread = std::vector<std::pair<std::string, int>>;

int managers_of_spread(const Spread& spread) {
  int count = 0;
  for (const auto& [id, managers] : spread) count += managers;
  return count;
}

/// "us 3, eu 3, third 1"
std::string places(const Spread& spread, std::string_view level) {
  std::vector<std::string> parts;
  for (const auto& [id, managers] : spread)
    if (managers > 0) parts.push_back(fmt::format("{} {}", id.empty() ? fmt::format("a new {}", level) : id, managers));
  return folded(parts, places_at_once);
}

int heaviest(const Outlook& outlook, const std::string& level) {
  int most = 0;
  for (const DomainQuorum& entry : outlook.quorum.domains)
    if (domain_of(outlook, entry).level == level) most = std::max(most, entry.managers);
  return most;
}

std::string third_place(const Outlook& outlook, const Cure& cure) {
  if (cure.add_in_third == 0) return "";
  const int all = outlook.quorum.managers + cure.add_in_third;
  std::vector<std::string> ids;
  for (const DomainQuorum& entry : outlook.quorum.domains)
    if (domain_of(outlook, entry).level == cure.level && entry.managers > 0)
      ids.push_back(domain_of(outlook, entry).id);
  const std::string count = cure.add_in_third == 1 ? "One manager" : fmt::format("{} managers", cure.add_in_third);
  return fmt::format("{} in a third {}, outside {}: {}, then {} left, {} needed.", count, cure.level,
                     join(ids, " and "), all, all - heaviest(outlook, cure.level), majority_of(all));
}

std::vector<std::string> impossible(const Outlook& outlook, const Cure& cure) {
  if (cure.level == "node") return {"Managers on three nodes: then any one may die. There are too few nodes yet."};
  std::vector<std::string> lines;
  if (const std::string third = third_place(outlook, cure); !third.empty()) lines.push_back(third);
  if (!cure.fewer.empty())
    lines.push_back(
        fmt::format("{}: {}.", lines.empty() ? "Safe would be" : "Fewer do the same", places(cure.fewer, cure.level)));
  lines.push_back(fmt::format("Two {} never can: one of them holds half or more.", plural(cure.level)));
  return lines;
}

/// "Promote one in c, then demote a-manager-3."
std::string moves(const Cure& cure) {
  std::vector<std::string> parts;
  for (const ManagerMove& move : cure.moves) {
    const std::string one = cure.level == "node" ? move.to : fmt::format("one node in {}", move.to);
    if (move.to.empty()) {
      parts.push_back(fmt::format("demote {}", move.manager));
    } else if (move.manager.empty()) {
      parts.push_back(fmt::format("promote {}", one));
    } else {
      parts.push_back(fmt::format("promote {}, then demote {}", one, move.manager));
    }
  }
  if (parts.empty()) return "";
  const std::size_t more = parts.size() > moves_at_once ? parts.size() - moves_at_once : 0;
  parts.resize(parts.size() - more);
  std::string text = fmt::format("{}", fmt::join(parts, "; "));
  if (more > 0) text += fmt::format("; and {} more", counted(static_cast<int>(more), "move"));
  text[0] = upper(text.substr(0, 1))[0];
  return text + ".";
}

std::vector<std::string> spread_out(const Outlook& outlook, const Cure& cure) {
  if (cure.balanced.empty()) return {};
  const int count = managers_of_spread(cure.balanced);
  const std::string all = count == outlook.quorum.managers ? fmt::format("The same {}", counted(count, "manager"))
                                                           : counted(count, "manager");
  if (cure.level == "node") {
    std::vector<std::string> hosts;
    for (const auto& [id, managers] : cure.balanced) hosts.push_back(id);
    return {fmt::format("Managers on {}: then any one may die.", join(hosts, " and ")), moves(cure)};
  }
  std::vector<std::string> lines = {
      fmt::format("{} as {}: any one {} may die, then {}.", all, places(cure.balanced, cure.level), cure.level,
                  cure.balanced_spare == 0 ? "nothing more" : counted(cure.balanced_spare, "manager") + " more")};
  if (const std::string how = moves(cure); !how.empty()) lines.push_back(how);
  return lines;
}

/// Of fatal declared domains, each kind once, where the kind's domains hold every manager and none twice: moving
/// managers between two of them would only turn it round.
std::vector<std::string> declared_kinds(const Outlook& outlook, std::vector<std::string>& told) {
  std::vector<std::string> lines;
  for (const DomainQuorum* entry : outlook.fatal) {
    const FailureDomain& domain = domain_of(outlook, *entry);
    if (!is_declared(domain) || std::find(told.begin(), told.end(), domain.level) != told.end()) continue;
    const std::optional<Cure> cure = cure_for(outlook.cluster.topology, outlook.quorum, domain.level);
    if (!cure || (!cure->impossible && cure->balanced.empty())) continue;
    told.push_back(domain.level);
    for (std::string& line : cure->impossible ? impossible(outlook, *cure) : spread_out(outlook, *cure))
      lines.push_back(std::move(line));
  }
  return lines;
}

/// Where domains overlap no layout is known; how many managers have to leave each is.
std::vector<std::string> move_out(const Outlook& outlook, bool declared_only, const std::vector<std::string>& told) {
  std::vector<std::string> lines;
  for (const DomainQuorum* entry : outlook.fatal) {
    const FailureDomain& domain = domain_of(outlook, *entry);
    if ((declared_only && !is_declared(domain)) || lines.size() == 3) continue;
    if (std::find(told.begin(), told.end(), domain.level) != told.end()) continue;
    lines.push_back(fmt::format("Move {} out of {}: it holds {} of {}, safe are {}.",
                                counted(entry->managers - outlook.quorum.tolerated, "manager"), domain.id,
                                entry->managers, outlook.quorum.managers, outlook.quorum.tolerated));
  }
  return lines;
}

/// Of an even number.
std::string ordinal(int number) {
  return fmt::format("{}{}", number, number % 10 == 2 && number % 100 != 12 ? "nd" : "th");
}

std::optional<Cure> outermost_cure(const Outlook& outlook) {
  for (const std::string_view level : {"group", "region", "zone", "rack"}) {
    if (fatal_at(outlook, level).empty()) continue;
    return cure_for(outlook.cluster.topology, outlook.quorum, level);
  }
  if (outlook.quorum.tolerated == 0) return cure_for(outlook.cluster.topology, outlook.quorum, "node");
  return std::nullopt;
}

}  // namespace

Section tell_cure(const Outlook& outlook) {
  std::vector<std::string> lines;
  const int managers = outlook.quorum.managers;
  if (const std::optional<Cure> cure = outermost_cure(outlook))
    lines = cure->impossible ? impossible(outlook, *cure) : spread_out(outlook, *cure);
  std::vector<std::string> told;
  if (outlook.quorum.tolerated > 0) {
    for (std::string& line : declared_kinds(outlook, told)) lines.push_back(std::move(line));
    for (std::string& line : move_out(outlook, !lines.empty(), told)) lines.push_back(std::move(line));
  }
  if (!outlook.parting.empty())
    lines.push_back(fmt::format("Join two of the sides by a link that does not pass {}.",
                                domain_of(outlook, *outlook.parting.front()).id));
  if (managers % 2 == 0 && !outlook.cases.empty())
    lines.push_back(fmt::format("{} the {} buys nothing: {} {} {}.", lines.empty() ? "As it is," : "Till then",
                                ordinal(managers), managers - 1, managers == 2 ? "also tolerates" : "also tolerate",
                                outlook.quorum.tolerated));
  if (lines.empty()) return {};
  return {"Cure", {Paragraph{fmt::format("{}", fmt::join(lines, " ")), "", "", 0}}};
}

}  // namespace planner
