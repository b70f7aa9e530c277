#include "planner/emit/starter_spec.hpp"

namespace planner {

std::string_view starter_spec() {
  return R"(# A Swarm over three zones of one region. Any one zone may die: 2 of 3 managers are left, 2 are needed.
# What it survives:   swarmplan report cluster.toml
# Mistakes and risks: swarmplan lint cluster.toml
# All that it needs:  swarmplan plan cluster.toml

[cluster]
name = "shop"             # the stack's name: services become shop_web …
# engine = "28.5"         # lowest Docker Engine version in the swarm

[goals]                   # what must hold; lint makes a goal missed an error
survive = { zone = 1 }    # any one zone may die

# A place with roles is a zone, a place of zones a region. `managers` and `workers` count nodes;
# they are named fra-a-manager-1, fra-a-worker-1, fra-a-worker-2 …
[fra.a]
managers     = 1
loadbalancer = 1
workers      = 2

[fra.b]
managers     = 1
loadbalancer = 1
workers      = 2

# Machines that exist already stand here by name, beside counts or instead of them.
[fra.c]
workers = 1
nodes = [
  { hostname = "fra-c-mgr", role = "manager", address = "10.0.3.11" },
  { hostname = "fra-c-edge", role = "loadbalancer", address = "10.0.3.12" },
  { hostname = "fra-c-ssd", role = "worker", address = "10.0.3.13", labels = { disk = "ssd" } },
]

# What runs. Replicas are spread over the zones.
[services.web]
image    = "nginx:1.27"
replicas = 6
ports    = ["8080:80"]
)";
}

}  // namespace planner
