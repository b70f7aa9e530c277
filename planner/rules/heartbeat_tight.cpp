// A dispatcher heartbeat into which few round trips fit.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/wording.hpp"
#include "planner/swarm/timing.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([network]
dispatcher_heartbeat = "2s"

[ocean]
fra = { managers = 1 }
lon = { managers = 1 }
syd = { managers = 1 }

[latency]
"ocean.syd" = { "ocean.fra" = 290, "ocean.lon" = 280 }
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([network]
dispatcher_heartbeat = "5s"

[ocean]
fra = { managers = 1 }
lon = { managers = 1 }
syd = { managers = 1 }

[latency]
"ocean.syd" = { "ocean.fra" = 290, "ocean.lon" = 280 }
)"}};

std::vector<Finding> check(const Facts& facts) {
  if (!facts.latency.latency) return {};
  const Latency& latency = *facts.latency.latency;
  const Network& network = facts.cluster.network;
  const double heartbeat = network.dispatcher_heartbeat ? network.dispatcher_heartbeat->seconds : kDispatcherHeartbeat;
  if (latency.longest_rtt_ms * network.heartbeat_rtts <= heartbeat * 1000) return {};
  const auto id = [&](PlaceIndex place) { return facts.cluster.topology.places[static_cast<std::size_t>(place)].id; };
  return {{.severity = Severity::warning,
           .message =
               fmt::format("{} and {} are {} apart{}, so fewer than {:g} round trips fit into a heartbeat of {:g} s: a "
                           "few lost packets, and a node that lives is called down and its tasks are started elsewhere",
                           id(latency.longest_from), id(latency.longest_to), milliseconds(latency.longest_rtt_ms),
                           latency.estimated ? " (estimated)" : "", network.heartbeat_rtts, heartbeat),
           .where = network.dispatcher_heartbeat ? network.dispatcher_heartbeat->where : facts.cluster.where,
           .place = id(latency.longest_to),
           .help = fmt::format("network.dispatcher_heartbeat = \"{:.0f}s\" or more; a node that is really dead is then "
                               "noticed after up to {:.0f} s. The threshold is ours: network.heartbeat_rtts",
                               latency.longest_rtt_ms * network.heartbeat_rtts / 1000 + 0.5,
                               (latency.longest_rtt_ms * network.heartbeat_rtts / 1000 + 0.5) * kMissedHeartbeats *
                                   (1 + kHeartbeatJitter))}};
}

}  // namespace

const Rule heartbeat_tight{
    .name = "heartbeat-tight",
    .severity = Severity::warning,
    .needs = Input::spec,
    .summary = "the dispatcher's heartbeat leaves little room for the longest round trip",
    .why =
        "Every node tells a manager each 5 s (dispatcher heartbeat) that it lives; when three are missed the node is "
        "down and its tasks are started elsewhere, while the old ones may still run. Over long ways a heartbeat needs "
        "several round trips, more after a lost packet. How many should fit in is no figure of Docker's: the default "
        "of 10 is ours, and network.heartbeat_rtts sets it. Swarm's heartbeat call itself gives up after 5 s, whatever "
        "the period.\n"
        "Sources: swarmkit manager/dispatcher/dispatcher.go, agent/session.go; "
        "https://github.com/moby/moby/issues/36311, https://github.com/docker/for-linux/issues/909",
    .fix =
        "A longer heartbeat (`docker swarm update --dispatcher-heartbeat 10s`; bootstrap.sh gives it at init), at the "
        "price of noticing the dead later. Or a Swarm for each continent.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
