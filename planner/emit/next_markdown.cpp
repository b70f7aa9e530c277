// NEXT.md: what to do with the files of a plan, in order, and the runbook for a lost quorum with this layout's hosts.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/emitter.hpp"
#include "planner/emit/markdown_text.hpp"
#include "planner/emit/quorum_lost.hpp"
#include "planner/emit/shell.hpp"
#include "planner/emit/stack_changes.hpp"
#include "planner/emit/words.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

bool has_stand_in(const std::vector<Service>& services) {
  return std::any_of(services.begin(), services.end(),
                     [](const Service& service) { return service.stand_in && service.interpolate; });
}

bool managers_lack_address(const Topology& topology) {
  const std::vector<NodeIndex> managers = managers_of(topology);
  return std::any_of(managers.begin(), managers.end(), [&](NodeIndex manager) {
    return topology.nodes[static_cast<std::size_t>(manager)].address.empty();
  });
}

std::string review_step() {
  return "The commands below are run in this folder.\n\n"
         "1. Read `report.txt`: what stops this layout, and the cure. `report.json` holds all of it for programs, "
         "`diagram.mmd` draws it.\n";
}

/// Which networks the overlays are cut from, where that is not Swarm's own default and nobody wrote it.
std::string address_pool_note(const Network& network) {
  if (network.address_pool_written || network.address_pool_is_swarms_default) return "";
  if (network.address_pools.empty())
    return "   Every private network holds addresses of nodes, so none is left to cut overlay networks from: say "
           "`address_pool` under `[network]` first; `bootstrap.sh` refuses until then.\n\n";
  return fmt::format(
      "   Overlay networks are cut from {}: some node's address lies in Swarm's own 10.0.0.0/8. It is given at init "
      "and cannot be changed later; `address_pool` under `[network]` chooses another.\n\n",
      network.address_pools.front());
}

std::string bootstrap_step(const Cluster& cluster) {
  const Topology& topology = cluster.topology;
  std::string text =
      "2. Make the Swarm, from a machine that reaches every host by `ssh`:\n\n" + address_pool_note(cluster.network);
  std::vector<std::string> commands;
  std::string flag;
  if (managers_lack_address(topology)) {
    flag = " --hosts hosts.txt";
    text +=
        "   Some managers have no `address` in the spec: write `hosts.txt` first, a line `NAME ADDRESS` for each of "
        "them (`bootstrap.sh` lists those that are missing).\n\n";
  }
  return text + fmt::format(
                    "   ```sh\n   ./bootstrap.sh --dry-run{0}\n   ./bootstrap.sh{0}\n   ```\n\n"
                    "   It may be run again after a failure.\n",
                    flag);
}

std::string labels_step() {
  return "3. Label the nodes, wherever `docker` reaches a manager. `bootstrap.sh` has done it once; do it again after "
         "every node that joins, managers too: an unlabelled node skews every spread.\n\n"
         "   ```sh\n   ./labels.sh --dry-run\n   ./labels.sh\n   ```\n";
}

std::string grants_step(const Stack& stack) {
  if (expected_objects(stack.secrets, stack.definitions.secrets).empty() &&
      expected_objects(stack.configs, stack.definitions.configs).empty())
    return "";
  std::string text = "4. Create what the services name and the stack does not hold:\n\n   ```sh\n";
  for (const std::string& name : expected_objects(stack.secrets, stack.definitions.secrets))
    text += fmt::format("   docker secret create {} FILE\n", shell_word(name));
  for (const std::string& name : expected_objects(stack.configs, stack.definitions.configs))
    text += fmt::format("   docker config create {} FILE\n", shell_word(name));
  return text + "   ```\n";
}

std::string as_code(const std::vector<std::string>& names) {
  std::vector<std::string> codes;
  for (const std::string& name : names) codes.push_back(markdown_code(name));
  return join(codes, " and ");
}

/// What Compose takes from its .env, and what else has no default.
std::string variables_note(const Facts& facts, std::vector<std::string> unset) {
  const DotEnv& env = facts.cluster.dot_env;
  std::erase_if(unset, [&](const std::string& name) { return std::ranges::find(env.names, name) != env.names.end(); });
  std::string text;
  if (!env.names.empty())
    text += fmt::format(
        "\n   Give {} to the shell first: Compose takes {} from {}, which docker stack deploy does not read.\n",
        as_code(env.names), env.names.size() == 1 ? "it" : "them", markdown_code(env.file));
  if (!unset.empty())
    text += fmt::format("\n   Give {} to the shell first: `stack.yml` has no default for {}.\n", as_code(unset),
                        unset.size() == 1 ? "it" : "them");
  return text;
}

