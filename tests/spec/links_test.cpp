// Links, availability and the latency matrix: random meshes, stars and pairs against a naive expansion; each error.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "planner/spec/read_cluster.hpp"

using namespace planner;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

int below(std::mt19937& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

// Core regions a b c, groups g (d, e) and h (f); edges x and y; zones and racks inside.
const std::string places = R"([a]
z1 = { managers = 1 }
z2 = { workers = 1, racks = { k = { workers = 1 }, l = { workers = 1 } } }
[b]
z1 = { managers = 1 }
[c]
z1 = { managers = 1 }
[g.d]
z1 = { workers = 1 }
[g.e]
z1 = { workers = 1 }
[h.f]
z1 = { workers = 1 }
[x]
kind = "edge"
home = ["a"]
z1 = { loadbalancer = 1, services = 1 }
[h.y]
kind = "edge"
home = ["a"]
z1 = { loadbalancer = 1, services = 1 }
)";
const std::vector<std::string> names = {"a",      "a.z1", "a.z2", "a.z2.k", "a.z2.l", "b", "b.z1",
                                        "c",      "g",    "g.d",  "g.e",    "g.e.z1", "h", "h.f",
                                        "h.f.z1", "x",    "x.z1", "h.y",    "b",      "c", "g.d"};
const std::vector<std::string> core = {"a", "b", "c", "g.d", "g.e", "h.f"};
const std::vector<std::string> edges = {"x", "h.y"};

bool in(const std::string& inner, const std::string& outer) { return inner == outer || inner.starts_with(outer + "."); }

using Pair = std::pair<std::string, std::string>;

struct Given {
  int rtt = 0;
  bool by_itself = false;
};

struct Draft {
  std::string text;
  std::map<Pair, std::vector<Given>> pairs;
  bool wrong = false;  // a place with itself or with what is inside it
};

std::string zone_of_rack(const std::string& id) { return id.starts_with("a.z2.") ? "a.z2" : id; }

void join(Draft& draft, const std::string& one, const std::string& other, Given given) {
  const std::string a = zone_of_rack(one), b = zone_of_rack(other);
  draft.wrong = draft.wrong || in(a, b) || in(b, a);
  draft.pairs[std::minmax(a, b)].push_back(given);
}

void add_link(Draft& draft, std::mt19937& random) {
  std::vector<std::string> ends;
  for (int count = below(random, 3) == 0 ? 3 + below(random, 2) : 2; count > 0; --count)
    ends.push_back(names[static_cast<std::size_t>(below(random, static_cast<int>(names.size())))]);
  const int rtt = 1 + below(random, 1000);
  std::string list;
  const bool star = below(random, 4) == 0;
  for (std::size_t i = star ? 1 : 0; i < ends.size(); ++i) list += (list.empty() ? "\"" : ", \"") + ends[i] + "\"";
  if (star) {
    draft.text += "[[links]]\nfrom = \"" + ends[0] + "\"\nto = [" + list + "]\nrtt_ms = " + std::to_string(rtt) + "\n";
    for (std::size_t i = 1; i < ends.size(); ++i) join(draft, ends[0], ends[i], {rtt, true});
    return;
  }
  draft.text += "[[links]]\nbetween = [" + list + "]\nrtt_ms = " + std::to_string(rtt) + "\n";
  for (std::size_t i = 0; i < ends.size(); ++i)
    for (std::size_t j = i + 1; j < ends.size(); ++j) join(draft, ends[i], ends[j], {rtt, ends.size() == 2});
}

/// By pair what holds: the one given by itself, else the only mesh. None where that is not clear.
std::optional<std::map<Pair, int>> expand(const Draft& draft) {
  if (draft.wrong) return std::nullopt;
  std::map<Pair, int> links;
  for (const auto& [pair, given] : draft.pairs) {
    std::vector<Given> best = given;
    std::erase_if(best, [](const Given& one) { return !one.by_itself; });
    if (best.empty()) best = given;
    if (best.size() > 1) return std::nullopt;
    links[pair] = best[0].rtt;
  }
  return links;
}

