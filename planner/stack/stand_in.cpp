#include "planner/stack/stand_in.hpp"

#include <algorithm>
#include <initializer_list>

#include "planner/stack/zone_parts.hpp"

namespace planner {
namespace {

// Traefik's dynamic configuration, which it reads from a provider only, never from its command line. JSON would need
// twice the quotes once it stands in a YAML string.
constexpr std::string_view kRoutes =
    "{http: {"
    "routers: {"
    "plain: {rule: 'PathPrefix(`/`)', entryPoints: [web], service: app}, "
    "secure: {rule: 'PathPrefix(`/`)', entryPoints: [websecure], service: app, tls: {}}}, "
    "services: {app: {loadBalancer: {servers: [{url: 'http://app:80'}]}}}}}";

constexpr std::string_view kStart =
    "printf '%s' \"$ROUTES\" >/tmp/routes.yml && exec traefik --entrypoints.web.address=:80 "
    "--entrypoints.websecure.address=:443 --providers.file.filename=/tmp/routes.yml";

/// The first of the roles that some node of the Swarm has. Outside a Swarm every host of services runs everything.
Role first_role(const SwarmNodes& nodes, std::initializer_list<Role> wanted) {
  for (const Role role : wanted)
    if (std::find(nodes.roles.begin(), nodes.roles.end(), role) != nodes.roles.end()) return role;
  return Role::service;
}

Service load_balancer(const SwarmNodes& nodes) {
  Service service;
  service.name = "loadbalancer";
  service.image = "traefik:3.6";
  service.on = {first_role(nodes, {Role::loadbalancer, Role::worker, Role::manager})};
  service.scale = Scale::global;
  service.entrypoint = {"/bin/sh", "-c", std::string(kStart)};
  service.env = {{"ROUTES", std::string(kRoutes)}};
  service.ports = {{80, 80, "tcp", "host"}, {443, 443, "tcp", "host"}};
  service.stand_in = true;
  return service;
}

Service application(const Topology& topology, const SwarmNodes& nodes) {
  Service service;
  service.name = "app";
  service.image = "${APP_IMAGE:?set APP_IMAGE to the image of your application}";
  service.on = {first_role(nodes, {Role::worker, Role::manager, Role::loadbalancer})};
  service.spread = {"zone"};
  service.interpolate = true;
  service.stand_in = true;
  service.count = std::max(2, static_cast<int>(zones_of(topology, service, nodes).size()));
  return service;
}

}  // namespace

std::vector<Service> stand_in_services(const Topology& topology) {
  const SwarmNodes nodes = swarm_nodes(topology);
  return {load_balancer(nodes), application(topology, nodes)};
}

}  // namespace planner