std::string deploy_step(const Report& report, int number) {
  const Facts& facts = report.facts;
  const bool stand_in = has_stand_in(facts.cluster.services);
  std::vector<std::string> unset = variables_without_default(emit_stack_yaml(report));
  if (stand_in) std::erase(unset, "APP_IMAGE");  // it stands in the command
  const std::string name = shell_word(facts.cluster.name);
  const std::string command =
      reads_files(facts.stack)
          ? fmt::format("(cd {} && docker stack deploy -c - {}) < stack.yml", shell_word(facts.spec_from_plan), name)
          : fmt::format("docker stack deploy -c stack.yml {}", name);
  std::string text = fmt::format("{}. Deploy the stack:\n\n   ```sh\n   {}{}\n   ```\n", number,
                                 stand_in ? "APP_IMAGE=YOUR-IMAGE:TAG " : "", command);
  if (reads_files(facts.stack))
    text += "\n   It runs in the folder of the spec, where the paths in `stack.yml` start.\n";
  for (const UnpublishedPorts& each : facts.stack.unpublished)
    text += fmt::format(
        "\n   {} of {} {} not published: Swarm gives an ingress port to one service only, and this is one service a "
        "zone. `mode = \"host\"` publishes on each node that runs a task; or publish a service in front of it.\n",
        fmt::join(each.ports, ", "), markdown_text(each.service), each.ports.size() == 1 ? "is" : "are");
  text += variables_note(facts, unset);
  if (!facts.cluster.compose.empty())
    text += fmt::format(
        "\n   From {} to `stack.yml`: {}. `swarmplan stack --explain` lists each with its line.\n",
        markdown_text(facts.cluster.compose.front().name) + (facts.cluster.compose.size() > 1 ? " and others" : ""),
        changes_in_short(facts.cluster.changes));
  if (stand_in)
    text +=
        "\n   The spec names no services: `stack.yml` holds stand-ins, and `APP_IMAGE` is the image of yours. Describe "
        "the real ones under `[services.NAME]` and plan again.\n";
  return text;
}

std::string verify_step(const Facts& facts, int number) {
  return fmt::format(
      "{}. Look whether it is so:\n\n   ```sh\n   docker node ls\n   docker stack services {}\n   ```\n\n"
      "   Every node is Ready, {} are Leader or Reachable, every service has all its replicas.\n\n",
      number, shell_word(facts.cluster.name),
      facts.quorum ? counted(facts.quorum->managers, "manager") : std::string("the managers"));
}

std::string centralized(const Report& report) {
  const Facts& facts = report.facts;
  std::string text = review_step() + bootstrap_step(facts.cluster) + labels_step();
  const std::string grants = grants_step(facts.stack);
  text += grants;
  const int number = grants.empty() ? 4 : 5;
  text += deploy_step(report, number) + verify_step(facts, number + 1);
  if (facts.quorum) text += quorum_lost_runbook(facts);
  return text;
}

std::string decentralized(const Facts& facts) {
  const RoleCounts counts = count_roles(facts.cluster.topology);
  std::string text = "1. Read `report.txt`: what each loss leaves. `diagram.mmd` draws the layout.\n";
  text += "2. Set up database and storage first: they live outside this plan, and every host uses the same ones.\n";
  text += fmt::format(
      "3. On each of the {}, in a folder with `compose.yml`:\n\n   ```sh\n   {}docker compose up -d\n   ```\n\n   No "
      "Swarm is made, and none is needed: a host knows nothing of the others.\n",
      counted(counts.service, "service host"), has_stand_in(facts.cluster.services) ? "APP_IMAGE=YOUR-IMAGE:TAG " : "");
  text += fmt::format("4. Point each zone's load balancer ({} in all) at the service hosts of its own zone.\n",
                      counts.loadbalancer);
  text +=
      "5. Publish the load balancers in DNS, the nearest for each client, with health checks and a TTL as long as you "
      "can bear to be away.\n\n";
  text +=
      "## A host or a zone is gone\n\nThere is no quorum, no leader and nothing to recover first.\n\n"
      "1. Take the dead load balancers out of DNS, if no health check does.\n"
      "2. Set up a new host from the same `compose.yml`, and add it to its load balancer.\n"
      "3. What the hosts left over can carry decides whether that may wait: nothing is moved by itself.\n";
  return text;
}

}  // namespace

std::string emit_next_markdown(const Report& report) {
  const Facts& facts = report.facts;
  std::string text = "# " + markdown_text(facts.cluster.name) + ": what to do next\n\n";
  if (facts.cluster.control == Control::centralized && !facts.quorum)
    return text +
           "The layout has no manager, so there is no Swarm to make: these files cannot be used yet. Give three zones "
           "`managers = 1` each, and plan again.\n";
  return text + (facts.cluster.control == Control::centralized ? centralized(report) : decentralized(facts));
}

}  // namespace planner
