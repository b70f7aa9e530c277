#pragma once
// [stack] compose: what runs comes from compose files, where it runs from the spec.
#include <string_view>
#include <vector>

#include "planner/model/beside.hpp"
#include "planner/model/cluster.hpp"
#include "planner/model/finding.hpp"

namespace planner {

/// Fills cluster.services, objects and changes from the files of cluster.compose. `spec` is how messages name the spec.
/// What is wrong is told, and then the cluster has no services: files that are missing, no YAML, larger than 4 MiB or
/// nested without end, and whatever `docker stack deploy` would refuse and nothing here can rewrite.
std::vector<Finding> read_compose(Cluster& cluster, std::string_view spec, const Beside& beside);

}  // namespace planner