/// Regions that a does not reach. An edge passes nothing on.
std::set<std::string> islands(const std::map<Pair, int>& links) {
  std::set<std::string> reached = {"a"};
  const auto touches = [&](const std::string& region, const std::string& end) {
    return in(region, end) || in(end, region);
  };
  const auto joined = [&](const std::string& one, const std::string& other) {
    return std::any_of(links.begin(), links.end(), [&](const auto& link) {
      const auto& [a, b] = link.first;
      return (touches(one, a) && touches(other, b)) || (touches(one, b) && touches(other, a));
    });
  };
  const auto spread = [&](const std::vector<std::string>& to) {
    const std::set<std::string> before = reached;
    for (const std::string& from : before)
      for (const std::string& region : to)
        if (joined(from, region)) reached.insert(region);
  };
  for (std::size_t times = 0; times < core.size(); ++times) spread(core);
  spread(edges);
  std::set<std::string> alone(core.begin(), core.end());
  alone.insert(edges.begin(), edges.end());
  for (const std::string& region : reached) alone.erase(region);
  return alone;
}

void check_links(const Cluster& cluster, const std::map<Pair, int>& expected) {
  std::map<Pair, int> found;
  for (const Link& link : cluster.links) {
    const auto id = [&](PlaceIndex place) { return cluster.topology.places[static_cast<std::size_t>(place)].id; };
    found[std::minmax(id(link.from), id(link.to))] = static_cast<int>(*link.rtt_ms);
  }
  CHECK(found.size() == cluster.links.size());
  CHECK(found == expected);
}

/// What `read_cluster` says of it, all of its messages.
std::string told(const std::string& text) {
  const Reading reading = read_cluster(text, "links.toml");
  std::string words;
  for (const Finding& finding : reading.findings) words += finding.rule + ": " + finding.message + "\n";
  CHECK(words.empty() == reading.cluster.has_value());
  return words;
}

std::optional<double> p_of(const Cluster& cluster, const std::string& id) {
  for (const FailureDomain& domain : cluster.topology.domains)
    if (domain.id == id) return domain.p;
  return std::nullopt;
}

const std::string two = "[a]\nz = { managers = 1 }\n[b]\nz = { managers = 1 }\n";

}  // namespace

TEST_CASE("random meshes, stars and pairs become one link a pair") {
  std::mt19937 random(111);
  int valid = 0, refused = 0, parted = 0;
  for (int round = 0; round < 600; ++round) {
    Draft draft{places, {}};
    for (const char* region : {"b", "c", "g.d", "g.e", "h.f", "x", "h.y"})  // most regions hang on one before
      if (round % 2 == 0 && below(random, 12) > 0) {
        draft.text += "[[links]]\nbetween = [\"a.z1\", \"" + std::string(region) + "\"]\nrtt_ms = 7\n";
        join(draft, "a.z1", region, {7, true});
      }
    for (int links = 1 + below(random, 3); links > 0; --links) add_link(draft, random);
    CAPTURE(draft.text);
    const Reading reading = read_cluster(draft.text, "links.toml");
    const auto expected = expand(draft);
    const std::set<std::string> alone = expected ? islands(*expected) : std::set<std::string>{};
    REQUIRE(reading.cluster.has_value() == (expected && alone.empty()));
    if (reading.cluster) check_links(*reading.cluster, *expected);
    if (expected) CHECK(reading.findings.size() == alone.size());
    for (const Finding& finding : reading.findings)
      if (expected) CHECK(alone.contains(finding.message.substr(0, finding.message.find(' '))));
    (reading.cluster ? valid : expected ? parted : refused) += 1;
  }
  CHECK(valid > 30);
  CHECK(refused > 30);
  CHECK(parted > 30);
}

