#include "planner/stack/stack.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "planner/stack/stand_in.hpp"
#include "planner/swarm/constraint.hpp"
#include "tests/layout.hpp"

using namespace planner;
using Strings = std::vector<std::string>;

namespace {

Service service_on(std::vector<Role> on, std::string name = "app") {
  Service service;
  service.name = std::move(name);
  service.image = "app:1";
  service.on = std::move(on);
  service.spread = {"zone"};
  return service;
}

Service strict(int replicas) {
  Service service = service_on({Role::worker});
  service.count = replicas;
  service.strict_zone = true;
  return service;
}

Cluster three_zones() { return test::layout({{"fra.a", 1, 1, 2, 0}, {"fra.b", 1, 1, 2, 0}, {"fra.c", 1, 1, 2, 0}}); }

StackService only(const Cluster& cluster, const Service& service) {
  Cluster copy = cluster;
  copy.services = {service};
  const Stack stack = make_stack(copy);
  REQUIRE(stack.services.size() == 1);
  return stack.services[0];
}

Strings names_of(const Stack& stack) {
  Strings names;
  for (const StackService& each : stack.services) names.push_back(each.name);
  return names;
}

Stack stack_of(Cluster cluster, std::vector<Service> services) {
  cluster.services = std::move(services);
  return make_stack(cluster);
}

}  // namespace

TEST_CASE("one role is a constraint, several are the exclusion of the others") {
  const Cluster cluster = three_zones();
  CHECK(only(cluster, service_on({Role::worker})).constraints == Strings{"node.labels.role == worker"});
  CHECK(only(cluster, service_on({Role::loadbalancer, Role::worker})).constraints ==
        Strings{"node.labels.role != manager"});
  CHECK(only(cluster, service_on({Role::manager, Role::loadbalancer, Role::worker})).constraints.empty());
  const Cluster without_balancers = test::layout({{"fra.a", 1, 0, 2, 0}});
  CHECK(only(without_balancers, service_on({Role::manager, Role::worker})).constraints.empty());
}

TEST_CASE("architectures are compared with what the kernel says") {
  Cluster cluster = three_zones();
  Service service = service_on({Role::worker});
  service.arch = {"arm64"};
  CHECK(only(cluster, service).constraints.back() == "node.platform.arch == aarch64");
  service.arch = {"amd64", "arm64"};
  CHECK(only(cluster, service).constraints == Strings{"node.labels.role == worker"});
  cluster.topology.pools[0].arch = "riscv64";
  cluster.topology.pools[1].arch = "amd64";
  CHECK(only(cluster, service).constraints == Strings{"node.labels.role == worker", "node.platform.arch != riscv64"});
}

TEST_CASE("the user's constraints stand between, and all are Swarm's grammar") {
  Service service = service_on({Role::worker});
  service.constraints = {"node.labels.disk == ssd"};
  service.arch = {"amd64"};
  const StackService placed = only(three_zones(), service);
  CHECK(placed.constraints ==
        Strings{"node.labels.role == worker", "node.labels.disk == ssd", "node.platform.arch == x86_64"});
  for (const std::string& constraint : placed.constraints) CHECK(parse_constraint(constraint));
}

TEST_CASE("spread becomes preferences, outermost first, but never of a global service") {
  Service service = service_on({Role::worker});
  service.spread = {"region", "zone"};
  CHECK(only(three_zones(), service).preferences == Strings{"node.labels.region", "node.labels.zone"});
  service.scale = Scale::global;
  CHECK(only(three_zones(), service).preferences.empty());
}

TEST_CASE("per_zone is one service in each zone that has an eligible node") {
  Cluster cluster = test::layout({{"us.west.a", 1, 0, 2, 0}, {"us.west.b", 1, 0, 0, 0}, {"eu.north.a", 1, 0, 2, 0}});
  Service service = service_on({Role::worker});
  service.scale = Scale::per_zone;
  service.count = 3;
  service.networks = {"back"};
  const Stack stack = stack_of(cluster, {service});
  CHECK(names_of(stack) == Strings{"app-us-west-a", "app-eu-north-a"});
  for (const StackService& part : stack.services) {
    CHECK(part.replicas == 3);
    CHECK(part.aliases == Strings{"app"});
    CHECK(part.preferences.empty());
    CHECK(part.service.scale == Scale::replicas);
  }
  CHECK(stack.services[1].constraints == Strings{"node.labels.role == worker", "node.labels.zone == eu.north.a"});
}

