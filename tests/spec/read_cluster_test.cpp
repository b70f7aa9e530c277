// The spec language: every error that it names, with its place, and what the right spellings come to.
#include "planner/spec/read_cluster.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace planner;

namespace {

struct Wrong {
  std::string text;
  std::string rule;
  SourceRange where;               // line and column of one of the findings
  std::vector<std::string> words;  // all of them in its message or help
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void check(const Wrong& wrong) {
  CAPTURE(wrong.text);
  const Reading reading = read_cluster(wrong.text, "x.toml");
  CHECK_FALSE(reading.cluster.has_value());
  std::string told;
  bool found = false;
  for (const Finding& finding : reading.findings) {
    told += finding.rule + " " + std::to_string(finding.where.line) + ":" + std::to_string(finding.where.column) + " " +
            finding.message + " | " + finding.help + "\n";
    const std::string words = finding.message + finding.help;
    found = found || (finding.rule == wrong.rule && finding.where.line == wrong.where.line &&
                      finding.where.column == wrong.where.column &&
                      std::all_of(wrong.words.begin(), wrong.words.end(),
                                  [&](const std::string& word) { return contains(words, word); }));
  }
  CAPTURE(told);
  CHECK(found);
}

Cluster read(const std::string& text) {
  CAPTURE(text);
  Reading reading = read_cluster(text, "x.toml");
  std::string told;
  for (const Finding& finding : reading.findings) told += finding.message + "\n";
  CAPTURE(told);
  REQUIRE(reading.cluster.has_value());
  return std::move(*reading.cluster);
}

std::vector<std::string> ids_of(const Topology& topology) {
  std::vector<std::string> ids;
  for (const Node& node : topology.nodes) ids.push_back(node.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("errors of places") {
  for (const Wrong& wrong : std::vector<Wrong>{
           {"[us.west]\nworkers = 1\naz-1 = { workers = 1 }\n",
            "invalid-place",
            {3, 1},
            {"us.west holds nodes", "az-1"}},
           {"[us]\naz-1 = { workers = 1 }\n[us.west]\naz-1 = { workers = 1 }\n",
            "invalid-place",
            {3, 5},
            {"us holds a zone, az-1, and a region, west"}},
           {"[a]\nworkers = 1\n", "invalid-place", {1, 2}, {"zone without a region"}},
           {"[us.west.az-1]\nlocation = { lat = 1, lon = 2 }\n[us.west.az-2]\nworkers = 1\n",
            "invalid-place",
            {1, 10},
            {"us.west.az-1 holds nothing"}},
           {"[a.b.c.d]\nworkers = 1\n", "invalid-place", {1, 2}, {"fourth level"}},
           {"[golas]\nsurvive = { zone = 1 }\n[f.a]\nworkers = 1\n", "unknown-key", {1, 2}, {"golas", "goals"}},
           {"[service.api]\nimage = 'x'\n[f.a]\nworkers = 1\n", "unknown-key", {1, 2}, {"service", "services"}},
           {"[f.a]\nworkers = 1\nloaction = { lat = 1, lon = 2 }\n", "unknown-key", {3, 1}, {"loaction", "location"}},
           {"[f.a]\nwokers = 1\nmanagers = 1\n", "unknown-key", {2, 1}, {"wokers in f.a", "workers"}},
           {"[f.a]\nworkers = 1\n[f.A]\nworkers = 1\n", "duplicate-name", {3, 4}, {"differ only in case", "line 1"}},
           {"[f.'a b']\nworkers = 1\n", "invalid-name", {1, 4}, {"a b", "1 to 32"}},
           {"[f.a.racks.r1.x]\nworkers = 1\n", "invalid-place", {1, 15}, {"f.a.r1 is a rack"}},
           {"", "invalid-place", {1, 1}, {"no place"}},
           {"[fra]\na = { workers = 1 }\n[FRA]\nb = { workers = 1 }\n",
            "duplicate-name",
            {3, 2},
            {"differ only in case"}},
           {"[us.west]\naz-0 = { workers = 1 }\n[az-1]\nmanagers = 1\n", "invalid-place", {3, 2}, {"[us.west.az-1]"}},
           {"[defalts]\nworkers = { count = 1, cpus = 8 }\n", "invalid-place", {1, 2}, {"section defaults"}},
           {"[fra]\na = { manager = 1, worker = 3 }\n", "unknown-key", {2, 7}, {"manager in fra.a", "managers"}},
           {"[us.west]\naz-1 = { managers = 1 }\n[us.west.cluster]\nname = 'x'\n",
            "invalid-place",
            {3, 10},
            {"is a section"}},
           {"# only a comment\n", "invalid-place", {1, 1}, {"no place"}},
       })
    check(wrong);
}

TEST_CASE("errors of roles, pools and nodes") {
  for (const Wrong& wrong : std::vector<Wrong>{
           {"[f.a]\nworkers = -1\n", "out-of-range", {2, 11}, {"f.a.workers", "-1"}},
           {"[f.a]\nworkers = 1.5\n", "wrong-type", {2, 11}, {"whole number", "1.5"}},
           {"[f.a]\nworkers = 1000000000000\n", "out-of-range", {2, 11}, {"1000000000000", "1000000"}},
           {"[f.a]\nworkers = 900000\n[f.b]\nworkers = 900000\n", "too-large", {4, 1}, {"more than 1000000 nodes"}},
           {"[f.a]\nworkers = 'many'\n", "wrong-type", {2, 11}, {"a string"}},
           {"[f.a]\nloadbalancer = 1\nloadbalancers = 1\n", "duplicate-name", {3, 1}, {"same role"}},
           {"[f.a]\nworkers = { cpus = 2 }\n", "missing-key", {2, 1}, {"count"}},
           {"[f.a]\nmanagers = { min = 1, max = 3 }\n", "conflicting-keys", {2, 1}, {"Raft"}},
           {"[f.a]\nworkers = { count = 1, match = '10.0.0.0/8' }\n", "conflicting-keys", {2, 32}, {"match"}},
           {"[f.a]\nworkers = { count = 1, memory = '512' }\n", "invalid-value", {2, 33}, {"512MiB"}},
           {"[f.a]\nworkers = { count = 2, address = ['10.0.0.1'] }\n", "invalid-value", {2, 35}, {"1 entries for 2"}},
           {"[f.a]\nnodes = [\n  { hostname = 'a' },\n]\n", "missing-key", {3, 3}, {"role"}},
           {"[f.a]\nnodes = [\n  { hostname = 'a b', role = 'worker' },\n]\n", "invalid-name", {3, 16}, {"a b"}},
           {"[f.a]\nnodes = [\n { hostname = 'a', role = 'worker' },\n { hostname = 'a', role = 'worker' },\n]\n",
            "duplicate-name",
            {4, 2},
            {"used twice", "line 3"}},
           {"[f.a]\nnodes = [\n { hostname = 'a', role = 'worker', address = '10.1.0.1' },\n { hostname = 'b', role = "
            "'worker', address = '10.1.0.1' },\n]\n",
            "duplicate-name",
            {4, 2},
            {"10.1.0.1", "a (line 3)", "b"}},
           {"[f.a]\nworkers = 1\nnodes = [ { hostname = 'f-a-worker-1', role = 'worker' } ]\n",
            "duplicate-name",
            {3, 11},
            {"f-a-worker-1", "line 2"}},
           {"[cluster]\nhostname = '{role}-{index}'\n[f.a]\nworkers = 1\n[g.a]\nworkers = 1\n",
            "duplicate-name",
            {6, 1},
            {"worker-1", "f.a", "g.a"}},
           {"[cluster]\nhostname = 'node'\n[f.a]\nworkers = 2\n", "duplicate-name", {4, 1}, {"node"}},
           {"[cluster]\nhostname = '{zon}-{index}'\n[f.a]\nworkers = 1\n", "invalid-name", {2, 12}, {"{zone}"}},
           {"[cluster]\nhostname = "
            "'a-very-long-name-that-nobody-would-ever-want-to-type-again-and-again-{index}'\n[f.a]\nworkers = 1\n",
            "invalid-name",
            {4, 1},
            {"63"}},
           {"[f.a]\nworkers = { count = 1, labels = { zone = 'x' } }\n", "conflicting-keys", {2, 35}, {"zone"}},
           {"[f.a]\nworkers = { count = 1, labels = { 'a/b' = 'x' } }\n", "invalid-name", {2, 35}, {"a/b"}},
           {"[f.a]\nworkers = { count = 1, labels = { ab = 'x,y' } }\n", "invalid-value", {2, 40}, {"x,y"}},
           {"[f]\nlabels = { role = 'x' }\na = { workers = 1 }\n", "conflicting-keys", {2, 12}, {"role"}},
           {"[f.a]\nmanagers = 1\nservices = 1\n", "conflicting-keys", {3, 1}, {"services", "managers", "line 2"}},
           {"[cluster]\ntopology = 'decentralized'\n[f.a]\nmanagers = 1\n",
            "conflicting-keys",
            {4, 1},
            {"no managers"}},
       })
    check(wrong);
}

TEST_CASE("errors of references, domains, goals, links, network, edges") {
  const std::string zone = "[f.a]\nworkers = 1\n";
  for (const Wrong& wrong : std::vector<Wrong>{
           {zone + "[goals]\nsurvive = { pod = 1 }\n", "unknown-reference", {4, 13}, {"pod", "region, zone, node"}},
           {zone + "[goals]\nsurvive = { rack = 1 }\n", "unknown-reference", {4, 13}, {"no level rack"}},
           {zone + "[goals]\nsurvive = { zone = 0 }\n", "out-of-range", {4, 20}, {"0"}},
           {zone + "[domains]\nx = ['f.b']\n", "unknown-reference", {4, 6}, {"f.b", "did you mean f.a?"}},
           {zone + "[domains.zone]\nx = []\n", "invalid-name", {3, 10}, {"zone"}},
           {"[f.a]\nmanagers = 1\n[g.a]\nmanagers = 1\n[h.a]\nmanagers = 1\nb = 1\n[[links]]\nbetween = ['f', 'g']\n",
            "unknown-key",
            {7, 1},
            {"b in h.a"}},
           {"[f.a]\nmanagers = 1\n[g.a]\nmanagers = 1\n[h]\na = { managers = 1 }\nb = { managers = 1 "
            "}\n[[links]]\nbetween = ['f', "
            "'g']\n[[links]]\nbetween = ['h.a', 'h.b']\n",
            "missing-key",
            {5, 2},
            {"h has no link"}},
           {zone + "[services.web]\nimage = 'x'\nreplicas = 1\non = 'service'\n",
            "conflicting-keys",
            {6, 6},
            {"centralized"}},
           {"[defaults]\nloadbalancer = { cpus = 1 }\nloadbalancers = { cpus = 2 }\n" + zone,
            "duplicate-name",
            {3, 1},
            {"same role"}},
           {zone + "[domains]\nx = ['x']\n", "unknown-reference", {4, 6}, {"circle"}},
           {"[f.a]\nworkers = 1\ndomains = ['hetzner']\n", "unknown-reference", {3, 12}, {"not declared"}},
           {zone + "[availability.places]\nf.a = { p = 0.1 }\n", "unknown-key", {4, 3}, {"\"f.a\""}},
           {zone + "[availability]\nzone = { p = 0.1, mtbf = '1d', mttr = '1h' }\n",
            "conflicting-keys",
            {4, 1},
            {"not both"}},
           {zone + "[availability]\nzone = { mtbf = '1d' }\n", "missing-key", {4, 1}, {"mttr is missing"}},
           {zone + "[g.a]\nworkers = 1\n[h.a]\nworkers = 1\n[[links]]\nbetween = ['f', 'g']\n",
            "missing-key",
            {5, 2},
            {"h has no link"}},
           // Only what is wrong with the link, not that its ends have none then.
           {zone + "[g.a]\nworkers = 1\n[[links]]\nbetween = ['f', 'g']\nrtt_ms = -1\n",
            "out-of-range",
            {7, 10},
            {"rtt_ms"}},
           {zone + "[[links]]\nbetween = ['f']\n", "invalid-value", {4, 12}, {"two or more"}},
           {zone + "[[links]]\nfrom = 'f'\n", "missing-key", {3, 1}, {"to"}},
           {zone + "[network]\naddress_pool = '10.0.0/8'\n", "invalid-name", {4, 16}, {"IPv4"}},
           {"[f.a]\nnodes = [ { hostname = 'a', role = 'worker', address = '10.1.0.5' } ]\n[network]\naddress_pool = "
            "'10.0.0.0/8'\n",
            "invalid-value",
            {4, 16},
            {"10.1.0.5", "a"}},
           {zone + "[p]\nams = { kind = 'edge', a = { loadbalancer = 1 } }\n", "missing-key", {4, 1}, {"home"}},
           {zone + "[p]\nams = { kind = 'edge', home = ['f'], a = { workers = 1 } }\n",
            "invalid-place",
            {4, 44},
            {"edge"}},
           {zone + "[services.web]\nimage = 'x'\n", "missing-key", {3, 11}, {"exactly one of"}},
           {zone + "[services.web]\nimage = 'x'\nreplicas = 1\nglobal = true\n",
            "conflicting-keys",
            {3, 11},
            {"2 of them"}},
           {zone + "[services.web]\nimage = 'x'\nreplicas = 1\nwhere = ['node.labels.a=b']\n",
            "invalid-value",
            {6, 10},
            {"=="}},
           {zone + "[services.web]\nreplicas = 1\n", "missing-key", {3, 11}, {"image"}},
           {zone + "[services.web]\nimage = 'x'\nreplicas = 1\n[services.Web]\nimage = 'x'\nreplicas = 1\n",
            "duplicate-name",
            {6, 11},
            {"differ only in case"}},
           {zone + "[services.web]\nimage = 'x'\nreplicas = 1\nports = ['80:x']\n", "invalid-value", {6, 10}, {"80:x"}},
           {zone + "[cluster]\nnam = 'x'\n", "unknown-key", {4, 1}, {"nam in cluster", "name"}},
           {zone + "[cluster]\ntopology = 'central'\n", "invalid-value", {4, 12}, {"centralized"}},
       })
    check(wrong);
}

TEST_CASE("one mistake is told once, several all at once") {
  const Reading one = read_cluster("[f.a]\nworkers = { count = 5, labels = { 'a/b' = 'x' } }\n", "x.toml");
  CHECK(one.findings.size() == 1);
  const std::string zone = "[f.a]\nworkers = 1\n";
  for (const std::string& text :
       {zone + "[services.web]\nimage = 'x'\nreplicas = -1\n", std::string("[f.a]\nworkers = { count = '3' }\n"),
        zone + "[availability]\nregion = { p = 2 }\n", zone + "[availability]\nregion = { mtbf = '5x', mttr = '1h' }\n",
        zone + "[p]\nams = { kind = 'edge', home = 'f', a = { loadbalancer = 1 } }\n",
        std::string("[f.a]\nworkers = 1\ndomains = ['x']\n[domains]\nx = 'f.a'\n"), zone + "[[links]]\nbetween = 'f'\n",
        zone + "[availability.places]\nf.a = { p = 0.1 }\n",
        std::string("[us]\naz-1 = { managers = 1 }\n[us.west]\na = { workers = 1 }\n[domains]\nx = ['us.west']\n"),
        std::string("[cluster]\nhostname = 'x'\n[f.a]\nworkers = 1000\n")}) {
    CAPTURE(text);
    const Reading told = read_cluster(text, "x.toml");
    for (const Finding& finding : told.findings) CAPTURE(finding.message);
    CHECK(told.findings.size() == 1);
  }
  const Reading three = read_cluster("[f.a]\nwokers = 1\nmanagers = -1\nworkers = 1.5\n", "x.toml");
  CHECK(three.findings.size() == 3);
  CHECK(std::is_sorted(three.findings.begin(), three.findings.end(),
                       [](const Finding& a, const Finding& b) { return a.where < b.where; }));
}

TEST_CASE("what stands behind a syntax error is not missed") {
  const Reading reading = read_cluster("[us]\nlocation = { lat = 100, lon = 0 }\n[us.west.a\nworkers = 1\n", "x.toml");
  REQUIRE(reading.findings.size() == 2);
  CHECK(reading.findings[0].rule == "out-of-range");
  CHECK(reading.findings[1].rule == "invalid-syntax");
}

TEST_CASE("levels come from what a place holds; a spec may hold regions with and without groups") {
  const Cluster cluster =
      read("[fra]\na = { managers = 1 }\n[us.west]\naz-1 = { workers = 2 }\n[us.west.az-2.racks.r1]\nworkers = 1\n");
  const Topology& topology = cluster.topology;
  CHECK(topology.levels == Ids{"group", "region", "zone", "rack", "node"});
  CHECK(count_places(topology, Level::group) == 1);
  CHECK(count_places(topology, Level::region) == 2);
  CHECK(count_places(topology, Level::zone) == 3);
  CHECK(ids_of(topology) ==
        Ids{"fra-a-manager-1", "us-west-az-1-worker-1", "us-west-az-1-worker-2", "us-west-az-2-r1-worker-1"});
  CHECK(topology.places[0].where == SourceRange{1, 2, 3});
}

TEST_CASE("host names: patterns, absent levels, one count for a pattern in a zone") {
  const Cluster cluster = read(
      "[cluster]\nname = 'c'\nhostname = '{cluster}-{group}-{rack}-{role}-{index}'\n"
      "[fra.a]\nworkers = [ { count = 1 }, { count = 2, hostname = 'gpu-{index}' }, { count = 1 } ]\n");
  CHECK(ids_of(cluster.topology) == Ids{"c-fra-fra-a-worker-1", "gpu-1", "gpu-2", "c-fra-fra-a-worker-2"});
}

TEST_CASE("managers are drained exactly when a node of the spec is a worker") {
  CHECK(read("[f.a]\nmanagers = 1\nworkers = 1\n").topology.pools[0].availability == Availability::drain);
  CHECK(read("[f.a]\nmanagers = 1\n").topology.pools[0].availability == Availability::active);
  CHECK(read("[f.a]\nmanagers = 1\nworkers = 0\n").topology.pools[0].availability == Availability::active);
  CHECK(
      read("[f.a]\nmanagers = { count = 1, availability = 'active' }\nworkers = 1\n").topology.pools[0].availability ==
      Availability::active);
}

TEST_CASE("defaults, places and pools: the closer beats the farther") {
  const Cluster cluster = read(
      "[defaults]\nworkers = { cpus = 4, memory = '1GiB', labels = { aa = '1', bb = '1', cc = '1' } }\n"
      "[f]\nlabels = { bb = '2', cc = '2' }\nengine = '27.0'\n[f.a]\nworkers = { count = 1, cpus = 8, labels = { cc = "
      "'3' } }\n");
  const Pool& pool = cluster.topology.pools[0];
  CHECK(pool.cpus == 8);
  CHECK(pool.memory == std::int64_t{1} << 30);
  CHECK(pool.labels == Labels{{"aa", "1"}, {"bb", "2"}, {"cc", "3"}});
  CHECK(pool.engine == "27.0");
  CHECK(cluster.engine == Version{27, 0});
}

TEST_CASE("declared domains: references of every kind, membership from the other side") {
  const Cluster cluster = read(
      "[f.a]\nmanagers = 1\nworkers = 2\n[g.a]\nmanagers = 1\ndomains = ['kind.y']\n"
      "[domains]\nx = ['f', 'g.a:manager']\n[domains.kind]\ny = ['f.a:worker', 'f-a-manager-1']\nz = ['kind.y', "
      "'x']\n");
  const Topology& topology = cluster.topology;
  CHECK(topology.levels == Ids{"region", "zone", "domain", "kind", "node"});
  const auto nodes = [&](const std::string& id) {
    for (const FailureDomain& domain : topology.domains)
      if (domain.id == id) return nodes_of(topology, domain);
    return std::vector<NodeIndex>{-1};
  };
  CHECK(nodes("x") == std::vector<NodeIndex>{0, 1, 2, 3});
  CHECK(nodes("kind.y") == std::vector<NodeIndex>{0, 1, 2, 3});
  CHECK(nodes("kind.z") == std::vector<NodeIndex>{0, 1, 2, 3});
  CHECK(nodes("f") == std::vector<NodeIndex>{0, 1, 2});
}

TEST_CASE("domains that name domains: membership by attribute counts, chains and diamonds cost nothing") {
  const Cluster cluster =
      read("[eu.n]\na = { managers = 1, domains = ['h'] }\nb = { managers = 2 }\n[domains]\nbig = ['h']\nh = []\n");
  for (const FailureDomain& domain : cluster.topology.domains)
    if (!domain.place) CHECK(nodes_of(cluster.topology, domain) == std::vector<NodeIndex>{0});
  std::string text = "[f.a]\nmanagers = 1\n[domains]\n";
  for (int i = 0; i < 5000; ++i)
    text += "d" + std::to_string(i) + " = ['d" + std::to_string(i + 1) + "', 'd" + std::to_string(i + 1) + "']\n";
  CHECK(read(text + "d5000 = ['f']\n").topology.domains.size() == 5003);
  CHECK(read_cluster(text + "d5000 = ['d0']\n", "x.toml").findings.size() == 1);  // told where it closes
}

TEST_CASE("the address pool avoids the nodes") {
  const auto pools = [](const std::string& address) {
    return read("[f.a]\nnodes = [ { hostname = 'a', role = 'manager', address = '" + address + "' } ]\n")
        .network.address_pools;
  };
  CHECK(pools("192.168.1.1") == Ids{"10.0.0.0/8"});
  CHECK(pools("10.3.4.5") == Ids{"172.16.0.0/12"});
  const Cluster none =
      read("[f.a]\nmanagers = { count = 4, address = ['10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1'] }\n");
  CHECK(none.network.address_pools.empty());
}

TEST_CASE("the stack's name from the file's") {
  const auto name = [](const std::string& file) { return read_cluster("[f.a]\nworkers = 1\n", file).cluster->name; };
  CHECK(name("dir/my shop!.toml") == "my-shop-");
  CHECK(name("--x.toml") == "x");
  CHECK(name("m\xC3\xBCller.toml") == "m-ller");
  CHECK(name("<stdin>") == "swarm");
  CHECK(name("???") == "swarm");
  CHECK(name(std::string(60, 'a') + ".toml").size() == 40);
}

TEST_CASE("a pool that scales has no host names and is counted by count") {
  const Cluster cluster =
      read("[f.a]\nmanagers = 1\nworkers = { count = 3, min = 2, max = 9, match = 'engine.labels.pool=x' }\n");
  CHECK(cluster.topology.nodes.size() == 1);
  CHECK(count_roles(cluster.topology).worker == 3);
  CHECK(cluster.topology.pools[1].scaling->min == 2);
}

TEST_CASE("CRLF, a byte order mark and both notations mixed read the same") {
  const std::string text =
      "[us.west]\n[az-1] managers= 1, workers = 2   # c\naz-2 = { workers = 1 }\n[us.west.az-3]\nworkers = 1\n";
  std::string crlf = "\xEF\xBB\xBF";
  for (char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(ids_of(read(text).topology) == ids_of(read(crlf).topology));
  CHECK(read(text).topology.nodes.size() == 5);
}
