// labels.sh: brings the labels of a running Swarm to what the plan says, from wherever docker reaches a manager.
#include "planner/emit/emitter.hpp"
#include "planner/emit/label_functions.hpp"
#include "planner/emit/label_groups.hpp"
#include "planner/emit/shell.hpp"

namespace planner {
namespace {

constexpr std::string_view kHead = R"sh(#
# Needs bash 4.4 or later and a docker client that reaches a manager: run it there, or set DOCKER_HOST or the context.
# `labels.sh --help` tells more. Printed by swarmplan: change the spec and print it again.
#
# Label values and docker's templates stand in single quotes as they are:
# shellcheck disable=SC1003,SC2016
set -euo pipefail
export LC_ALL=C

usage() {
  cat <<'END'
usage: labels.sh [--dry-run]

Labels the nodes of a Swarm with their places, their role and the spec's own labels.

  --dry-run   say what would change, change nothing

Every host name of the plan must be that of exactly one Ready node; otherwise all that are missing, not Ready or
ambiguous are listed and nothing is changed. Nodes that come and go are found by their pool's `match`.
Run again, it changes only what is not right: a second run changes nothing. It adds and corrects labels; it never
removes one, so a label that the spec has dropped stays until `docker node update --label-rm KEY NODE`.
A label that changes can move running tasks, where a constraint speaks of it.

Exit code: 0 done, 1 refused or failed, 2 unknown arguments.
END
}

say() { printf '%s\n' "$*"; }
complain() { printf 'labels.sh: %s\n' "$*" >&2; }
swarm() { docker "$@"; }

if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
  complain "this is bash $BASH_VERSION, 4.4 or later is needed"
  exit 2
fi
)sh";

constexpr std::string_view kMain = R"sh(
main() {
  local argument
  dry_run=''
  for argument; do
    case $argument in
      --dry-run) dry_run=yes ;;
      -h | --help) usage && exit 0 ;;
      *) complain "unknown argument $argument, see labels.sh --help" && exit 2 ;;
    esac
  done
  plan
  label_all || exit 1
}

main "$@"
)sh";

}  // namespace

std::string emit_labels_script(const Report& report) {
  const Cluster& cluster = report.facts.cluster;
  std::string script = "#!/usr/bin/env bash\n# Node labels of the Swarm " + shell_comment(cluster.name) + ".\n";
  script += kHead;
  append_label_functions(script);
  append_label_plan(script, cluster.topology);
  script += kMain;
  return script;
}

}  // namespace planner
