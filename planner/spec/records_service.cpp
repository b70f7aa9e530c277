// Services, in Swarm's own terms.
#include "planner/spec/names.hpp"
#include "planner/spec/records.hpp"
#include "planner/spec/shorthands.hpp"
#include "planner/spec/spec.hpp"

namespace planner {
namespace {

constexpr std::string_view kRoles[] = {"manager", "loadbalancer", "worker", "service"};
constexpr std::string_view kProtocols[] = {"tcp", "udp", "sctp"};
constexpr std::string_view kModes[] = {"ingress", "host"};
constexpr std::string_view kMountTypes[] = {"volume", "bind", "tmpfs"};
constexpr std::string_view kConditions[] = {"none", "on-failure", "any"};
constexpr std::string_view kUpdateActions[] = {"pause", "continue", "rollback"};
constexpr std::string_view kOrders[] = {"start-first", "stop-first"};

const Field kPortFields[] = {
    field<&PortSpec::target>("target", Shape::integer, "Port inside the container.",
                             {.min = 1, .max = 65535, .required = true}),
    field<&PortSpec::published>("published", Shape::integer, "Port outside.",
                                {.fallback = "chosen by Swarm", .min = 1, .max = 65535}),
    field<&PortSpec::protocol>("protocol", Shape::text, "Protocol.", {.fallback = "tcp", .choices = kProtocols}),
    field<&PortSpec::mode>("mode", Shape::text, "ingress: on every node; host: on the task's own node.",
                           {.fallback = "ingress", .choices = kModes}),
};
const Record kPortRecord{"port", "A published port, also written \"8080:80\".", kPortFields, nullptr, port_from};

const Field kMountFields[] = {
    field<&MountSpec::type>("type", Shape::text, "Kind of mount.", {.fallback = "volume", .choices = kMountTypes}),
    field<&MountSpec::source>("source", Shape::text, "Volume, or path on the host.", {.grammar = &kNotEmpty}),
    field<&MountSpec::target>("target", Shape::text, "Path in the container.",
                              {.grammar = &kNotEmpty, .required = true}),
    field<&MountSpec::read_only>("read_only", Shape::boolean, "Mounted read-only.", {.fallback = "false"}),
};
const Record kMountRecord{"mount", "A mount, also written \"data:/path\".", kMountFields, nullptr, mount_from};

const Field kGrantFields[] = {
    field<&GrantSpec::source>("source", Shape::text, "Its name in the Swarm.",
                              {.grammar = &kNotEmpty, .required = true}),
    field<&GrantSpec::target>("target", Shape::text, "Path or name in the container."),
    field<&GrantSpec::uid>("uid", Shape::text, "Owner.", {.fallback = "0"}),
    field<&GrantSpec::gid>("gid", Shape::text, "Group.", {.fallback = "0"}),
    field<&GrantSpec::mode>("mode", Shape::integer, "Permission bits, such as 0o440.",
                            {.fallback = "0o444", .min = 0, .max = 07777}),
};
const Record kGrantRecord{"grant", "A secret or config that exists already, also written as its name.", kGrantFields,
                          nullptr, grant_from};

const Field kHealthFields[] = {
    field<&HealthcheckSpec::test>("test", Shape::text_or_texts,
                                  "Command line, or [\"CMD\", …], [\"CMD-SHELL\", …], [\"NONE\"]."),
    field<&HealthcheckSpec::interval>("interval", Shape::text, "Time between checks.", {.grammar = &kGoDuration}),
    field<&HealthcheckSpec::timeout>("timeout", Shape::text, "When a check is late.", {.grammar = &kGoDuration}),
    field<&HealthcheckSpec::start_period>("start_period", Shape::text, "Grace at the start.",
                                          {.grammar = &kGoDuration}),
    field<&HealthcheckSpec::retries>("retries", Shape::integer, "Failures in a row until unhealthy.",
                                     {.min = 0, .max = 1e6}),
};
const Record kHealthRecord{"healthcheck", "When a container counts as healthy.", kHealthFields};

const Field kReserveFields[] = {
    field<&ResourcesSpec::cpus>("cpus", Shape::number, "Processors set aside for each task.",
                                {.min = 0.001, .max = 1e5}),
    field<&ResourcesSpec::memory>("memory", Shape::size, "Memory set aside for each task.",
                                  {.unit = "bytes", .min = 4194304}),
    field<&ResourcesSpec::generic>("generic", Shape::integer_map, "Generic resources: { gpu = 1 }.",
                                   {.min = 1, .max = 1e9}),
};
const Record kReserveRecord{"reserve", "What the scheduler sets aside for each task.", kReserveFields};

const Field kLimitFields[] = {
    field<&ResourcesSpec::cpus>("cpus", Shape::number, "Most processors of each task.", {.min = 0.001, .max = 1e5}),
    field<&ResourcesSpec::memory>("memory", Shape::size, "Most memory of each task.",
                                  {.unit = "bytes", .min = 4194304}),
    field<&ResourcesSpec::pids>("pids", Shape::integer, "Most processes of each task. Deploy needs version 3.9 for it.",
                                {.min = 1, .max = 1e9}),
};
const Record kLimitRecord{"limit", "What a task may use at most.", kLimitFields};

const Field kRestartFields[] = {
    field<&RestartSpec::condition>("condition", Shape::text, "When a task is replaced.",
                                   {.fallback = "any", .choices = kConditions}),
    field<&RestartSpec::delay>("delay", Shape::text, "Time before it.", {.fallback = "5s", .grammar = &kGoDuration}),
    field<&RestartSpec::window>("window", Shape::text, "Time in which attempts are counted.",
                                {.grammar = &kGoDuration}),
    field<&RestartSpec::max_attempts>("max_attempts", Shape::integer, "After so many the slot stays empty.",
                                      {.fallback = "no limit", .min = 0, .max = 1e9}),
};
const Record kRestartRecord{"restart", "What happens when a task ends.", kRestartFields};

const Field kUpdateFields[] = {
    field<&UpdateSpec::parallelism>("parallelism", Shape::integer, "Tasks at a time; 0 is all at once.",
                                    {.fallback = "1", .min = 0, .max = 1e6}),
    field<&UpdateSpec::delay>("delay", Shape::text, "Time between batches.", {.grammar = &kGoDuration}),
    field<&UpdateSpec::failure_action>("failure_action", Shape::text, "When a new task fails.",
                                       {.choices = kUpdateActions}),
    field<&UpdateSpec::monitor>("monitor", Shape::text, "How long a new task is watched.", {.grammar = &kGoDuration}),
    field<&UpdateSpec::order>("order", Shape::text, "Which of old and new goes first.", {.choices = kOrders}),
    field<&UpdateSpec::max_failure_ratio>("max_failure_ratio", Shape::number, "Failures tolerated.",
                                          {.min = 0, .max = 1}),
};
const Record kUpdateRecord{"update", "How a change is rolled out, or rolled back.", kUpdateFields};

const Field kServiceFields[] = {
    field<&ServiceSpec::image>("image", Shape::text, "Image, such as \"nginx:1.27\".",
                               {.fallback = "that of the compose file; needed without one", .grammar = &kNotEmpty}),
    field<&ServiceSpec::on>("on", Shape::text_or_texts, "Role, or any of several, that it runs on.",
                            {.fallback = "worker where the spec has workers, else manager", .choices = kRoles}),
    field<&ServiceSpec::constraints>("where", Shape::text_or_texts, "Swarm constraints, all of them."),
    field<&ServiceSpec::replicas>("replicas", Shape::integer, "Tasks in all.", {.min = 0, .max = 1e6}),
    field<&ServiceSpec::per_zone>("per_zone", Shape::integer, "Tasks in every zone.", {.min = 1, .max = 1e6}),
    field<&ServiceSpec::global>("global", Shape::boolean, "One task on every node."),
    field<&ServiceSpec::spread>("spread", Shape::text_or_texts,
                                "Label keys whose values get equal shares, outermost first.",
                                {.fallback = "[\"zone\"]", .grammar = &kNotEmpty}),
    field<&ServiceSpec::strict_zone>("strict_zone", Shape::boolean,
                                     "Replicas are fixed to zones, one Swarm service a zone.", {.fallback = "false"}),
    field<&ServiceSpec::max_per_node>("max_per_node", Shape::integer, "Most tasks on one node.",
                                      {.min = 1, .max = 1e6}),
    field<&ServiceSpec::arch>("arch", Shape::text_or_texts, "Architectures that the image has.",
                              {.fallback = "any", .grammar = &kArchitecture}),
    field<&ServiceSpec::command>("command", Shape::text_or_texts, "Arguments; one string is split by a shell's rules."),
    field<&ServiceSpec::entrypoint>("entrypoint", Shape::text_or_texts, "Entry point."),
    field<&ServiceSpec::env>("env", Shape::text_map_or_texts, "Environment: { NAME = \"value\" }."),
    field<&ServiceSpec::ports>("ports", Shape::records, "Published ports.",
                               {.record = &kPortRecord, .shorthand_integer = true, .shorthand_text = true}),
    field<&ServiceSpec::networks>("networks", Shape::texts, "Overlay networks.",
                                  {.fallback = "the stack's own", .grammar = &kObjectName}),
    field<&ServiceSpec::volumes>("volumes", Shape::records, "Mounts.",
                                 {.record = &kMountRecord, .shorthand_text = true}),
    field<&ServiceSpec::secrets>("secrets", Shape::records, "Secrets that exist already.",
                                 {.record = &kGrantRecord, .shorthand_text = true}),
    field<&ServiceSpec::configs>("configs", Shape::records, "Configs that exist already.",
                                 {.record = &kGrantRecord, .shorthand_text = true}),
    field<&ServiceSpec::healthcheck>("healthcheck", Shape::record, "Health check.", {.record = &kHealthRecord}),
    field<&ServiceSpec::reserve>("reserve", Shape::record, "Set aside for each task.", {.record = &kReserveRecord}),
    field<&ServiceSpec::limit>("limit", Shape::record, "At most for each task.", {.record = &kLimitRecord}),
    field<&ServiceSpec::restart>("restart", Shape::record, "When a task ends.", {.record = &kRestartRecord}),
    field<&ServiceSpec::update>("update", Shape::record, "How a change is rolled out.", {.record = &kUpdateRecord}),
    field<&ServiceSpec::rollback>("rollback", Shape::record, "How it is rolled back.", {.record = &kUpdateRecord}),
    field<&ServiceSpec::labels>("labels", Shape::text_map, "Labels of the service."),
    field<&ServiceSpec::stop_grace_period>("stop_grace_period", Shape::text, "Time to stop before it is killed.",
                                           {.fallback = "10s", .grammar = &kGoDuration}),
};

}  // namespace

const Record kServiceRecord{"service",
                            "Exactly one of replicas, per_zone, global; of a service in a compose file at most one.",
                            kServiceFields};

}  // namespace planner