TEST_CASE("a pair given by itself says what holds of two meshes, wherever it stands") {
  const std::string mesh = "[[links]]\nbetween = ['a', 'b', 'c']\nrtt_ms = ",
                    pair = "[[links]]\nbetween = ['b', 'a']\nrtt_ms = 3\n";
  const std::string star = "[[links]]\nfrom = 'c'\nto = ['a', 'b']\nrtt_ms = [4, 5]\n";
  const std::string three = two + "[c]\nz = { managers = 1 }\n";
  const std::vector<std::string> parts = {mesh + "1\n", mesh + "2\n", pair, star};
  std::vector<int> order = {0, 1, 2, 3};
  do {
    std::string text = three;
    for (const int part : order) text += parts[static_cast<std::size_t>(part)];
    CAPTURE(text);
    const Reading reading = read_cluster(text, "links.toml");
    CHECK(reading.cluster.has_value());
    if (reading.cluster) check_links(*reading.cluster, {{{"a", "b"}, 3}, {{"a", "c"}, 4}, {{"b", "c"}, 5}});
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("islands are told in both forms") {
  const std::string three = two + "[c]\nz = { managers = 1 }\n[d]\nz = { managers = 1 }\n";
  CHECK(contains(told(three + "[[links]]\nbetween = ['a', 'b', 'c']\n"), "d has no link: "));
  const std::string pairs = told(three + "[[links]]\nbetween = ['a', 'b']\n[[links]]\nbetween = ['c.z', 'd']\n");
  CHECK(contains(pairs, "c has no links that lead to a: "));
  CHECK(contains(pairs, "d has no links that lead to a: "));
}

TEST_CASE("wrong links") {
  const std::string link = two + "[[links]]\nbetween = ['a', 'b']\n";
  CHECK(contains(told(two + "[[links]]\nbetween = ['a', 'a']\n"), "a is named twice in one link"));
  CHECK(contains(told(two + "[[links]]\nbetween = ['a', 'a.z']\n"), "lies inside the other"));
  CHECK(contains(told(link + "[[links]]\nbetween = ['b', 'a']\n"), "joined twice: first on line 5"));
  CHECK(contains(told(link + "p = 1.5\n"), "out-of-range"));
  CHECK(contains(told(link + "p = -0.1\n"), "out-of-range"));
  CHECK(contains(told(link + "p = 0.1\nmtbf = '1d'\n"), "not both"));
  CHECK(contains(told(link + "mtbf = '1d'\n"), "mttr is missing"));
  CHECK_FALSE(told(link + "mtbf = '1q'\nmttr = '1h'\n").empty());
  CHECK_FALSE(told(two + "[[links]]\nbetween = ['a', 'b']\nfrom = 'a'\n").empty());
  CHECK_FALSE(told(two + "[[links]]\nfrom = 'a'\nto = ['b']\nrtt_ms = [1, 2]\n").empty());
  CHECK(told(link + "p = 0\n").empty());
  CHECK(*read_cluster(link + "mtbf = '3h'\nmttr = '1h'\n", "x").cluster->links[0].p == doctest::Approx(0.25));
}

TEST_CASE("the closest figure of availability holds") {
  const Reading reading = read_cluster(two + R"(
[domains.power]
p = ["a"]
q = ["b"]
[availability]
region = { p = 0.1 }
node = { mtbf = "3d", mttr = "1d" }
power = { p = 0.2 }
[availability.domains]
"power.q" = { p = 0.3 }
[availability.places]
"b" = { p = 0.4 }
)",
                                       "x");
  REQUIRE(reading.cluster);
  CHECK(p_of(*reading.cluster, "a") == 0.1);
  CHECK(p_of(*reading.cluster, "b") == 0.4);
  CHECK_FALSE(p_of(*reading.cluster, "a.z"));
  CHECK(p_of(*reading.cluster, "power.p") == 0.2);
  CHECK(p_of(*reading.cluster, "power.q") == 0.3);
  CHECK(*reading.cluster->node_p == doctest::Approx(0.25));
  const std::string own =
      "[a]\navailability = { p = 0.5 }\nz = { managers = 1 }\n[availability]\nregion = { p = 0.1 }\n";
  CHECK(p_of(*read_cluster(own, "x").cluster, "a") == 0.5);
  CHECK(contains(told(own + "[availability.places]\n\"a\" = { p = 0.2 }\n"), "availability of its own on line 2"));
}

TEST_CASE("a latency matrix may give each pair both ways, alike") {
  const auto matrix = [](const std::string& cells) { return two + "[latency]\n" + cells; };
  const Reading reading = read_cluster(matrix("a = { a = 0, b = 9 }\nb = { a = 9.0, b = 0 }\n"), "x");
  REQUIRE(reading.cluster);
  REQUIRE(reading.cluster->measured_rtts.size() == 1);
  CHECK(reading.cluster->measured_rtts[0].ms == 9);
  CHECK(contains(told(matrix("a = { b = 9 }\nb = { a = 8 }\n")), "8 ms here and 9 ms on line 6"));
  CHECK_FALSE(told(matrix("a = { a = 1 }\n")).empty());
  CHECK(contains(told(matrix("a = { \"a.z\" = 1 }\n")), "lies inside the other"));
  CHECK_FALSE(told(matrix("a = { b = -1 }\n")).empty());
  CHECK(contains(told(matrix("a = { c = 1 }\n")), "unknown-reference"));
}