TEST_CASE("eligible means active and within the user's constraints") {
  Cluster cluster = three_zones();
  Service service = strict(4);
  const auto zones = [&] { return names_of(stack_of(cluster, {service})); };
  service.constraints = {"node.labels.disk == ssd"};
  for (Pool& pool : cluster.topology.pools)
    if (pool.role == Role::worker && cluster.topology.places[static_cast<std::size_t>(pool.place)].id == "fra.b")
      pool.labels = {{"disk", "SSD"}};
  CHECK(zones() == Strings{"app-fra-b"});
  service.constraints = {"node.hostname != fra-a-worker-1", "node.labels.zone != fra.c"};
  CHECK(zones() == Strings{"app-fra-a", "app-fra-b"});
  service.constraints = {"node.role == manager"};
  CHECK(zones() == Strings{"app"});
  CHECK(stack_of(cluster, {service}).notes.size() == 1);
  service.constraints = {};
  for (Pool& pool : cluster.topology.pools)
    if (pool.place == cluster.topology.pools[0].place) pool.availability = Availability::drain;
  CHECK(zones() == Strings{"app-fra-b", "app-fra-c"});
}

TEST_CASE("strict_zone shares replicas out evenly, the first zones get one more") {
  for (int replicas = 0; replicas <= 10; ++replicas) {
    const Stack stack = stack_of(three_zones(), {strict(replicas)});
    REQUIRE(stack.services.size() == 3);
    const int a = stack.services[0].replicas, b = stack.services[1].replicas, c = stack.services[2].replicas;
    CHECK(a + b + c == replicas);
    CHECK((a >= b && b >= c && a - c <= 1));
  }
}

TEST_CASE("an ingress port cannot be published by several parts, other ports can") {
  Service service = strict(3);
  service.ports = {{80, 8080, "tcp", "ingress"}, {81, std::nullopt, "tcp", "ingress"}, {82, 8082, "udp", "host"}};
  const Stack stack = stack_of(three_zones(), {service});
  for (const StackService& part : stack.services) {
    REQUIRE(part.service.ports.size() == 2);
    CHECK(part.service.ports[0].target == 81);
    CHECK(part.service.ports[1].target == 82);
  }
  REQUIRE(stack.notes.size() == 1);
  CHECK(stack.notes[0].find("8080/tcp is not published") != std::string::npos);
  const Stack alone = stack_of(test::layout({{"fra.a", 1, 0, 2, 0}}), {service});
  CHECK(alone.services.at(0).service.ports.size() == 3);
  CHECK(alone.notes.empty());
}

TEST_CASE("names of parts fit into 63 characters and are unique whatever zones are called") {
  const std::string deep(32, 'z');
  Cluster cluster = test::layout({{"us." + deep + "." + deep + "1", 0, 0, 1, 0},
                                  {"us." + deep + "." + deep + "2", 0, 0, 1, 0},
                                  {"x.a.b-c", 0, 0, 1, 0},
                                  {"x.a-b.c", 0, 0, 1, 0},
                                  {"x.a-b.D-", 0, 0, 1, 0}});
  cluster.name = std::string(40, 'n');
  std::vector<Service> services = {strict(5), service_on({Role::worker}, "APP-x-a-b-d")};
  services[0].name = "app";
  const Stack stack = stack_of(cluster, services);
  CHECK(stack.services.size() == 6);
  std::set<std::string> seen;
  for (const StackService& each : stack.services) {
    INFO(each.name);
    CHECK(cluster.name.size() + 1 + each.name.size() <= 63);
    CHECK(std::isalnum(static_cast<unsigned char>(each.name.back())));
    CHECK(each.name.find('.') == std::string::npos);
    std::string lower = each.name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    CHECK(seen.insert(lower).second);
  }
  CHECK(stack.services[5].name == "APP-x-a-b-d");
  CHECK(names_of(stack_of(cluster, services)) == names_of(stack));
  std::swap(services[0], services[1]);
  CHECK(names_of(stack_of(cluster, services)).back() == stack.services[4].name);
}

