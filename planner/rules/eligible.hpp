#pragma once
// Which nodes a service may use, by its roles and constraints; sizes and availability are not looked at.
#include "planner/model/cluster.hpp"
#include "planner/model/service.hpp"

namespace planner {

/// May some node of the pool run a task of the service?
bool may_use(const Cluster& cluster, const Service& service, PoolIndex pool);

}  // namespace planner
