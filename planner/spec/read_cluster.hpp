#pragma once
// Text → Cluster: the whole way from a spec to a checked and resolved layout.
#include <optional>
#include <string_view>
#include <vector>

#include "planner/model/cluster.hpp"
#include "planner/model/finding.hpp"

namespace planner {

struct Reading {
  std::optional<Cluster> cluster;  // none if there is any finding
  std::vector<Finding> findings;   // errors of form, in order of position
};

Reading read_cluster(std::string_view text, std::string_view file);

}  // namespace planner