TEST_CASE("objects are those that services name, sorted, and the underlay's mtu comes along") {
  Cluster cluster = three_zones();
  cluster.network.mtu = 1420;
  Service service = service_on({Role::worker});
  service.networks = {"front", "back"};
  service.volumes = {{"volume", "data", "/d", false}, {"bind", "/srv", "/s", false}, {"volume", "", "/anon", false}};
  service.secrets = {{"key", "", "", "", {}}};
  service.configs = {{"site", "", "", "", {}}};
  const Stack stack = stack_of(cluster, {service, service_on({Role::manager}, "other")});
  CHECK(stack.networks == Strings{"back", "front"});
  CHECK(stack.volumes == Strings{"data"});
  CHECK(stack.secrets == Strings{"key"});
  CHECK(stack.configs == Strings{"site"});
  CHECK(stack.mtu == 1420);
}

TEST_CASE("stand-ins run where the layout has room for them") {
  const auto roles = [](const Cluster& cluster) {
    const std::vector<Service> services = stand_in_services(cluster.topology);
    REQUIRE(services.size() == 2);
    CHECK(services[0].stand_in);
    CHECK(services[1].interpolate);
    return std::pair(services[0].on.at(0), services[1].on.at(0));
  };
  CHECK(roles(test::documents_layout()) == std::pair(Role::loadbalancer, Role::worker));
  CHECK(roles(test::layout({{"fra.a", 1, 0, 2, 0}})) == std::pair(Role::worker, Role::worker));
  CHECK(roles(test::layout({{"fra.a", 1, 0, 0, 0}})) == std::pair(Role::manager, Role::manager));
  CHECK(roles(test::layout({{"fra.a", 0, 1, 0, 4}})) == std::pair(Role::service, Role::service));
  CHECK(stand_in_services(test::documents_layout().topology)[1].count == 8);
  CHECK(stand_in_services(test::layout({{"fra.a", 1, 0, 2, 0}}).topology)[1].count == 2);
}

TEST_CASE("outside a Swarm there is nothing to place") {
  Cluster cluster = test::layout({{"fra.a", 0, 1, 0, 4}, {"fra.b", 0, 1, 0, 4}});
  Service service = service_on({Role::service});
  service.scale = Scale::per_zone;
  service.count = 3;
  service.constraints = {"node.labels.disk == ssd"};
  const Stack stack = stack_of(cluster, {service});
  REQUIRE(stack.services.size() == 1);
  CHECK(stack.services[0].constraints.empty());
  CHECK(stack.services[0].preferences.empty());
  CHECK(stack.services[0].replicas == 1);
  CHECK(stack.notes.size() == 1);
}

TEST_CASE("architectures with a variant become the kernel's word too") {
  Cluster cluster = three_zones();
  Service service = service_on({Role::worker});
  service.arch = {"arm/v7"};
  CHECK(only(cluster, service).constraints.back() == "node.platform.arch == armv7l");
}

TEST_CASE("a zone gets its part only if its nodes satisfy the constraints as Swarm reads them") {
  const auto parts = [](const std::string& constraint) {
    Service service = service_on({Role::worker});
    service.scale = Scale::per_zone;
    service.constraints = {constraint};
    return names_of(stack_of(three_zones(), {service}));
  };
  const Strings all = {"app-fra-a", "app-fra-b", "app-fra-c"};
  CHECK(parts("node.labels.zone == FRA.B") == Strings{"app-fra-b"});
  CHECK(parts("NODE.Labels.zone != fra.b") == Strings{"app-fra-a", "app-fra-c"});
  CHECK(parts("Node.Hostname == fra-c-worker-2") == Strings{"app-fra-c"});
  CHECK(parts("Engine.Labels.os == debian") == all);
  CHECK(parts("node.ip == 192.0.2.1") == all);
  CHECK(parts("node.labels.Zone == fra.b") == Strings{"app"});  // no zone: it stays whole, and waits
  CHECK(parts("node.region != us") == Strings{"app"});          // a key that Swarm does not know matches nothing
}

TEST_CASE("a part spreads over nothing that has one value in its zone") {
  Service service = service_on({Role::worker});
  service.scale = Scale::per_zone;
  service.spread = {"group", "region", "zone", "rack", "disk"};
  for (const StackService& part : stack_of(three_zones(), {service}).services)
    CHECK(part.preferences == Strings{"node.labels.rack", "node.labels.disk"});
}
