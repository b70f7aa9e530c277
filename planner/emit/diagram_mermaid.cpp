// The layout as a Mermaid flowchart: places inside places, with counts where nodes would be too many to read.
// A place whose loss stops the swarm says so in words. Large layouts are drawn down to the level that stays readable.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "planner/emit/emitter.hpp"
#include "planner/emit/mermaid_text.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr int places_at_most = 80;          // boxes that one page can show
constexpr std::size_t lines_at_most = 400;  // Mermaid refuses more than 500 edges

struct Drawing {
  const Report& report;
  std::vector<std::string> words;  // of each place: why it matters; may be empty
  Level deepest = Level::rack;
  int drawn = 0;
  std::vector<bool> shown;  // places that have a box: lines may end there
  std::string text;
};

const Place& place_at(const Drawing& drawing, PlaceIndex index) {
  return drawing.report.facts.cluster.topology.places[static_cast<std::size_t>(index)];
}

std::string indented(int depth) { return std::string(static_cast<std::size_t>(2 * depth + 2), ' '); }

std::string counts_of(const RoleCounts& counts) {
  std::vector<std::string> parts;
  if (counts.manager > 0) parts.push_back(counted(counts.manager, "manager"));
  if (counts.loadbalancer > 0) parts.push_back(counted(counts.loadbalancer, "load balancer"));
  if (counts.worker > 0) parts.push_back(counted(counts.worker, "worker"));
  if (counts.service > 0) parts.push_back(counted(counts.service, "service host"));
  return parts.empty() ? "no node" : join(parts, ", ");
}

/// Counts of the pools that stand in the place itself, not in its racks.
RoleCounts own_counts(const Topology& topology, PlaceIndex index) {
  Topology own;
  const Place& place = topology.places[static_cast<std::size_t>(index)];
  for (int i = 0; i < place.pool_count; ++i) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(place.first_pool + i)];
    if (pool.place == index) own.pools.push_back(pool);
  }
  return count_roles(own);
}

RoleCounts all_counts(const Topology& topology, PlaceIndex index) {
  FailureDomain domain;
  domain.place = index;
  return count_roles(topology, domain);
}

void draw_roles(Drawing& drawing, PlaceIndex index, int depth) {
  const RoleCounts counts = own_counts(drawing.report.facts.cluster.topology, index);
  const std::string in = indented(depth);
  const auto box = [&](int count, std::string_view letter, std::string_view open, std::string_view noun,
                       std::string_view close) {
    if (count > 0)
      drawing.text +=
          fmt::format("{}p{}{}{}{}{}\n", in, index, letter, open, mermaid_label(counted(count, noun)), close);
  };
  box(counts.loadbalancer, "l", "([", "load balancer", "])");
  box(counts.manager, "m", "{{", "manager", "}}");
  box(counts.worker, "w", "[", "worker", "]");
  box(counts.service, "s", "[", "service host", "]");
}

std::string title_of(const Drawing& drawing, PlaceIndex index) {
  const Place& place = place_at(drawing, index);
  std::string title = place.id;
  if (place.edge && place.level == Level::region) title += " (edge)";
  const std::string& word = drawing.words[static_cast<std::size_t>(index)];
  return word.empty() ? title : title + ": " + word;
}

void draw_place(Drawing& drawing, PlaceIndex index, int depth) {
  const Place& place = place_at(drawing, index);
  if (++drawing.drawn > places_at_most) return;
  drawing.shown[static_cast<std::size_t>(index)] = true;
  const bool has_children = std::any_of(place.children.begin(), place.children.end(), [&](PlaceIndex child) {
    return place_at(drawing, child).level <= drawing.deepest;
  });
  const RoleCounts counts = all_counts(drawing.report.facts.cluster.topology, index);
  const bool closed = place.level == drawing.deepest && !place.children.empty();
  if (closed || counts.total() == 0) {
    drawing.text +=
        fmt::format("{}p{}[{}]\n", indented(depth), index, mermaid_label(title_of(drawing, index), counts_of(counts)));
    return;
  }
  drawing.text += fmt::format("{}subgraph p{}[{}]\n", indented(depth), index, mermaid_label(title_of(drawing, index)));
  draw_roles(drawing, index, depth + 1);
  if (has_children)
    for (PlaceIndex child : place.children) draw_place(drawing, child, depth + 1);
  drawing.text += indented(depth) + "end\n";
}

