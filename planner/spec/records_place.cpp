// Places, pools and named machines.
#include <algorithm>
#include <array>

#include "planner/spec/names.hpp"
#include "planner/spec/records.hpp"
#include "planner/spec/records_parts.hpp"
#include "planner/spec/spec.hpp"

namespace planner {
namespace {

constexpr std::string_view kAvailabilities[] = {"active", "drain"};
constexpr std::string_view kRoles[] = {"manager", "loadbalancer", "worker", "service"};
constexpr std::string_view kPlaceKinds[] = {"edge"};
constexpr double kMostNodes = 1e6;

std::string count_from(void* object, const Decoded& value) {
  static_cast<PoolSpec*>(object)->count = {value.integer, value.where};
  return {};
}

constexpr Field kCpus = field<&PoolSpec::cpus>("cpus", Shape::number, "Processors of each.",
                                               {.fallback = "unbounded", .min = 0.001, .max = 1e5});
constexpr Field kMemory = field<&PoolSpec::memory>("memory", Shape::size, "Memory of each.",
                                                   {.fallback = "unbounded", .unit = "bytes", .min = 1});
constexpr Field kArch = field<&PoolSpec::arch>("arch", Shape::text, "Processor architecture: amd64, arm64 …",
                                               {.fallback = "any", .grammar = &kArchitecture});
constexpr Field kGeneric = field<&PoolSpec::generic>("generic", Shape::integer_map,
                                                     "Generic resources of each: { gpu = 2 }.", {.min = 0, .max = 1e9});
constexpr Field kLabels = field<&PoolSpec::labels>("labels", Shape::text_map, "Node labels: { disk = \"ssd\" }.");
constexpr Field kAvailability = field<&PoolSpec::availability>(
    "availability", Shape::text, "active: runs tasks; drain: runs none.",
    {.fallback = "active; managers drain if any node is a worker", .choices = kAvailabilities});
constexpr Field kEngine =
    field<&PoolSpec::engine>("engine", Shape::text, "Docker Engine version.",
                             {.fallback = "that of the place, else of [cluster]", .grammar = &kVersion});
constexpr Field kDomains =
    field<&PoolSpec::domains>("domains", Shape::texts, "Declared failure domains that these nodes die with.");
constexpr Field kPattern = field<&PoolSpec::hostname>("hostname", Shape::text, "Pattern of the host names.",
                                                      {.fallback = "that of [cluster]", .grammar = &kHostPattern});

const Field kDefaultFields[] = {kPattern, kCpus, kMemory, kArch, kGeneric, kLabels, kAvailability, kEngine, kDomains};

const Field kPoolFields[] = {
    field<&PoolSpec::count>("count", Shape::integer, "How many nodes.",
                            {.fallback = "required, unless min is given", .min = 0, .max = kMostNodes}),
    field<&PoolSpec::min>("min", Shape::integer, "The pool scales by itself, never below this.",
                          {.min = 0, .max = kMostNodes}),
    field<&PoolSpec::max>("max", Shape::integer, "The pool scales by itself, never above this.",
                          {.min = 0, .max = kMostNodes}),
    field<&PoolSpec::match>("match", Shape::text,
                            "Which nodes belong to a pool that scales: a network of node addresses, or "
                            "engine.labels.KEY=VALUE.",
                            {.grammar = &kNotEmpty}),
    field<&PoolSpec::address>("address", Shape::texts, "Where other nodes reach them, one address a node.",
                              {.grammar = &kAddress}),
    field<&PoolSpec::public_address>("public", Shape::texts, "Where clients reach them, one a node.",
                                     {.grammar = &kNotEmpty}),
    kPattern,
    kCpus,
    kMemory,
    kArch,
    kGeneric,
    kLabels,
    kAvailability,
    kEngine,
    kDomains,
};

const Field kMachineFields[] = {
    field<&PoolSpec::hostname>("hostname", Shape::text, "Host name: the node's id.",
                               {.grammar = &kHostName, .required = true}),
    field<&PoolSpec::role>("role", Shape::text, "What it is.", {.choices = kRoles, .required = true}),
    field<&PoolSpec::address>("address", Shape::text_or_texts, "Where other nodes reach it.", {.grammar = &kAddress}),
    field<&PoolSpec::public_address>("public", Shape::text_or_texts, "Where clients reach it.",
                                     {.grammar = &kNotEmpty}),
    kCpus,
    kMemory,
    kArch,
    kGeneric,
    kLabels,
    kAvailability,
    kEngine,
    kDomains,
};

const Field kLocationFields[] = {
    field<&LocationSpec::lat>("lat", Shape::number, "Latitude.",
                              {.unit = "degrees", .min = -90, .max = 90, .required = true}),
    field<&LocationSpec::lon>("lon", Shape::number, "Longitude.",
                              {.unit = "degrees", .min = -180, .max = 180, .required = true}),
};
const Record kLocationRecord{"location", "Where on earth.", kLocationFields};

const Field kPlaceFields[] = {
    field<&PlaceSpec::location>("location", Shape::record, "Where on earth.", {.record = &kLocationRecord}),
    field<&PlaceSpec::kind>("kind", Shape::text, "edge: close to users, holds no state, outside the Swarm.",
                            {.fallback = "an ordinary place", .choices = kPlaceKinds}),
    field<&PlaceSpec::home>("home", Shape::texts, "Regions that an edge relies on, in failover order."),
    field<&PlaceSpec::labels>("labels", Shape::text_map, "Node labels of everything beneath."),
    field<&PlaceSpec::availability>("availability", Shape::record, "How often it fails.", {.record = &kFailureRecord}),
    field<&PlaceSpec::domains>("domains", Shape::texts, "Declared failure domains that everything beneath dies with."),
    field<&PlaceSpec::endpoint>("endpoint", Shape::text, "A managed load balancer in every zone beneath.",
                                {.grammar = &kNotEmpty}),
    field<&PlaceSpec::engine>("engine", Shape::text, "Docker Engine version of everything beneath.",
                              {.grammar = &kVersion}),
    field<&PlaceSpec::mtu>("mtu", Shape::integer, "Largest packet of its network. Not judged yet.",
                           {.unit = "bytes", .min = 576, .max = 65535}),
    field<&PlaceSpec::subnet>("subnet", Shape::text, "Network of its nodes. Not judged yet.", {.grammar = &kCidr}),
    field<&PlaceSpec::managers>("managers", Shape::record_or_records, "Raft members.",
                                {.record = &kPoolRecord, .shorthand_integer = true}),
    field<&PlaceSpec::loadbalancer>("loadbalancer", Shape::record_or_records, "Load balancers.",
                                    {.record = &kPoolRecord, .shorthand_integer = true}),
    field<&PlaceSpec::loadbalancers>("loadbalancers", Shape::record_or_records, "The same, in the plural.",
                                     {.record = &kPoolRecord, .shorthand_integer = true}),
    field<&PlaceSpec::workers>("workers", Shape::record_or_records, "Nodes that run services.",
                               {.record = &kPoolRecord, .shorthand_integer = true}),
    field<&PlaceSpec::services>("services", Shape::record_or_records,
                                "Hosts that each run the whole stack by themselves (decentralized plans and edges).",
                                {.record = &kPoolRecord, .shorthand_integer = true}),
    field<&PlaceSpec::nodes>("nodes", Shape::records, "Machines by name, on top of the counts.",
                             {.record = &kMachineRecord}),
};

}  // namespace

const Record kDefaultRecord{"role defaults", "What a pool may leave out.", kDefaultFields};
const Record kPoolRecord{"pool", "Nodes declared alike: a number, this table, or an array of such tables.", kPoolFields,
                         nullptr, count_from};
const Record kMachineRecord{"node", "One machine.", kMachineFields};
const Record kPlaceRecord{"place",
                          "Attributes and roles. A place with a role is a zone, a place of zones a region, a place of "
                          "regions a group; every other table in it is a place one level down. `racks` holds racks by "
                          "name, each with roles and attributes of its own.",
                          kPlaceFields};

bool is_role_key(std::string_view key) {
  constexpr std::string_view kKeys[] = {"managers", "loadbalancer", "loadbalancers", "workers",
                                        "services", "nodes",        "racks"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

}  // namespace planner
