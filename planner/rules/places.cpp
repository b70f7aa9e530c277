#include "planner/rules/places.hpp"

#include <fmt/format.h>

#include "planner/quorum/cure.hpp"

namespace planner {
namespace {

std::string counts_in_words(const std::vector<std::pair<std::string, int>>& counts) {
  std::vector<std::string> words;
  for (const auto& [id, count] : counts) words.push_back(fmt::format("{} {}", id.empty() ? "a third" : id, count));
  return joined(words);
}

}  // namespace

Finding finding_at(Severity severity, SourceRange where, std::string_view place, std::string message,
                   std::string help) {
  return {{}, severity, std::move(message), {}, where, std::string(place), std::move(help)};
}

std::vector<const Place*> core_places(const Topology& topology, Level level) {
  std::vector<const Place*> places;
  for (const Place& place : topology.places)
    if (place.level == level && !place.edge) places.push_back(&place);
  return places;
}

RoleCounts count_in(const Topology& topology, const Place& place) {
  const auto index = static_cast<PlaceIndex>(&place - topology.places.data());
  return count_roles(topology, {place.id, {}, index, {}, {}, {}});
}

bool has_loadbalancer(const Topology& topology, const Place& place) {
  if (count_in(topology, place).loadbalancer > 0) return true;
  const auto index = static_cast<PlaceIndex>(&place - topology.places.data());
  for (std::optional<PlaceIndex> at = index; at; at = topology.places[static_cast<std::size_t>(*at)].parent)
    if (!topology.places[static_cast<std::size_t>(*at)].endpoint.empty()) return true;
  for (PlaceIndex child : place.children)
    if (!topology.places[static_cast<std::size_t>(child)].endpoint.empty()) return true;
  return false;
}

std::string joined(std::span<const std::string> words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? " and " : ", ";
    result += words[i];
  }
  return result;
}

std::string cure_in_words(const Facts& facts, std::string_view level) {
  const std::optional<Cure> cure = cure_for(facts.cluster.topology, *facts.quorum, level);
  if (!cure) return {};
  if (cure->impossible) {
    std::string words =
        fmt::format("two {0}s can never be safe, one of them holds half of the managers or more", level);
    if (cure->add_in_third > 0)
      words += fmt::format("; {} manager{} in a third {} mend{} it", cure->add_in_third,
                           cure->add_in_third == 1 ? "" : "s", level, cure->add_in_third == 1 ? "s" : "");
    if (!cure->fewer.empty()) words += fmt::format(", as would {} in all", counts_in_words(cure->fewer));
    return words;
  }
  if (cure->balanced.empty())
    return fmt::format("spread the managers so that no {} holds more than {}", level, facts.quorum->tolerated);
  return fmt::format("spread them {}", counts_in_words(cure->balanced));
}

}  // namespace planner
