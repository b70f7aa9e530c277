#pragma once
// What Appwrite must be told so that its files, builds and deployments lie where [storage] says.
#include "planner/model/cluster.hpp"
#include "planner/stack/stack.hpp"

namespace planner {

/// Adds variables to the environment of every service that is Appwrite's own, or the executor of its functions, by
/// image or by the variables that it has already. What a service sets itself is left as it is, and noted. Keys and
/// secrets are never written: they stay variables of the deploy.
void add_storage_environment(const Cluster& cluster, Stack& stack);

}  // namespace planner
