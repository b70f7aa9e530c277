#pragma once
// The parts of the JSON report, each in a file of its own: the cluster, the quorum, what losses leave, the findings.
#include <nlohmann/json.hpp>

#include "planner/emit/report.hpp"

namespace planner {

using Json = nlohmann::ordered_json;

/// A number up to 2^53, where a double ends to be exact; beyond that a decimal string.
Json json_count(const std::string& decimal);

Json json_roles(const RoleCounts& counts);

/// Keys as in `lint --format json`.
Json json_finding(const Finding& finding);

/// There is a quorum.
Json json_quorum(const Facts& facts);

/// Null where nothing of the user's runs in a Swarm.
Json json_capacity(const Facts& facts);

/// loss, partitions, latency, failover: each where the spec gives what it needs.
void add_survival(const Facts& facts, Json& quorum);

}  // namespace planner
