// Sections that speak of the cluster as a whole.
#include <array>

#include "planner/catalogue/database_engines.hpp"
#include "planner/catalogue/storage_drivers.hpp"
#include "planner/spec/names.hpp"
#include "planner/spec/records.hpp"
#include "planner/spec/records_parts.hpp"
#include "planner/spec/spec.hpp"

namespace planner {
namespace {

constexpr std::string_view kTopologies[] = {"centralized", "decentralized"};
constexpr std::string_view kHostings[] = {"managed", "self"};
constexpr std::string_view kUses[] = {"files", "builds", "deployments"};

const Field kClusterFields[] = {
    field<&ClusterSpec::name>("name", Shape::text, "Name of the stack and of the plan.",
                              {.fallback = "the file's stem", .grammar = &kClusterName}),
    field<&ClusterSpec::topology>("topology", Shape::text,
                                  "centralized: one Swarm; decentralized: every host of role service runs the whole "
                                  "stack by itself.",
                                  {.fallback = "inferred from the roles used", .choices = kTopologies}),
    field<&ClusterSpec::hostname>(
        "hostname", Shape::text, "How counted nodes are named.",
        {.fallback = "{zone}-{role}-{index}, inside a rack {rack}-{role}-{index}", .grammar = &kHostPattern}),
    field<&ClusterSpec::engine>("engine", Shape::text, "Lowest Docker Engine version in the swarm.",
                                {.fallback = "not said", .grammar = &kVersion}),
};
const Record kClusterRecord{"cluster", "The cluster as a whole.", kClusterFields};

const Field kDefaultsFields[] = {
    field<&DefaultsSpec::managers>("managers", Shape::record, "For managers.", {.record = &kDefaultRecord}),
    field<&DefaultsSpec::loadbalancer>("loadbalancer", Shape::record, "For load balancers.",
                                       {.record = &kDefaultRecord}),
    field<&DefaultsSpec::loadbalancers>("loadbalancers", Shape::record, "The same, in the plural.",
                                        {.record = &kDefaultRecord}),
    field<&DefaultsSpec::workers>("workers", Shape::record, "For workers.", {.record = &kDefaultRecord}),
    field<&DefaultsSpec::services>("services", Shape::record, "For service hosts.", {.record = &kDefaultRecord}),
};
const Record kDefaultsRecord{"defaults", "What pools and nodes of a role leave out.", kDefaultsFields};

void add_loss(void* object, Decoded&& value) {
  static_cast<LossSpec*>(object)->counts.push_back({std::move(value.key), {value.integer, value.where}});
}
const Field kLossCount{"LEVEL",  Shape::integer, "How many domains of that level are lost.", {.min = 1, .max = 1e6},
                       add_loss, nullptr};
const Record kLossRecord{
    "loss", "Domains lost jointly: level → count; an inner one lies outside the outer ones.", {}, &kLossCount};

const Field kGoalsFields[] = {
    field<&GoalsSpec::survive>("survive", Shape::integer_map,
                               "The quorum outlives any so many domains of a level, each level by itself.",
                               {.min = 1, .max = 1e6}),
    field<&GoalsSpec::survive_together>("survive_together", Shape::records,
                                        "The quorum outlives these losses at the same time.", {.record = &kLossRecord}),
    field<&GoalsSpec::max_managers>("max_managers", Shape::integer, "No more managers than this.",
                                    {.min = 1, .max = 1e6}),
    field<&GoalsSpec::capacity>("capacity", Shape::integer_map,
                                "There is room for every task after the loss of any so many domains of a level.",
                                {.min = 1, .max = 1e6}),
    field<&GoalsSpec::commit_latency>("commit_latency", Shape::duration,
                                      "Longest acceptable time to commit a change, whichever manager leads.",
                                      {.min = 0}),
    field<&GoalsSpec::downtime>("downtime", Shape::duration,
                                "Longest acceptable expected loss of the quorum in a year.", {.min = 0}),
};
const Record kGoalsRecord{"goals", "What must hold; a goal missed is an error.", kGoalsFields};

const Field kFailureFields[] = {
    field<&FailureSpec::p>("p", Shape::number, "Unavailability: the share of time that it is down.",
                           {.min = 0, .max = 1}),
    field<&FailureSpec::mtbf>("mtbf", Shape::duration, "Mean time between failures.", {.unit = "seconds", .min = 0}),
    field<&FailureSpec::mttr>("mttr", Shape::duration, "Mean time to repair.", {.unit = "seconds", .min = 0}),
};

const Field kFailureOfLevel = field<&AvailabilitySpec::levels>(
    "LEVEL", Shape::record, "Of every domain of a level or kind.", {.record = &kFailureRecord});
const Field kAvailabilityFields[] = {
    field<&AvailabilitySpec::domains>("domains", Shape::record_map, "Of one declared domain, by its id in quotes.",
                                      {.record = &kFailureRecord}),
    field<&AvailabilitySpec::places>("places", Shape::record_map, "Of one place, by its id in quotes.",
                                     {.record = &kFailureRecord}),
};
const Record kAvailabilityRecord{"availability", "How often things fail. What has no figure does not fail.",
                                 kAvailabilityFields, &kFailureOfLevel};

const Field kLinkFields[] = {
    field<&LinkSpec::between>("between", Shape::texts, "Two or more places: every two of them are joined."),
    field<&LinkSpec::from>("from", Shape::text, "Centre of a star."),
    field<&LinkSpec::to>("to", Shape::texts, "The star's other places."),
    field<&LinkSpec::rtt_ms>("rtt_ms", Shape::number_or_numbers,
                             "Round-trip time; of a star also one for each of `to`.",
                             {.unit = "milliseconds", .min = 0, .max = 1e6}),
    field<&LinkSpec::mtu>("mtu", Shape::integer, "Largest packet.", {.unit = "bytes", .min = 576, .max = 65535}),
    field<&LinkSpec::p>("p", Shape::number, "Unavailability.", {.min = 0, .max = 1}),
    field<&LinkSpec::mtbf>("mtbf", Shape::duration, "Mean time between failures.", {.unit = "seconds", .min = 0}),
    field<&LinkSpec::mttr>("mttr", Shape::duration, "Mean time to repair.", {.unit = "seconds", .min = 0}),
};
const Record kLinkRecord{"link", "Private routing between places. Without any, every place reaches every other.",
                         kLinkFields};

const Field kStackFields[] = {
    field<&StackSpec::compose>("compose", Shape::text_or_texts,
                               "Compose files that say what runs, merged in this order; [services.NAME] says where.",
                               {.grammar = &kNotEmpty}),
};
const Record kStackRecord{"stack", "Where the services come from.", kStackFields};

const Field kNetworkFields[] = {
    field<&NetworkSpec::address_pool>(
        "address_pool", Shape::text_or_texts, "Networks that overlays are cut from; given at init, never changed.",
        {.fallback = "10.0.0.0/8, or the next private network without a node in it", .grammar = &kCidr}),
    field<&NetworkSpec::mask>("mask", Shape::integer, "Size of each overlay network.",
                              {.fallback = "24", .unit = "bits", .min = 1, .max = 29}),
    field<&NetworkSpec::data_path_port>("data_path_port", Shape::integer, "UDP port of the overlay traffic.",
                                        {.fallback = "4789", .min = 1024, .max = 49151}),
    field<&NetworkSpec::mtu>("mtu", Shape::integer, "Largest packet of the network beneath the overlays.",
                             {.fallback = "1500", .unit = "bytes", .min = 576, .max = 65535}),
    field<&NetworkSpec::dispatcher_heartbeat>(
        "dispatcher_heartbeat", Shape::duration,
        "How often nodes tell a manager that they live; after three that are missed a node is down.",
        {.fallback = "5s", .min = 1, .max = 3600}),
    field<&NetworkSpec::heartbeat_rtts>("heartbeat_rtts", Shape::number,
                                        "Warn when fewer of the longest round trips fit into a heartbeat: our "
                                        "threshold, Docker names none.",
                                        {.fallback = "10", .min = 1, .max = 1e6}),
};
const Record kNetworkRecord{"network", "Given at `docker swarm init`.", kNetworkFields};

const Field kCheckFields[] = {
    field<&CheckSpec::path>("path", Shape::text, "HTTP path asked for."),
    field<&CheckSpec::port>("port", Shape::integer, "Port asked.", {.min = 1, .max = 65535}),
    field<&CheckSpec::interval>("interval", Shape::duration, "Time between checks.", {.min = 0}),
    field<&CheckSpec::timeout>("timeout", Shape::duration, "When an answer is late.", {.min = 0}),
    field<&CheckSpec::threshold>("threshold", Shape::integer, "Failures in a row until down.", {.min = 1, .max = 1000}),
};
const Record kCheckRecord{"check", "Health check of a load balancer.", kCheckFields};

const Field kDnsFields[] = {
    field<&DnsSpec::zone>("zone", Shape::text, "Domain that the records stand in.", {.grammar = &kNotEmpty}),
    field<&DnsSpec::records>("records", Shape::text_or_texts, "Names that clients use."),
    field<&DnsSpec::ttl>("ttl", Shape::integer, "Time a client may keep an answer.",
                         {.unit = "seconds", .min = 0, .max = 2147483647}),
    field<&DnsSpec::providers>("providers", Shape::text_or_texts, "Whose configuration to write."),
    field<&DnsSpec::check>("check", Shape::record, "Health check.", {.record = &kCheckRecord}),
};
const Record kDnsRecord{"dns", "Traffic to the nearest load balancer. Not judged yet.", kDnsFields};

const Field kStorageFields[] = {
    field<&StorageSpec::driver>("driver", Shape::text,
                                "Whose object storage; s3-compatible: any S3 endpoint, also of your own; local: the "
                                "disk of whichever node a task runs on.",
                                {.fallback = "not said", .choices = storage_driver_names()}),
    field<&StorageSpec::bucket>("bucket", Shape::text, "Bucket.", {.fallback = "a variable of the deploy"}),
    field<&StorageSpec::regions>("regions", Shape::text_or_texts,
                                 "The provider's regions that hold the data, the one to write to first.",
                                 {.fallback = "one"}),
    field<&StorageSpec::endpoint>("endpoint", Shape::text, "Its address: r2 and s3-compatible need one.",
                                  {.fallback = "the driver's own"}),
    field<&StorageSpec::uses>("uses", Shape::texts, "What is kept there.",
                              {.fallback = "all of files, builds, deployments", .choices = kUses}),
};
const Record kStorageRecord{"storage", "Where files live.", kStorageFields};

const Field kDatabaseFields[] = {
    field<&DatabaseSpec::engine>("engine", Shape::text, "Which database.",
                                 {.fallback = "not said", .choices = database_engine_names()}),
    field<&DatabaseSpec::hosting>("hosting", Shape::text, "Who runs it: a provider, or you.",
                                  {.fallback = "not said", .choices = kHostings}),
    field<&DatabaseSpec::regions>("regions", Shape::text_or_texts, "Regions that hold the data.", {.fallback = "one"}),
    field<&DatabaseSpec::host>("host", Shape::text, "Its address.", {.fallback = "a variable of the deploy"}),
};
const Record kDatabaseRecord{"database", "Where records live.", kDatabaseFields};

const Field kSpecFields[] = {
    field<&Spec::cluster>("cluster", Shape::record, "The cluster as a whole.", {.record = &kClusterRecord}),
    field<&Spec::defaults>("defaults", Shape::record, "What pools and nodes of a role leave out.",
                           {.record = &kDefaultsRecord}),
    field<&Spec::goals>("goals", Shape::record, "What must hold.", {.record = &kGoalsRecord}),
    field<&Spec::domains>(
        "domains", Shape::text_list_map,
        "Failure domains across the tree: NAME = [references], or a table of KIND with such entries."),
    field<&Spec::availability>("availability", Shape::record, "How often things fail.",
                               {.record = &kAvailabilityRecord}),
    field<&Spec::links>("links", Shape::record_or_records, "Private routing.", {.record = &kLinkRecord}),
    field<&Spec::services>("services", Shape::record_map, "What runs: one table a service.",
                           {.grammar = &kServiceName, .record = &kServiceRecord}),
    field<&Spec::stack>("stack", Shape::record, "Where the services come from.", {.record = &kStackRecord}),
    field<&Spec::network>("network", Shape::record, "Given at init.", {.record = &kNetworkRecord}),
    field<&Spec::latency>("latency", Shape::number_table,
                          "Measured round-trip times: \"PLACE\" = { \"PLACE\" = milliseconds }; both ways alike.",
                          {.unit = "milliseconds", .min = 0, .max = 1e6}),
    field<&Spec::dns>("dns", Shape::record, "Traffic to the nearest load balancer.", {.record = &kDnsRecord}),
    field<&Spec::storage>("storage", Shape::record, "Where files live.", {.record = &kStorageRecord}),
    field<&Spec::database>("database", Shape::record, "Where records live.", {.record = &kDatabaseRecord}),
    field<&Spec::residency>("residency", Shape::free_table, "Where data may lie. Not read yet."),
    field<&Spec::lint>("lint", Shape::free_table, "Settings of the linter. Not read yet."),
};

}  // namespace

const Record kFailureRecord{"failure", "Either p, or mtbf and mttr.", kFailureFields, nullptr, nullptr, true};
const Record kSpecRecord{"spec", "The sections of a spec. Every other table at the top level is a place.", kSpecFields};

}  // namespace planner
