// Every step was seen on real engines (20.10.24, 26.1.5, 28.5.2) or is documented by Docker:
// https://docs.docker.com/engine/swarm/admin_guide/#recover-from-losing-the-quorum
#include "planner/emit/quorum_lost.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/markdown_text.hpp"
#include "planner/emit/shell.hpp"
#include "planner/emit/story/outlook.hpp"
#include "planner/emit/words.hpp"
#include "planner/stack/update_policy.hpp"
#include "planner/whatif/forecast.hpp"

namespace planner {
namespace {

constexpr std::size_t managers_at_most = 200;
constexpr std::size_t names_at_most = 20;  // in one command

std::string signs(const Quorum& quorum) {
  return fmt::format(
      "## quorum-lost\n\n"
      "Signs: `docker node ls` on a manager says \"The swarm does not have a leader. It's possible that too few "
      "managers are online.\", or a command ends with \"context deadline exceeded\". Fewer than {} of {} are up and "
      "see each other. Containers go on serving; nothing is restarted, moved, scaled or deployed.\n\n",
      quorum.majority, counted(quorum.managers, "manager"));
}

std::string start_first(const Outlook& outlook) {
  const Quorum& quorum = outlook.quorum;
  std::string text = fmt::format(
      "### 1. Start managers first\n\nThe quorum is back, with nothing lost, as soon as {} {} up and see each other. "
      "If a link is cut, mend it. If hosts are down, start any of those that died:\n\n",
      counted(quorum.majority, "manager"), quorum.majority == 1 ? "is" : "are");
  for (const Case& each : outlook.cases)
    text += fmt::format("- {} gone: {} left, start {} of {}.\n", markdown_code(each.id), each.left, each.need,
                        each.managers.size() == 1 ? std::string("1") : std::to_string(each.managers.size()));
  if (!outlook.cases.empty()) text += "\n";
  return text;
}

std::string manager_table(const Topology& topology) {
  std::string text = "| place | manager | address |\n| --- | --- | --- |\n";
  const std::vector<NodeIndex> managers = managers_of(topology);
  for (std::size_t i = 0; i < managers.size() && i < managers_at_most; ++i) {
    const Node& node = topology.nodes[static_cast<std::size_t>(managers[i])];
    const Place& place = topology.places[static_cast<std::size_t>(place_of(topology, managers[i]))];
    text += fmt::format("| {} | {} | {} |\n", markdown_text(place.id), markdown_text(node.id),
                        node.address.empty() ? "not in the spec" : markdown_text(node.address));
  }
  if (managers.size() > managers_at_most)
    text += fmt::format("| and {} more | | |\n", managers.size() - managers_at_most);
  return text + "\n";
}

std::string where_to_force(const Outlook& outlook) {
  std::string text;
  for (const Case& each : outlook.cases) {
    if (each.left == 0) {
      text += fmt::format(
          "If {} is gone for good no manager is left, and there is nothing to force: only a backup of "
          "`/var/lib/docker/swarm` or a new swarm helps.\n\n",
          markdown_code(each.id));
      continue;
    }
    text += fmt::format("If {} is gone for good, on {}{}:\n\n```sh\n{}\n```\n\n", markdown_code(each.id),
                        markdown_code(each.survivor), each.left > 1 ? " or any other survivor" : "",
                        force_command(each.address));
  }
  if (!outlook.cases.empty()) return text;
  return "With the address of the manager on which you run it in place of ITS-IP:\n\n```sh\n" + force_command("") +
         "\n```\n\n";
}

std::string force(const Outlook& outlook) {
  return fmt::format(
             "### 2. Only if they never come back: one manager takes over\n\nDo this only when fewer than {} can ever "
             "be up again, on ONE manager, on one side. A side that does not see the majority must never force it: the "
             "other side may still lead, and then there are two swarms.\n\n",
             counted(outlook.quorum.majority, "manager")) +
         where_to_force(outlook);
}

/// Observations of real engines, not promises.
std::string follows() {
  return "What follows, as seen on Docker Engine 20.10.24, 26.1.5 and 28.5.2 (managers that return late on the last "
         "two alone; not tried: autolock, managers that are cut off but alive):\n\n"
         "- That manager leads at once, alone. Every other node is Unknown, then Ready or Down. Services, join tokens "
         "and workers stay.\n"
         "- The other managers that live come back as managers by themselves: one in 40 to 55 seconds, five in 80. In "
         "between `docker node ls` there says that it is no manager. Wait.\n"
         "- `docker info` on a survivor may call its Swarm \"error\" from then on, though the leader counts it: "
         "restart docker there, one host after another. Seen on 20.10.24 and 28.5.2, where it had asked a dead manager "
         "first.\n"
         "- Tasks of workers that come back late are started anew elsewhere: expect restarts, and an uneven spread.\n"
         "- A dead manager that returns before it was removed joins by itself, sometimes as a worker for a while.\n\n"
         "Do not:\n\n"
         "- run the command on a second manager, or on both sides of a cut link;\n"
         "- make a living manager `docker swarm leave --force`: with two managers that takes the quorum away again;\n"
         "- copy a `raft` folder from one host to another.\n\n";
}

std::string removals(const Outlook& outlook) {
  std::string text;
  for (const Case& each : outlook.cases) {
    if (each.left == 0 || each.managers.size() > names_at_most) continue;
    text += "docker node rm --force";
    for (const std::string& manager : each.managers) text += " " + shell_word(manager);
    text += fmt::format("      # {} is gone\n", shell_comment(each.id));
  }
  return text.empty() ? "docker node rm --force NODE      # each dead manager\n" : text;
}

constexpr std::string_view kStuck =
    "Promoted, a node may go on asking the dead manager that it once joined by: it does not become Reachable, and "
    "`docker info` on it says \"can't initialize raft node\". Seen on 20.10.24, where one manager of three was left, "
    "for more than 5 minutes in one run; in another all were managers after 80 s. Where it lasts, `docker swarm leave "
    "--force` on it, `docker node rm --force` here, and on it what `docker swarm join-token manager` prints here.\n\n";

constexpr std::string_view kNewHosts =
    "When new hosts of the same names are there, `docker node demote` what was promoted for them, one after another, "
    "each when the last is a worker again, `docker node rm` the dead workers too, and run `bootstrap.sh` again: it "
    "joins and labels what is new, and refuses while a node is a manager that the plan calls a worker.\n\n";

std::string replace(const Outlook& outlook) {
  const int wanted = outlook.quorum.managers % 2 == 0 ? outlook.quorum.managers - 1 : outlook.quorum.managers;
  return fmt::format(
      "### 3. Replace the dead\n\nAfter the command of step 2 the dead are no members any more: `docker node demote` "
      "answers \"can't find manager in raft memberlist\", and is not needed.\n\n"
      "```sh\n{}docker node promote NODE      # workers, until {} are managers again\n```\n\n"
      "{}{}Run `labels.sh` for the nodes that are new. A host that returns after it was removed hangs: `docker swarm "
      "leave --force` on it, then join it afresh (`docker swarm join-token manager`; the token is the same as "
      "before).\n\n",
      removals(outlook), counted(std::max(wanted, 3), "node"), kStuck, kNewHosts);
}

constexpr std::string_view kRestartLast =
    "Last, when all managers are there again, restart docker on the one that took over: on 20.10.24 its engine rejects "
    "every new task, \"cannot create a swarm scoped network when swarm is not active\", until then.\n\n";

std::string even_out(const std::vector<StackService>& services, const std::string& stack) {
  std::string text =
      "### 4. Even out the spread\n\nNothing moves back by itself. For each service, when all nodes are up:\n\n```sh\n";
  bool changes_order = false, any = false;
  for (const StackService& service : services) {
    if (service.service.scale == Scale::global) continue;  // on every node that may run it, as it is
    const bool start_first = update_policy(service.service).order == "start-first";
    text += command_of(ForceUpdate{shell_word(stack + "_" + service.name), start_first}) + "\n";
    any = true;
    changes_order = changes_order || start_first;
  }
  if (!any) text += "docker service update --force SERVICE\n";
  text += "```\n";
  if (changes_order)
    text +=
        "\nThe old task goes first here: a new one beside it would be placed while the skew still counts, and that "
        "need not even it out. The next deploy puts the order back.\n";
  return text;
}

}  // namespace

std::string quorum_lost_runbook(const Facts& facts) {
  const Outlook outlook = outlook_of(facts.cluster, *facts.quorum);
  return signs(outlook.quorum) + start_first(outlook) + manager_table(facts.cluster.topology) + force(outlook) +
         follows() + replace(outlook) + std::string(kRestartLast) + even_out(facts.stack.services, facts.cluster.name);
}

}  // namespace planner
