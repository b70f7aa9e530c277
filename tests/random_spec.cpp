#include "tests/random_spec.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "planner/spec/read_cluster.hpp"

namespace planner::test {
namespace {

struct Region {
  std::string id;
  bool edge = false;
  std::vector<std::string> zones;  // ids
  std::vector<std::string> lines;
};

struct Draft {
  std::mt19937& random;
  const SpecWish& wish;
  std::vector<Region> regions = {};
  std::vector<std::string> groups = {};
  std::vector<std::string> racks = {};
  std::vector<std::string> hosts = {};  // of managers
  std::set<std::string> kinds = {};
  int managers = 0;

  bool chance(int of) { return draw(random, of) == 0; }
  std::string quoted(const std::string& text) const { return "\"" + text + "\""; }
  std::string pool(const std::string& place, bool edge);
  std::string location();
  void add_region(int number);
  void add_zone(Region& region, int number);
  std::string any_place();
  std::string places();
  std::string domains();
  std::string links();
  std::string latency();
  std::string goals();
};

std::string Draft::location() {
  if (!wish.locations || chance(2)) return "";
  return "location = { lat = " + std::to_string(draw(random, 160) - 80) +
         ", lon = " + std::to_string(draw(random, 360) - 180) + " }";
}

std::string Draft::pool(const std::string& place, bool edge) {
  if (edge) return "loadbalancer = 1, services = " + std::to_string(1 + draw(random, 2));
  const bool empty = wish.hub && regions.empty();
  const int most = empty ? 0 : std::min(draw(random, 4), wish.most_managers - managers);
  managers += most;
  std::string host = place;
  std::replace(host.begin(), host.end(), '.', '-');
  for (int i = 1; i <= most; ++i) hosts.push_back(host + "-manager-" + std::to_string(i));
  std::string text = "managers = " + std::to_string(most);
  if (wish.workers && chance(2)) text += ", loadbalancer = 1";
  if (wish.scaling && chance(3))
    text += ", workers = { min = " + std::to_string(1 + draw(random, 3)) + ", max = 5 }";
  else if (wish.workers && chance(2))
    text += ", workers = " + std::to_string(draw(random, 3));
  return text;
}

void Draft::add_zone(Region& region, int number) {
  const std::string name = "z" + std::to_string(number), id = region.id + "." + name;
  region.zones.push_back(id);
  std::string line = name + " = { " + pool(id, region.edge);
  if (wish.racks && !region.edge && chance(3)) {
    line += ", racks = { ";
    for (int rack = 0; rack <= draw(random, 2); ++rack) {
      racks.push_back(id + ".k" + std::to_string(rack));
      line += (rack > 0 ? ", k" : "k") + std::to_string(rack) + " = { " + pool(racks.back(), false) + " }";
      if (rack == 1) break;
    }
    line += " }";
  }
  if (const std::string where = location(); !where.empty()) line += ", " + where;
  region.lines.push_back(line + " }");
}

void Draft::add_region(int number) {
  Region region;
  region.edge = wish.edges && number > 0 && chance(4);
  if (wish.groups && chance(2)) {
    const std::string group = chance(2) ? "ga" : "gb";
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
    region.id = group + ".r" + std::to_string(number);
  } else {
    region.id = "r" + std::to_string(number);
  }
  if (const std::string where = location(); !where.empty()) region.lines.push_back(where);
  if (region.edge) region.lines.push_back("kind = \"edge\"\nhome = [\"" + regions.front().id + "\"]");
  const int zones = 1 + draw(random, 3);
  for (int zone = 0; zone < zones; ++zone) add_zone(region, zone);
  regions.push_back(std::move(region));
}

std::string Draft::any_place() {
  const Region& region = regions[static_cast<std::size_t>(draw(random, static_cast<int>(regions.size())))];
  if (!racks.empty() && chance(8)) return racks[static_cast<std::size_t>(draw(random, static_cast<int>(racks.size())))];
  if (!groups.empty() && chance(8))
    return groups[static_cast<std::size_t>(draw(random, static_cast<int>(groups.size())))];
  if (chance(2)) return region.id;
  return region.zones[static_cast<std::size_t>(draw(random, static_cast<int>(region.zones.size())))];
}

std::string Draft::places() {
  std::string text;
  for (const Region& region : regions) {
    text += "[" + region.id + "]\n";
    for (const std::string& line : region.lines) text += line + "\n";
  }
  return text;
}

std::string Draft::domains() {
  if (!wish.domains && !wish.whole_domains) return "";
  std::string plain, power;
  const int count = draw(random, 4);
  for (int i = 0; i < count; ++i) {
    std::string members;
    for (int member = draw(random, 4); member >= 0; --member) {
      std::string one = any_place();
      if (wish.domains && chance(4))
        one += ":manager";
      else if (wish.domains && !hosts.empty() && chance(3))
        one = hosts[static_cast<std::size_t>(draw(random, static_cast<int>(hosts.size())))];
      members += (members.empty() ? "" : ", ") + quoted(one);
    }
    const bool kind = chance(2);
    kinds.insert(kind ? "power" : "domain");
    (kind ? power : plain) += "d" + std::to_string(i) + " = [" + members + "]\n";
  }
  return (plain.empty() ? "" : "[domains]\n" + plain) + (power.empty() ? "" : "[domains.power]\n" + power);
}

std::string Draft::links() {
  if (!wish.links) return "";
  std::string text;
  std::set<std::pair<std::string, std::string>> known;
  const auto add = [&](const std::string& a, const std::string& b) {
    const bool nested = a == b || a.starts_with(b + ".") || b.starts_with(a + ".");
    if (nested || !known.insert(std::minmax(a, b)).second) return;
    text += "[[links]]\nbetween = [" + quoted(a) + ", " + quoted(b) + "]\n";
    if (wish.rtts && !chance(6)) text += "rtt_ms = " + std::to_string(1 + draw(random, 90)) + "\n";
  };
  const auto end_in = [&](std::size_t region) {
    const Region& one = regions[region];
    return chance(3) ? one.zones[static_cast<std::size_t>(draw(random, static_cast<int>(one.zones.size())))] : one.id;
  };
  for (std::size_t i = 1; i < regions.size(); ++i) {
    std::size_t to = static_cast<std::size_t>(draw(random, static_cast<int>(i)));
    if (regions[to].edge || (wish.hub && !chance(4))) to = 0;
    add(end_in(i), end_in(to));
  }
  for (int more = draw(random, wish.hub ? 2 : 4); more > 0; --more) add(any_place(), any_place());
  return text;
}

std::string Draft::latency() {
  std::map<std::string, std::string> rows;
  std::set<std::pair<std::string, std::string>> known;
  for (int cells = wish.measured ? draw(random, 8) : 0; cells > 0; --cells) {
    const std::string a = any_place(), b = any_place();
    if (a == b || a.starts_with(b + ".") || b.starts_with(a + ".") || !known.insert(std::minmax(a, b)).second) continue;
    rows[a] += (rows[a].empty() ? "" : ", ") + quoted(b) + " = " + std::to_string(1 + draw(random, 90));
  }
  std::string text = rows.empty() ? "" : "[latency]\n";
  for (const auto& [row, cells] : rows) text += quoted(row) + " = { " + cells + " }\n";
  return text;
}

std::string Draft::goals() {
  if (!wish.goals) return "";
  std::vector<std::string> levels = {"region", "zone", "node"};
  if (!groups.empty()) levels.push_back("group");
  if (!racks.empty()) levels.push_back("rack");
  levels.insert(levels.end(), kinds.begin(), kinds.end());
  const auto some = [&](int of) {
    std::string text;
    for (const std::string& level : levels)
      if (chance(of)) text += (text.empty() ? "" : ", ") + level + " = " + std::to_string(1 + draw(random, 8) / 5);
    return text.empty() ? "node = 1" : text;
  };
  std::string text = "[goals]\nsurvive = { " + some(3) + " }\n";
  if (chance(2)) text += "survive_together = [ { " + some(2) + " } ]\n";
  return text;
}

}  // namespace

int draw(std::mt19937& random, int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); }

RandomSpec random_spec(std::mt19937& random, const SpecWish& wish) {
  for (;;) {
    Draft draft{random, wish};
    const int regions = (wish.links ? 2 : 1) + draw(random, wish.most_regions - (wish.links ? 1 : 0));
    for (int region = 0; region < regions; ++region) draft.add_region(region);
    if (draft.managers == 0) continue;
    const std::string domains = draft.domains();
    const std::string text = draft.goals() + domains + draft.latency() + draft.places() + draft.links();
    Reading reading = read_cluster(text, "random.toml");
    if (reading.cluster) return {text, std::move(*reading.cluster)};
  }
}

}  // namespace planner::test
