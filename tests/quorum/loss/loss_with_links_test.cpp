#include "planner/quorum/loss/loss_with_links.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "planner/quorum/loss/loss_probability.hpp"
#include "tests/quorum/loss/exact_states.hpp"

using namespace planner;
using namespace planner::test;

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// The most managers on one side, by following links until nothing new is reached.
int heaviest_side(const Routing& routing, const std::vector<bool>& part_down, const std::vector<bool>& link_down,
                  const std::vector<bool>& lost) {
  std::vector<bool> site_up(at(routing.sites), false);
  for (std::size_t part = 0; part < part_down.size(); ++part)
    if (!part_down[part]) site_up[at(routing.site_of_part[part])] = true;
  std::vector<int> side(at(routing.sites));
  std::iota(side.begin(), side.end(), 0);
  const auto reaches = [&](int part) { return part < 0 || !part_down[at(part)]; };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t link = 0; link < routing.links.size(); ++link)
      for (const Join& join : routing.links[link].joins) {
        if (link_down[link] || !site_up[at(join.from)] || !site_up[at(join.to)]) continue;
        if (!reaches(join.from_part) || !reaches(join.to_part)) continue;
        const int lower = std::min(side[at(join.from)], side[at(join.to)]);
        if (side[at(join.from)] != lower || side[at(join.to)] != lower) changed = true;
        side[at(join.from)] = side[at(join.to)] = lower;
      }
  }
  std::vector<int> managers(at(routing.sites), 0);
  for (std::size_t manager = 0; manager < lost.size(); ++manager) {
    const int part = routing.part_of_manager[manager];
    if (!lost[manager] && !part_down[at(part)]) ++managers[at(side[at(routing.site_of_part[at(part)])])];
  }
  return *std::max_element(managers.begin(), managers.end());
}

Exact exact_loss_with_links(const LossModel& model, const Routing& routing) {
  std::vector<double> p = events_of(model);
  const std::size_t first_link = p.size();
  for (const RoutingLink& link : routing.links) p.push_back(link.p);
  const int majority = static_cast<int>(model.manager_p.size()) / 2 + 1;
  return exact_probability(p, [&](const std::vector<bool>& happened) {
    std::vector<bool> part_down(routing.site_of_part.size(), false);
    for (std::size_t d = 0; d < model.domains.size(); ++d)
      for (const int part : model.domains[d].parts)
        if (happened[model.manager_p.size() + d]) part_down[at(part)] = true;
    const std::vector<bool> link_down(happened.begin() + static_cast<std::ptrdiff_t>(first_link), happened.end());
    return heaviest_side(routing, part_down, link_down, lost_managers(model, happened)) < majority;
  });
}

struct Linked {
  LossModel model;
  Routing routing;
};

void add_domain(Linked& linked, std::vector<int> parts, double p) {
  FallibleDomain domain{{}, p, std::move(parts)};
  for (int manager = 0; manager < static_cast<int>(linked.model.manager_p.size()); ++manager)
    if (std::count(domain.parts.begin(), domain.parts.end(), linked.routing.part_of_manager[at(manager)]) > 0)
      domain.managers.push_back(manager);
  linked.model.domains.push_back(domain);
}

std::vector<int> parts_of_site(const Routing& routing, int site) {
  std::vector<int> parts;
  for (int part = 0; part < static_cast<int>(routing.site_of_part.size()); ++part)
    if (routing.site_of_part[at(part)] == site) parts.push_back(part);
  return parts;
}

void add_random_domains(Linked& linked, std::mt19937& random, int domains) {
  const Routing& routing = linked.routing;
  for (int d = 0; d < domains; ++d) {
    const int site = pick(random, routing.sites);
    std::vector<int> parts = parts_of_site(routing, site);
    switch (pick(random, 6)) {
      case 0:
      case 1: parts = {parts[at(pick(random, static_cast<int>(parts.size())))]}; break;
      case 2: break;
      case 3:  // two sites at once
        for (const int part : parts_of_site(routing, (site + 1) % routing.sites)) parts.push_back(part);
        break;
      case 4:  // a provider: any parts
        parts.clear();
        for (int part = 0; part < static_cast<int>(routing.site_of_part.size()); ++part)
          if (pick(random, 2) == 0) parts.push_back(part);
        break;
      default:  // a rack or a version: managers without a place
        parts.clear();
        break;
    }
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    add_domain(linked, parts, random_p(random));
    if (parts.empty())
      for (int manager = 0; manager < static_cast<int>(linked.model.manager_p.size()); ++manager)
        if (pick(random, 2) == 0) linked.model.domains.back().managers.push_back(manager);
  }
}

Join random_join(const Routing& routing, std::mt19937& random) {
  const int from = pick(random, routing.sites);
  Join join{from, (from + 1 + pick(random, routing.sites - 1)) % routing.sites};
  const auto part_of = [&](int site) {
    const std::vector<int> parts = parts_of_site(routing, site);
    return pick(random, 4) > 0 ? -1 : parts[at(pick(random, static_cast<int>(parts.size())))];
  };
  join.from_part = part_of(join.from);
  join.to_part = part_of(join.to);
  return join;
}

