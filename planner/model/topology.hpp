#pragma once
// The layout as a graph: places in a tree, pools and nodes in them, failure domains and links across them.
// Everything is a vector; relations are indices into the vectors. Immutable once planner::resolve made it.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "planner/model/source_range.hpp"

namespace planner {

using PlaceIndex = int;
using PoolIndex = int;
using NodeIndex = int;
using DomainIndex = int;

enum class Level { group, region, zone, rack, node };
enum class Role { manager, loadbalancer, worker, service };
enum class Availability { active, drain };

std::string_view name_of(Level level);                // "group"
std::string_view name_of(Role role);                  // "manager"
std::string_view name_of(Availability availability);  // "active"

/// Sorted by key, keys unique.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// Degrees.
struct Coordinates {
  double lat = 0;
  double lon = 0;
};

/// A group, region, zone or rack. The vector of places is in depth-first order, siblings as declared, so that the
/// nodes and pools of everything below a place are one contiguous run.
struct Place {
  std::string id;    // "us.west.az-1"
  std::string name;  // "az-1"
  Level level = Level::zone;
  std::optional<PlaceIndex> parent;
  std::vector<PlaceIndex> children;
  bool edge = false;             // an edge region or below: outside the Swarm, passes no traffic
  std::vector<PlaceIndex> home;  // of an edge region, in failover order
  std::optional<Coordinates> location;
  std::string endpoint;      // a managed load balancer, by name or address; may be empty
  NodeIndex first_node = 0;  // nodes of this place and all below
  int node_count = 0;        // without those of pools that scale by themselves
  PoolIndex first_pool = 0;
  int pool_count = 0;
  SourceRange where;  // first header or key that declares it or something inside it
};

struct Scaling {
  int min = 0;
  std::optional<int> max;
};

/// Nodes declared alike: `workers = 10`, or one named machine.
struct Pool {
  PlaceIndex place = 0;  // zone or rack
  Role role = Role::worker;
  Availability availability = Availability::active;
  bool in_swarm = true;  // false on edges and in decentralized plans
  int count = 0;
  std::optional<Scaling> scaling;      // then there are no host names and no Node; never a manager
  std::string match;                   // a CIDR of node addresses or engine.labels.K=V; only of scaling pools
  std::optional<double> cpus;          // none: unbounded
  std::optional<std::int64_t> memory;  // bytes
  std::string arch;                    // as the user wrote it (amd64, arm64); empty: any
  std::vector<std::pair<std::string, std::int64_t>> generic;
  Labels labels;       // the user's own, merged from defaults, places and pool; without level labels
  std::string engine;  // "28.5"; empty: not said
  NodeIndex first_node = 0;
  int node_count = 0;  // 0 for a scaling pool, else count
  SourceRange where;
};

struct Node {
  std::string id;  // the host name
  PoolIndex pool = 0;
  std::string address;         // where other nodes reach it; may be empty
  std::string public_address;  // where clients do; may be empty
};

/// A set of nodes that can fail together: every group, region, zone, rack, and every declared domain.
struct FailureDomain {
  std::string id;                   // "us.west", "hetzner", "provider.hetzner"
  std::string level;                // "group" … "rack", "domain", or the declared kind
  std::optional<PlaceIndex> place;  // of a place; none for a declared domain
  std::vector<NodeIndex> nodes;     // sorted; only of a declared domain (a place has its run of nodes)
  std::vector<PoolIndex> pools;     // scaling pools inside; only of a declared domain
  SourceRange where;
  std::vector<PlaceIndex> whole_places = {};  // places that a declared domain takes with all they hold; sorted
  std::optional<double> p = {};               // unavailability, 0 … 1; none: no figure, it does not fail
};

struct Topology {
  std::vector<Place> places;
  std::vector<Pool> pools;
  std::vector<Node> nodes;
  std::vector<FailureDomain> domains;  // places in place order, then declared domains by level and id
  std::vector<std::string> levels;     // those present: group region zone rack, declared kinds by name, node
};

/// Nodes by role; scaling pools count with `count`.
struct RoleCounts {
  int manager = 0;
  int loadbalancer = 0;
  int worker = 0;
  int service = 0;

  int total() const { return manager + loadbalancer + worker + service; }
};

void add(RoleCounts& counts, Role role, int count);

Role role_of(const Topology& topology, NodeIndex node);
PlaceIndex place_of(const Topology& topology, NodeIndex node);  // zone or rack

/// The nearest place at or above `place` of that level; none where the tree lacks it.
std::optional<PlaceIndex> ancestor(const Topology& topology, PlaceIndex place, Level level);

/// All managers that are Raft members, in node order. Drained ones are members.
std::vector<NodeIndex> managers_of(const Topology& topology);

/// Sorted node indices of a domain, whichever way it is declared.
std::vector<NodeIndex> nodes_of(const Topology& topology, const FailureDomain& domain);

RoleCounts count_roles(const Topology& topology);
RoleCounts count_roles(const Topology& topology, const FailureDomain& domain);

/// Number of places of a level.
int count_places(const Topology& topology, Level level);

}  // namespace planner
