// What is given at `docker swarm init`: an address pool in which no node stands.
#include <fmt/format.h>

#include "planner/spec/cidr.hpp"
#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

/// The first node whose address lies in the network.
const Node* node_inside(const Topology& topology, const Cidr& cidr) {
  for (const Node& node : topology.nodes) {
    if (!topology.pools[static_cast<std::size_t>(node.pool)].in_swarm) continue;
    const std::optional<std::uint32_t> address = parse_ipv4(node.address);
    if (address && contains(cidr, *address)) return &node;
  }
  return nullptr;
}

/// Swarm's own default first (docs.docker.com/engine/swarm/swarm-mode), then private networks.
void choose(Resolver& resolver) {
  constexpr std::string_view kCandidates[] = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"};
  Network& network = resolver.cluster.network;
  for (std::string_view candidate : kCandidates) {
    if (node_inside(resolver.cluster.topology, *parse_cidr(candidate))) continue;
    network.address_pools.emplace_back(candidate);
    network.address_pool_is_swarms_default = candidate == kCandidates[0];
    return;
  }
  network.address_pool_is_swarms_default = false;
}

void check_written(Resolver& resolver, const Texts& pools) {
  Decoder& decoder = resolver.decoder;
  for (std::size_t i = 0; i < pools.size(); ++i) {
    const Cidr cidr = *parse_cidr(pools[i].value);
    if (const Node* node = node_inside(resolver.cluster.topology, cidr))
      decoder.error("invalid-value", pools[i].where,
                    fmt::format("network.address_pool: {} contains {}, the address of {}: an overlay cut from it would "
                                "hide that node",
                                pools[i].value, node->address, node->id));
    for (std::size_t j = 0; j < i; ++j)
      if (overlap(cidr, *parse_cidr(pools[j].value)))
        decoder.error("invalid-value", pools[i].where,
                      fmt::format("network.address_pool: {} and {} overlap", pools[j].value, pools[i].value));
    const auto& network = *resolver.spec.network;
    if (network.mask && network.mask->value < cidr.prefix)
      decoder.error("out-of-range", network.mask->where,
                    fmt::format("network.mask: /{} networks do not fit into {}", network.mask->value, pools[i].value));
  }
}

}  // namespace

void resolve_network(Resolver& resolver) {
  Network& network = resolver.cluster.network;
  const auto& spec = resolver.spec.network;
  if (spec && spec->mask) network.mask = static_cast<int>(spec->mask->value);
  if (spec && spec->data_path_port) network.data_path_port = static_cast<int>(spec->data_path_port->value);
  if (spec && spec->mtu) network.mtu = static_cast<int>(spec->mtu->value);
  if (spec && spec->dispatcher_heartbeat)
    network.dispatcher_heartbeat = StatedTime{spec->dispatcher_heartbeat->value, spec->dispatcher_heartbeat->where};
  if (spec && spec->heartbeat_rtts) network.heartbeat_rtts = spec->heartbeat_rtts->value;
  if (!spec || spec->address_pool.empty()) return choose(resolver);
  check_written(resolver, spec->address_pool);
  network.address_pool_written = true;
  network.address_pool_is_swarms_default = false;
  for (const Located<std::string>& pool : spec->address_pool) network.address_pools.push_back(pool.value);
}

}  // namespace planner
