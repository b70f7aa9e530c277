#include "planner/emit/story/outlook.hpp"

#include <algorithm>

#include "planner/swarm/address.hpp"

namespace planner {
namespace {

/// Nodes of the swarm in a domain: those on edges are outside.
int swarm_nodes(const Topology& topology, const FailureDomain& domain) {
  int count = 0;
  const auto add_pool = [&](PoolIndex index, bool by_node) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
    if (pool.in_swarm) count += by_node ? 1 : pool.count;
  };
  if (domain.place) {
    const Place& place = topology.places[static_cast<std::size_t>(*domain.place)];
    for (int i = 0; i < place.pool_count; ++i) add_pool(place.first_pool + i, false);
    return count;
  }
  for (NodeIndex node : domain.nodes) add_pool(topology.nodes[static_cast<std::size_t>(node)].pool, true);
  for (PoolIndex pool : domain.pools) add_pool(pool, false);
  return count;
}

int swarm_nodes(const Topology& topology) {
  int count = 0;
  for (const Pool& pool : topology.pools) count += pool.in_swarm ? pool.count : 0;
  return count;
}

bool holds(const Topology& topology, const FailureDomain& domain, NodeIndex node) {
  if (!domain.place) return std::binary_search(domain.nodes.begin(), domain.nodes.end(), node);
  const Place& place = topology.places[static_cast<std::size_t>(*domain.place)];
  return node >= place.first_node && node < place.first_node + place.node_count;
}

std::string spread_level(const Topology& topology) {
  for (const Level level : {Level::group, Level::region, Level::zone, Level::rack}) {
    int inhabited = 0;
    for (const FailureDomain& domain : topology.domains)
      if (domain.level == name_of(level) && swarm_nodes(topology, domain) > 0) ++inhabited;
    if (inhabited > 1) return std::string(name_of(level));
  }
  return "";
}

Case case_of(const Outlook& outlook, const DomainQuorum& entry) {
  const Topology& topology = outlook.cluster.topology;
  const FailureDomain& domain = domain_of(outlook, entry);
  Case result{domain.id, managers_in(topology, domain), outlook.quorum.majority - entry.left, entry.left, "", ""};
  for (NodeIndex manager : managers_of(topology)) {
    if (holds(topology, domain, manager)) continue;
    result.survivor = topology.nodes[static_cast<std::size_t>(manager)].id;
    result.address = topology.nodes[static_cast<std::size_t>(manager)].address;
    break;
  }
  return result;
}

/// With one or two managers every single one is needed.
std::vector<Case> cases_by_manager(const Topology& topology) {
  std::vector<Case> cases;
  const std::vector<NodeIndex> managers = managers_of(topology);
  for (NodeIndex manager : managers) {
    Case result{
        topology.nodes[static_cast<std::size_t>(manager)].id, {}, 1, static_cast<int>(managers.size()) - 1, "", ""};
    result.managers = {result.id};
    for (NodeIndex other : managers) {
      if (other == manager) continue;
      result.survivor = topology.nodes[static_cast<std::size_t>(other)].id;
      result.address = topology.nodes[static_cast<std::size_t>(other)].address;
    }
    cases.push_back(result);
  }
  return cases;
}

std::vector<Case> cases_by_domain(const Outlook& outlook) {
  std::vector<Case> cases;
  std::string outermost;
  for (const DomainQuorum* entry : outlook.fatal) {
    const FailureDomain& domain = domain_of(outlook, *entry);
    if (outermost.empty() && !is_declared(domain)) {
      for (const std::string_view level : {"group", "region", "zone", "rack"}) {
        if (fatal_at(outlook, level).empty()) continue;
        outermost = level;
        break;
      }
    }
    if (is_declared(domain) || domain.level == outermost) cases.push_back(case_of(outlook, *entry));
  }
  return cases;
}

}  // namespace

Outlook outlook_of(const Cluster& cluster, const Quorum& quorum) {
  Outlook outlook{cluster, quorum, {}, {}, {}, spread_level(cluster.topology), {}};
  const int all = swarm_nodes(cluster.topology);
  for (const DomainQuorum& entry : quorum.domains) {
    if (entry.parts(quorum.majority)) outlook.parting.push_back(&entry);
    if (entry.kept) continue;
    const bool whole = swarm_nodes(cluster.topology, domain_of(outlook, entry)) == all;
    (whole ? outlook.whole : outlook.fatal).push_back(&entry);
  }
  outlook.cases = quorum.tolerated == 0 ? cases_by_manager(cluster.topology) : cases_by_domain(outlook);
  return outlook;
}

const FailureDomain& domain_of(const Outlook& outlook, const DomainQuorum& entry) {
  return outlook.cluster.topology.domains[static_cast<std::size_t>(entry.domain)];
}

bool is_declared(const FailureDomain& domain) { return !domain.place.has_value(); }

std::vector<std::string> managers_in(const Topology& topology, const FailureDomain& domain) {
  std::vector<std::string> names;
  if (!domain.place) {
    for (NodeIndex node : domain.nodes)
      if (role_of(topology, node) == Role::manager) names.push_back(topology.nodes[static_cast<std::size_t>(node)].id);
    return names;
  }
  const Place& place = topology.places[static_cast<std::size_t>(*domain.place)];
  for (int i = 0; i < place.pool_count; ++i) {
    const Pool& pool = topology.pools[static_cast<std::size_t>(place.first_pool + i)];
    if (pool.role != Role::manager) continue;
    for (int k = 0; k < pool.node_count; ++k)
      names.push_back(topology.nodes[static_cast<std::size_t>(pool.first_node + k)].id);
  }
  return names;
}

std::vector<const DomainQuorum*> fatal_at(const Outlook& outlook, std::string_view level) {
  std::vector<const DomainQuorum*> result;
  for (const DomainQuorum* entry : outlook.fatal)
    if (domain_of(outlook, *entry).level == level) result.push_back(entry);
  return result;
}

std::string force_command(std::string_view address) {
  const std::string_view host = address.empty() ? std::string_view("ITS-IP") : address;
  return "docker swarm init --force-new-cluster --advertise-addr " + manager_endpoint(host);
}

}  // namespace planner
