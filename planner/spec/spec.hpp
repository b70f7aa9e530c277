#pragma once
// What the user wrote: names are still names, nothing is filled in, every value knows its place in the text.
#include <optional>
#include <string>
#include <vector>

#include "planner/spec/located.hpp"

namespace planner {

struct ClusterSpec {
  SourceRange where;
  Text name, topology, hostname, engine;
};

struct LossSpec {  // { region = 1, zone = 2 }
  SourceRange where;
  IntegerMap counts;
};

struct GoalsSpec {
  SourceRange where;
  IntegerMap survive;
  std::vector<LossSpec> survive_together;
  Integer max_managers;
  IntegerMap capacity;
  Number commit_latency, downtime;  // seconds
};

struct LocationSpec {
  SourceRange where;
  Number lat, lon;
};

struct FailureSpec {  // p, or mtbf and mttr
  SourceRange where;
  std::string key;       // level, kind, domain or place that it speaks of
  Number p, mtbf, mttr;  // mtbf, mttr in seconds
};

struct AvailabilitySpec {
  SourceRange where;
  std::vector<FailureSpec> levels;  // levels and kinds
  std::vector<FailureSpec> domains, places;
};

/// A pool, a named machine, or what [defaults] says of a role.
struct PoolSpec {
  SourceRange where;
  Integer count, min, max;
  Text hostname, role, arch, availability, engine, match;
  Number cpus;
  Integer memory;  // bytes
  IntegerMap generic;
  TextMap labels;
  Texts address, public_address, domains;
};

struct DefaultsSpec {
  SourceRange where;
  std::optional<PoolSpec> managers, loadbalancer, loadbalancers, workers, services;
};

struct PlaceSpec {
  std::string name;
  SourceRange where;  // first header or key that declares it or something inside it
  std::optional<LocationSpec> location;
  std::optional<FailureSpec> availability;
  Text kind, endpoint, engine, subnet;
  Integer mtu;
  Texts home, domains;
  TextMap labels;
  std::vector<PoolSpec> managers, loadbalancer, loadbalancers, workers, services, nodes;
  bool holds_roles = false;  // a role key is written, be it 0 or empty
  std::vector<PlaceSpec> racks;
  std::vector<PlaceSpec> places;  // in order of position
};

struct LinkSpec {
  SourceRange where;
  Texts between, to;
  Text from;
  Numbers rtt_ms;
  Integer mtu;
  Number p, mtbf, mttr;
};

struct PortSpec {
  SourceRange where;
  Integer target, published;
  Text protocol, mode;
};

struct MountSpec {
  SourceRange where;
  Text type, source, target;
  Flag read_only;
};

struct GrantSpec {
  SourceRange where;
  Text source, target, uid, gid;
  Integer mode;
};

struct HealthcheckSpec {
  SourceRange where;
  std::optional<TextList> test;
  Text interval, timeout, start_period;
  Integer retries;
};

struct ResourcesSpec {
  SourceRange where;
  Number cpus;
  Integer memory, pids;
  IntegerMap generic;
};

struct RestartSpec {
  SourceRange where;
  Text condition, delay, window;
  Integer max_attempts;
};

struct UpdateSpec {
  SourceRange where;
  Integer parallelism;
  Text delay, failure_action, monitor, order;
  Number max_failure_ratio;
};

struct ServiceSpec {
  std::string key;
  SourceRange where;
  Text image, stop_grace_period;
  Texts on, constraints, arch;
  Integer replicas, per_zone, max_per_node;
  Flag global, strict_zone;
  std::optional<TextList> spread;
  std::optional<TextList> command, entrypoint;
  TextMap env, labels;
  std::vector<PortSpec> ports;
  Texts networks;
  std::vector<MountSpec> volumes;
  std::vector<GrantSpec> secrets, configs;
  std::optional<HealthcheckSpec> healthcheck;
  std::optional<ResourcesSpec> reserve, limit;
  std::optional<RestartSpec> restart;
  std::optional<UpdateSpec> update, rollback;
};

struct StackSpec {
  SourceRange where;
  Texts compose;
};

struct NetworkSpec {
  SourceRange where;
  Texts address_pool;
  Integer mask, data_path_port, mtu;
  Number dispatcher_heartbeat, heartbeat_rtts;  // seconds; a count
};

struct CheckSpec {
  SourceRange where;
  Text path;
  Integer port, threshold;
  Number interval, timeout;  // seconds
};

struct DnsSpec {
  SourceRange where;
  Text zone;
  Texts records, providers;
  Integer ttl;
  std::optional<CheckSpec> check;
};

struct StorageSpec {
  SourceRange where;
  Text driver, bucket, endpoint;
  Texts regions, uses;
};

struct DatabaseSpec {
  SourceRange where;
  Text engine, hosting, host;
  Texts regions;
};

/// A section that is read by name only.
struct LaterSpec {
  SourceRange where;
};

struct Spec {
  SourceRange where;
  std::optional<ClusterSpec> cluster;
  std::optional<DefaultsSpec> defaults;
  std::optional<GoalsSpec> goals;
  std::optional<AvailabilitySpec> availability;
  std::vector<LinkSpec> links;
  std::vector<ServiceSpec> services;
  std::optional<StackSpec> stack;
  std::optional<NetworkSpec> network;
  std::optional<DnsSpec> dns;
  std::optional<StorageSpec> storage;
  std::optional<DatabaseSpec> database;
  std::optional<LaterSpec> residency, lint;
  TextListMap domains;
  NumberTable latency;            // milliseconds between two references
  std::vector<PlaceSpec> places;  // outermost, in order of position
};

}  // namespace planner