Linked random_linked(std::mt19937& random) {
  Linked linked;
  Routing& routing = linked.routing;
  routing.sites = 1 + pick(random, 5);
  for (int site = 0; site < routing.sites; ++site)
    for (int part = pick(random, 3) == 0 ? 2 : 1; part > 0; --part) routing.site_of_part.push_back(site);
  const int managers = 1 + pick(random, 5);
  for (int manager = 0; manager < managers; ++manager) {
    routing.part_of_manager.push_back(pick(random, static_cast<int>(routing.site_of_part.size())));
    linked.model.manager_p.push_back(random_p(random));
  }
  linked.model.fatal = managers - (managers / 2 + 1) + 1;
  const int links = routing.sites == 1 ? 0 : pick(random, 7);
  for (int link = 0; link < links; ++link) {
    RoutingLink one{{random_join(routing, random)}, pick(random, 3) == 0 ? 0 : random_p(random)};
    if (pick(random, 6) == 0) one.joins.push_back(random_join(routing, random));
    if (pick(random, 12) == 0) one.joins.clear();
    routing.links.push_back(one);
  }
  add_random_domains(linked, random, pick(random, 13 - managers - links));
  return linked;
}

// So many sites of one part and one manager each, every two joined.
Linked mesh(int sites, double site_p, double manager_p, double link_p) {
  Linked linked;
  linked.routing.sites = sites;
  for (int site = 0; site < sites; ++site) {
    linked.routing.site_of_part.push_back(site);
    linked.routing.part_of_manager.push_back(site);
    linked.model.manager_p.push_back(manager_p);
    for (int other = 0; other < site; ++other) linked.routing.links.push_back({{{other, site}}, link_p});
  }
  linked.model.fatal = (sites + 1) / 2;
  for (int site = 0; site < sites; ++site) add_domain(linked, {site}, site_p);
  return linked;
}

}  // namespace

TEST_CASE("the loss with links is that of every state added up, to twelve digits") {
  std::mt19937 random(20260301);
  int cut_off = 0, parts = 0, small = 0;
  for (int round = 0; round < 400; ++round) {
    const auto [model, routing] = random_linked(random);
    const Exact exact = exact_loss_with_links(model, routing);
    const LossWithLinks loss = loss_with_links(model, routing);
    CAPTURE(round);
    REQUIRE(loss.probability);
    CHECK(is_near(*loss.probability, exact));
    CHECK(loss.error_bound <= 1e-12 * *loss.probability);
    if (exact > exact_loss(model)) ++cut_off;
    if (exact > 0 && exact < Exact(1e-10)) ++small;
    if (routing.site_of_part.size() > at(routing.sites)) ++parts;
  }
  CHECK(cut_off > 100);
  CHECK(parts > 100);
  CHECK(small > 5);
}

TEST_CASE("sure links between every two sites: the loss without links") {
  std::mt19937 random(20260302);
  for (int round = 0; round < 200; ++round) {
    Linked linked = random_linked(random);
    linked.routing.links.clear();
    for (int site = 0; site < linked.routing.sites; ++site)
      for (int other = 0; other < site; ++other) linked.routing.links.push_back({{{other, site}}, 0});
    const double without = loss_probability(linked.model).probability;
    const LossWithLinks with = loss_with_links(linked.model, linked.routing);
    REQUIRE(with.probability);
    CHECK(is_near(*with.probability, Exact(without)));
  }
}

TEST_CASE("a site in the middle takes the quorum with it though it holds one manager of three") {
  Linked row = mesh(3, 0, 0, 0);
  row.routing.links = {{{{0, 1}}, 0}, {{{1, 2}}, 0}};
  row.model.domains[1].p = 0.01;
  CHECK(*loss_with_links(row.model, row.routing).probability == 0.01);
  CHECK(loss_probability(row.model).probability == 0);
  // A link that needs one of two zones of the middle.
  row.routing.site_of_part = {0, 1, 2, 1};
  row.routing.links[0].joins[0].to_part = 3;
  row.model.domains[1].p = 0;
  add_domain(row, {3}, 0.25);
  CHECK(*loss_with_links(row.model, row.routing).probability == 0);  // 1 and 2 are still two of three
  row.routing.links[1].joins[0].from_part = 3;
  CHECK(*loss_with_links(row.model, row.routing).probability == 0.25);
}

TEST_CASE("a mesh of fallible links keeps the digits of an improbable loss") {
  const Linked four = mesh(4, 1e-6, 1e-5, 1e-4);
  CHECK(
      is_near(*loss_with_links(four.model, four.routing).probability, exact_loss_with_links(four.model, four.routing)));
  // Of three sites one at most is needed besides one's own: all three links, or two of what fails.
  const Linked three = mesh(3, 0, 0, 1e-9);
  CHECK(*loss_with_links(three.model, three.routing).probability == doctest::Approx(1e-27).epsilon(1e-12));
}

TEST_CASE("no state of the model that takes long, and a limit that says so") {
  const Linked six = mesh(6, 1e-4, 1e-3, 1e-3);  // 15 links
  REQUIRE(loss_with_links(six.model, six.routing).probability);
  CHECK_FALSE(loss_with_links(six.model, six.routing, 1000).probability);
  CHECK(loss_with_links(six.model, six.routing, 1000).absent_since.find("too many states") == 0);
  const Linked seven = mesh(7, 1e-4, 1e-3, 1e-3);  // 21 links
  const LossWithLinks absent = loss_with_links(seven.model, seven.routing);
  CHECK_FALSE(absent.probability);
  CHECK(absent.absent_since == "21 fallible links, more than 20");
  Linked twenty = seven;
  twenty.routing.links[4].p = 0;
  CHECK(loss_with_links(twenty.model, twenty.routing).probability);
}