/// The innermost level down to which all places fit on a page; the outermost is drawn in any case.
Level readable_depth(const Topology& topology) {
  std::array<int, 4> upto{};
  for (const Place& place : topology.places)
    for (std::size_t level = static_cast<std::size_t>(place.level); level < upto.size(); ++level) ++upto[level];
  for (std::size_t level = upto.size(); level-- > 1;)
    if (upto[level] <= places_at_most) return static_cast<Level>(level);
  return upto[0] > 0 ? Level::group : Level::region;
}

/// Which places stop the swarm when they die, in words: not by colour.
std::vector<std::string> importance(const Facts& facts) {
  std::vector<std::string> words(facts.cluster.topology.places.size());
  if (!facts.quorum) return words;
  for (const DomainQuorum& entry : facts.quorum->domains) {
    const FailureDomain& domain = facts.cluster.topology.domains[static_cast<std::size_t>(entry.domain)];
    if (domain.place && !entry.kept) words[static_cast<std::size_t>(*domain.place)] = "losing it stops the swarm";
  }
  return words;
}

void draw_homes(Drawing& drawing) {
  std::size_t lines = 0;
  const std::vector<Place>& places = drawing.report.facts.cluster.topology.places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].level != Level::region || !drawing.shown[i]) continue;
    for (std::size_t rank = 0; rank < places[i].home.size(); ++rank) {
      if (!drawing.shown[static_cast<std::size_t>(places[i].home[rank])] || ++lines > lines_at_most) continue;
      drawing.text +=
          fmt::format("  p{} -. {} .-> p{}\n", i, mermaid_label(rank == 0 ? "home" : fmt::format("home {}", rank + 1)),
                      places[i].home[rank]);
    }
  }
}

void draw_declared(Drawing& drawing) {
  const Facts& facts = drawing.report.facts;
  const std::vector<FailureDomain>& domains = facts.cluster.topology.domains;
  int drawn = 0;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    if (domains[i].place || ++drawn > places_at_most) continue;
    const bool stops = facts.quorum && i < facts.quorum->domains.size() && !facts.quorum->domains[i].kept;
    drawing.text += fmt::format("  d{}[/{}/]\n", i,
                                mermaid_label(domains[i].id + (stops ? ": losing it stops the swarm" : ""),
                                              counts_of(count_roles(facts.cluster.topology, domains[i]))));
  }
  if (drawn > places_at_most)
    drawing.text +=
        fmt::format("  moredomains[{}]\n",
                    mermaid_label(fmt::format("and {} declared domains more, not drawn", drawn - places_at_most)));
}

}  // namespace

std::string emit_diagram_mermaid(const Report& report) {
  const Topology& topology = report.facts.cluster.topology;
  Drawing drawing{
      report,          importance(report.facts), readable_depth(topology), 0, std::vector<bool>(topology.places.size()),
      "flowchart TB\n"};
  for (std::size_t i = 0; i < topology.places.size(); ++i) {
    if (!topology.places[i].parent) draw_place(drawing, static_cast<PlaceIndex>(i), 0);
  }
  if (topology.places.empty()) drawing.text += "  none[" + mermaid_label("no place") + "]\n";
  if (drawing.drawn > places_at_most)
    drawing.text += fmt::format(
        "  more[{}]\n", mermaid_label(fmt::format("and {} places more, not drawn", drawing.drawn - places_at_most)));
  draw_homes(drawing);
  draw_declared(drawing);
  return drawing.text;
}

}  // namespace planner
