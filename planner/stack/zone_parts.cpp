#include "planner/stack/zone_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include "planner/swarm/names.hpp"

namespace planner {
namespace {

constexpr std::size_t kHashLength = 9;  // "-" and eight digits

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// A service's name ends in a letter or digit; a place's need not.
std::string without_tail(std::string text) {
  while (!text.empty() && !is_ascii_alnum(text.back())) text.pop_back();
  return text;
}

std::string plain_name(const std::string& service, std::string zone) {
  std::replace(zone.begin(), zone.end(), '.', '-');
  return without_tail(service + "-" + zone);
}

/// FNV-1a, 32 bits.
std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::string hashed_name(const std::string& plain, const std::string& exact, std::size_t longest, int attempt) {
  const std::size_t room = longest - kHashLength;
  const std::string salted = attempt == 0 ? exact : exact + fmt::format("/{}", attempt);
  return fmt::format("{}-{:08x}", without_tail(plain.substr(0, room)), hash_of(salted));
}

}  // namespace

bool is_split(const Service& service) {
  return service.scale == Scale::per_zone || (service.scale == Scale::replicas && service.strict_zone);
}

std::vector<PlaceIndex> zones_of(const Topology& topology, const Service& service, const SwarmNodes& nodes) {
  std::vector<PlaceIndex> zones;
  for (std::size_t pool = 0; pool < topology.pools.size(); ++pool) {
    const std::optional<PlaceIndex> zone = ancestor(topology, topology.pools[pool].place, Level::zone);
    if (!zone || (!zones.empty() && zones.back() == *zone)) continue;  // pools of a zone are neighbours
    if (is_eligible(topology, static_cast<PoolIndex>(pool), service, nodes)) zones.push_back(*zone);
  }
  std::sort(zones.begin(), zones.end());
  zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
  return zones;
}

std::vector<int> shares_of(const Service& service, std::size_t zones) {
  if (service.scale == Scale::per_zone) return std::vector<int>(zones, service.count);
  const int count = static_cast<int>(zones);
  std::vector<int> shares;
  for (int i = 0; i < count; ++i) shares.push_back(service.count / count + (i < service.count % count ? 1 : 0));
  return shares;
}

std::vector<std::string> part_names(const Cluster& cluster, const std::vector<ZonePart>& parts) {
  const std::size_t longest = kLongestServiceName - cluster.name.size() - 1;
  std::map<std::string, int> uses;
  for (const Service& service : cluster.services) ++uses[lower(service.name)];
  std::vector<std::string> names, exact;
  for (const ZonePart& part : parts) {
    const std::string& zone = cluster.topology.places[static_cast<std::size_t>(part.zone)].id;
    names.push_back(plain_name(cluster.services[part.service].name, zone));
    exact.push_back(cluster.services[part.service].name + "/" + zone);
    ++uses[lower(names.back())];
  }
  std::set<std::string> taken;
  for (const auto& [name, count] : uses) taken.insert(name);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].size() <= longest && uses[lower(names[i])] == 1) continue;
    const std::string plain = names[i];
    for (int attempt = 0;; ++attempt) {
      names[i] = hashed_name(plain, exact[i], longest, attempt);
      if (taken.insert(lower(names[i])).second) break;
    }
  }
  return names;
}

}  // namespace planner
