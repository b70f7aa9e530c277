#pragma once
// What the story of a centralized plan turns on, read from the facts once: which single losses stop the swarm, at
// which level the layout is spread, and the case that the runbook plans for each of them.
#include <string>
#include <string_view>
#include <vector>

#include "planner/emit/report.hpp"

namespace planner {

/// One loss that stops the swarm, and who can end the standstill.
struct Case {
  std::string id;                     // "us"; the host name of a single manager
  std::vector<std::string> managers;  // those that died: any `need` of them restore the quorum
  int need = 0;
  int left = 0;
  std::string survivor;  // a manager outside; empty where none is left
  std::string address;   // its own; empty where the spec gives none
};

struct Outlook {
  const Cluster& cluster;
  const Quorum& quorum;
  std::vector<const DomainQuorum*> fatal;    // stop the swarm though part of it lives on; in domain order
  std::vector<const DomainQuorum*> whole;    // hold every node of the swarm, so that nothing is left to lose
  std::vector<const DomainQuorum*> parting;  // leave managers enough, on sides that do not reach each other
  std::string level;                         // outermost of group to rack with two or more domains that hold nodes of
                                             // the swarm; empty where the swarm stands in one place
  std::vector<Case> cases;  // fatal domains of the outermost level that has one, declared ones; with one
                            // or two managers: each manager
  const NamedPartitions* partitions = nullptr;  // where the spec has links, for who tells of them
};

/// Keeps references: cluster and quorum must outlive it.
Outlook outlook_of(const Cluster& cluster, const Quorum& quorum);
Outlook outlook_of(const Cluster& cluster, Quorum&& quorum) = delete;
Outlook outlook_of(Cluster&& cluster, const Quorum& quorum) = delete;

const FailureDomain& domain_of(const Outlook& outlook, const DomainQuorum& entry);

bool is_declared(const FailureDomain& domain);

/// Host names of the managers in it, in node order.
std::vector<std::string> managers_in(const Topology& topology, const FailureDomain& domain);

/// "after 14 to 22 s, 41 to 57 if the leader died"
std::string replaced_after(const Cluster& cluster);

/// The goals on time that could be judged.
struct TimeGoalJudged {
  std::string goal;   // "commit_latency 50 ms"
  std::string found;  // "84 ms with the leader in nyc.a"
  bool met = true;
};

std::vector<TimeGoalJudged> judge_time_goals(const Facts& facts);

/// The entries of `fatal` at that level.
std::vector<const DomainQuorum*> fatal_at(const Outlook& outlook, std::string_view level);

/// "docker swarm init --force-new-cluster --advertise-addr 10.0.0.1:2377", with ITS-IP where the address is empty.
std::string force_command(std::string_view address);

}  // namespace planner
