// bootstrap.sh: makes bare machines into the Swarm of the plan, from the operator's machine.
#include <algorithm>
#include <array>
#include <cmath>

#include "planner/emit/bootstrap_functions.hpp"
#include "planner/emit/emitter.hpp"
#include "planner/emit/label_functions.hpp"
#include "planner/emit/label_groups.hpp"
#include "planner/emit/shell.hpp"

namespace planner {
namespace {

// What `docker swarm init` takes when it is not told otherwise.
// https://docs.docker.com/reference/cli/docker/swarm/init/
constexpr int kDefaultMask = 24;
constexpr int kDefaultDataPathPort = 4789;

/// Runs of machines that join alike: "  machines_are worker active a=10.0.0.1 b= …".
void append_machines(std::string& script, const Topology& topology, Role role) {
  constexpr std::size_t kWidth = 110;
  std::size_t line_start = 0;
  std::optional<Availability> run;
  for (const Pool& pool : topology.pools) {
    if (!pool.in_swarm || pool.role != role) continue;
    for (NodeIndex index = pool.first_node; index < pool.first_node + pool.node_count; ++index) {
      const Node& node = topology.nodes[static_cast<std::size_t>(index)];
      if (run != pool.availability) {
        if (run) script += '\n';
        run = pool.availability;
        line_start = script.size();
        script += role == Role::manager ? "  machines_are manager " : "  machines_are worker ";
        script += name_of(*run);
      } else if (script.size() - line_start > kWidth) {
        line_start = script.size();
        script += " \\\n   ";
      }
      script += ' ';
      append_shell_word(script, node.id + "=" + node.address);
    }
  }
  if (run) script += '\n';
}

void append_array(std::string& script, std::string_view name, const std::vector<std::string>& words) {
  script += name;
  script += "=(";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) script += ' ';
    append_shell_word(script, words[i]);
  }
  script += ")\n";
}

/// The mask counts only beside a pool, so that either of them alone makes both be given.
std::vector<std::string> init_options(const Network& network) {
  std::vector<std::string> options;
  if (!network.address_pool_is_swarms_default || network.mask) {
    for (const std::string& pool : network.address_pools) {
      options.emplace_back("--default-addr-pool");
      options.push_back(pool);
    }
    if (network.mask) {
      options.emplace_back("--default-addr-pool-mask-length");
      options.push_back(std::to_string(*network.mask));
    }
  }
  if (network.data_path_port) {
    options.emplace_back("--data-path-port");
    options.push_back(std::to_string(*network.data_path_port));
  }
  if (network.dispatcher_heartbeat) {
    options.emplace_back("--dispatcher-heartbeat");
    options.push_back(std::to_string(std::llround(network.dispatcher_heartbeat->seconds * 1000)) + "ms");
  }
  return options;
}

/// As `docker info` prints it: "[10.0.0.0/8] /24 4789".
std::string described(const Network& network) {
  std::string text = "[";
  for (const std::string& pool : network.address_pools) text += (text.size() > 1 ? " " : "") + pool;
  return text + "] /" + std::to_string(network.mask.value_or(kDefaultMask)) + " " +
         std::to_string(network.data_path_port.value_or(kDefaultDataPathPort));
}

void append_plan(std::string& script, const Cluster& cluster) {
  append_label_plan(script, cluster.topology);
  script += "\n# The machines, in the order in which they join.\nmachines_of_plan() {\n";
  for (const Role role : {Role::manager, Role::loadbalancer, Role::worker, Role::service})
    append_machines(script, cluster.topology, role);
  script += "}\n\n# Given at init, never changed later.\n";
  append_array(script, "address_pools", cluster.network.address_pools);
  append_array(script, "init_options", init_options(cluster.network));
  script += "network=" + shell_word(described(cluster.network)) + "\n";
}

bool has_manager(const Topology& topology) {
  return std::any_of(topology.pools.begin(), topology.pools.end(), [](const Pool& pool) {
    return pool.in_swarm && pool.role == Role::manager && pool.node_count > 0;
  });
}

std::string refusing(std::string script, std::string_view reason) {
  script += "printf 'bootstrap.sh: %s\\n' ";
  append_shell_word(script, reason);
  script += " >&2\nexit 2\n";
  return script;
}

}  // namespace

std::string emit_bootstrap_script(const Report& report) {
  const Cluster& cluster = report.facts.cluster;
  std::string script = "#!/usr/bin/env bash\n# Makes the Swarm " + shell_comment(cluster.name) + ".\n";
  if (!has_manager(cluster.topology))
    return refusing(script, "the plan has no manager, and a Swarm begins with one: give at least one zone managers");
  if (cluster.network.address_pools.empty())
    return refusing(script,
                    "nodes have addresses in 10.0.0.0/8 and in every other private range, so no address pool for the "
                    "Swarm's own networks is free: set address_pool under [network] to a range that no machine uses");
  append_bootstrap_head(script);
  append_label_functions(script);
  append_plan(script, cluster);
  append_bootstrap_checks(script);
  append_bootstrap_steps(script);
  return script;
}

}  // namespace planner
