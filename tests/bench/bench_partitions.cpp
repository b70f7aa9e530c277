// How long the partition cuts of routings of several shapes and sizes take. Prints figures, judges nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "planner/quorum/routing/partitions.hpp"

using namespace planner;

namespace {

struct Shape {
  std::string name;
  int sites = 0;
  std::vector<std::pair<int, int>> links;
};

std::size_t at(int index) { return static_cast<std::size_t>(index); }

Shape path(int sites) {
  Shape shape{"path", sites, {}};
  for (int i = 1; i < sites; ++i) shape.links.emplace_back(i - 1, i);
  return shape;
}

Shape star(int sites) {
  Shape shape{"star", sites, {}};
  for (int i = 1; i < sites; ++i) shape.links.emplace_back(0, i);
  return shape;
}

Shape ring(int sites, int chords) {
  Shape shape = path(sites);
  shape.name = chords > 0 ? "ring with chords" : "ring";
  shape.links.emplace_back(sites - 1, 0);
  for (int i = 0; i < chords; ++i) shape.links.emplace_back(i, (i + sites / 2) % sites);
  return shape;
}

Shape mesh(int sites) {
  Shape shape{"mesh", sites, {}};
  for (int a = 0; a < sites; ++a)
    for (int b = a + 1; b < sites; ++b) shape.links.emplace_back(a, b);
  return shape;
}

Shape grid(int columns, int rows) {
  Shape shape{"grid", columns * rows, {}};
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x) {
      if (x > 0) shape.links.emplace_back(y * columns + x - 1, y * columns + x);
      if (y > 0) shape.links.emplace_back((y - 1) * columns + x, y * columns + x);
    }
  return shape;
}

Shape ring_of_rings(int rings, int sites) {
  Shape shape{"ring of rings", rings * sites, {}};
  for (int r = 0; r < rings; ++r) {
    for (int i = 0; i < sites; ++i) shape.links.emplace_back(r * sites + i, r * sites + (i + 1) % sites);
    shape.links.emplace_back(r * sites, (r + 1) % rings * sites + sites / 2);
  }
  return shape;
}

Shape random_connected(int sites, int links, unsigned seed) {
  std::mt19937 random(seed);
  const auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  Shape shape{"random", sites, {}};
  for (int i = 1; i < sites; ++i) shape.links.emplace_back(any(i), i);
  while (static_cast<int>(shape.links.size()) < links) {
    const int a = any(sites), b = any(sites);
    if (a != b) shape.links.emplace_back(a, b);
  }
  return shape;
}

Shape cubic(int sites, unsigned seed) {
  std::mt19937 random(seed);
  for (;;) {
    std::vector<int> stubs;
    for (int i = 0; i < 3 * sites; ++i) stubs.push_back(i / 3);
    std::shuffle(stubs.begin(), stubs.end(), random);
    Shape shape{"random cubic", sites, {}};
    for (std::size_t i = 0; i < stubs.size(); i += 2) shape.links.emplace_back(stubs[i], stubs[i + 1]);
    if (std::ranges::none_of(shape.links, [](const auto& link) { return link.first == link.second; })) return shape;
  }
}

// One manager each on `managers` sites, spread evenly; `uneven`: up to five on each.
void measure(const Shape& shape, int managers, bool uneven = false) {
  Routing routing;
  routing.sites = shape.sites;
  std::vector<std::string> sites;
  std::vector<std::array<std::string, 2>> links;
  for (int i = 0; i < shape.sites; ++i) {
    routing.site_of_part.push_back(i);
    sites.push_back(std::to_string(1000 + i));
  }
  for (int i = 0; i < managers; ++i)
    for (int times = uneven ? 1 + i * 7 % 5 : 1; times > 0; --times)
      routing.part_of_manager.push_back(i * shape.sites / managers);
  for (const auto& [a, b] : shape.links) {
    routing.links.push_back({{{a, b}}});
    links.push_back({sites[at(a)], sites[at(b)]});
  }
  const RoutingNames names{sites, links};
  using Clock = std::chrono::steady_clock;
  const auto ms = [](Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); };
  const auto start = Clock::now();
  const SinglePartings single = single_partings(routing, names);
  const auto middle = Clock::now();
  const PartitionCuts by_links = link_cuts(routing, names);
  const auto later = Clock::now();
  const PartitionCuts mixed = mixed_cuts(routing, names);
  const auto end = Clock::now();
  std::printf("%-22s %6d sites %6zu links %3zu managers | %7.2f ms | %8.2f ms %10s%s | %8.2f ms %10s%s\n",
              shape.name.c_str(), shape.sites, shape.links.size(), routing.part_of_manager.size(), ms(middle - start),
              ms(later - middle), by_links.count.decimal.c_str(), by_links.count.exact ? " " : "+", ms(end - later),
              mixed.count.decimal.c_str(), mixed.count.exact ? " " : "+");
}

}  // namespace

int main() {
  std::printf("%-22s %50s | %10s | %23s | %s\n", "shape", "", "single", "link cuts", "mixed cuts");
  for (const bool uneven : {false, true}) {
    measure(mesh(7), 7, uneven);
    measure(path(25), 25, uneven);
    measure(star(25), 25, uneven);
    measure(star(25), 9, uneven);
    measure(grid(4, 4), 16, uneven);
    measure(ring(18, 6), 18, uneven);
    measure(cubic(16, 1), 16, uneven);
    measure(cubic(16, 2), 9, uneven);
    measure(random_connected(12, 24, 3), 12, uneven);
    measure(random_connected(20, 24, 4), 20, uneven);
    measure(mesh(6), 6, uneven);
    measure(ring(12, 0), 12, uneven);
    measure(star(12), 12, uneven);
  }
  for (const int managers : {5, 9, 60, 200}) {
    measure(random_connected(200, 600, 7), managers);
    measure(random_connected(200, 250, 8), managers);
    measure(ring_of_rings(20, 10), managers);
    measure(star(200), managers);
    measure(ring(200, 0), managers);
    measure(grid(20, 10), managers);
  }
  measure(path(20000), 9);
  measure(ring(20000, 0), 60);
}
