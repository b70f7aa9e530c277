// The first half of bootstrap.sh: how machines are reached, and what is looked at before one is changed.
#include "planner/emit/bootstrap_functions.hpp"

namespace planner {
namespace {

constexpr std::string_view kHead = R"sh(#
# Runs on the operator's machine, not on a node. Needs bash 4.4 or later; `bootstrap.sh --help` tells the rest.
# Printed by swarmplan: change the spec and print it again.
#
# How a command reaches a machine: through `on HOST COMMAND ARGUMENT...` alone, where HOST is the machine's address,
# else its host name.
# - Without SWARMPLAN_ON that is `ssh -- HOST LINE`. ssh hands one line to the login shell over there, so LINE is the
#   command with every word in single quotes; that shell must be a POSIX one. User, port and key belong into
#   ~/.ssh/config; the user must be allowed to run docker.
# - Else it is the program that SWARMPLAN_ON names, called with HOST, COMMAND and each ARGUMENT as words of their own.
#   It must hand them on unchanged, pass standard input through, and return the command's exit code. It is called for
#   up to eight machines at once.
#
# Where the join tokens go: a token is read from a manager into a variable of this shell, and travels to the machine
# that joins on the standard input of `on`. It is never printed, never in a file or in the environment, and on no
# command line of this machine. Docker takes it as an argument of `docker swarm join` only, so on the machine that
# joins it stands in the process list while that command runs. Where others may look there: rotate it afterwards,
# `docker swarm join-token --rotate worker` and `... manager`.
#
# Label values and docker's templates stand in single quotes as they are:
# shellcheck disable=SC1003,SC2016
set -euo pipefail
export LC_ALL=C

usage() {
  cat <<'END'
usage: bootstrap.sh [--dry-run] [--hosts FILE]

Makes the machines of the plan into one Swarm: init on the first manager, join the other managers one after another,
then load balancers and workers, all drained; label every node; then set the availability that the spec says.

  --dry-run      look at the machines, say what would be done, change nothing
  --hosts FILE   addresses, one machine a line: NAME ADDRESS [LISTEN-ADDRESS]; they beat those of the spec.
                 ADDRESS is an IP address that all other machines reach; # starts a comment. LISTEN-ADDRESS is needed
                 where ADDRESS is not on the machine itself (1:1 NAT) and the machine has several others.

SWARMPLAN_ON=PROGRAM makes `PROGRAM HOST COMMAND...` the way to run a command on a machine, instead of ssh.

It looks at every machine before it changes one, and stops at the first step that fails. Run it again after the cure,
at any time: what is done is skipped. It removes and demotes nothing.

Exit code: 0 done, 1 refused or failed, 2 arguments or addresses.
END
}

say() { printf '%s\n' "$*"; }
complain() { printf 'bootstrap.sh: %s\n' "$*" >&2; }
die() {
  complain "$@"
  exit 1
}

if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
  complain "this is bash $BASH_VERSION, 4.4 or later is needed"
  exit 2
fi
if [[ $- == *x* ]]; then
  set +x
  complain 'tracing would print the join tokens: it is off from here'
fi

on() {
  local host=$1 word line='' quote="'\\''"
  shift
  if [[ ${SWARMPLAN_ON-} ]]; then
    "$SWARMPLAN_ON" "$host" "$@"
    return
  fi
  for word; do line+=" '${word//\'/"$quote"}'"; done
  ssh -- "$host" "${line# }"
}

# Docker on the machine NAME; on a manager of the Swarm.
docker_on() { on "${address_of_machine[$1]:-$1}" docker "${@:2}"; }
swarm() { docker_on "$control" "$@"; }
)sh";

constexpr std::string_view kMachines = R"sh(
# What `machines_of_plan` tells, in the order in which the machines join.
machines=()
declare -A role=() wanted=() address_of_machine=() listen_address=()

# machines_are ROLE AVAILABILITY NAME=ADDRESS...: ADDRESS may be empty.
machines_are() {
  local machine
  for machine in "${@:3}"; do
    machines+=("${machine%=*}")
    role[${machine%=*}]=$1
    wanted[${machine%=*}]=$2
    address_of_machine[${machine%=*}]=${machine##*=}
  done
}

read_hosts() {
  local line name address listen rest unknown=0
  while read -r line || [[ $line ]]; do
    line=${line%%#*}
    read -r name address listen rest <<<"${line%$'\r'}"
    [[ $name ]] || continue
    if [[ -z $address || $rest || $address$listen == *[!0-9a-fA-F.:]* ]]; then
      wrong+=("$hosts: $name: wanted are NAME ADDRESS [LISTEN-ADDRESS], with IP addresses")
    elif [[ -z ${role[$name]-} ]]; then
      unknown=$((unknown + 1))
    else
      address_of_machine[$name]=$address
      listen_address[$name]=$listen
      lies_in_pool "$name" "$address"
    fi
  done <"$hosts"
  ((unknown == 0)) || complain "note: $hosts: $unknown names that the plan does not have are ignored"
}

# The address pool was chosen, or checked, with the spec's addresses: those of a hosts file are checked here.
lies_in_pool() {
  local pool
  for pool in "${address_pools[@]}"; do
    ! in_network "$2" "$pool" ||
      wrong+=("$1: its address $2 lies in the Swarm's address pool $pool: give address_pool another under [network]")
  done
}

check_addresses() {
  local name line wrong=() missing=()
  [[ -z $hosts ]] || read_hosts
  for name in "${machines[@]}"; do
    [[ ${role[$name]} != manager || ${address_of_machine[$name]} ]] || missing+=("$name")
  done
  if ((${#missing[@]})); then
    complain "${#missing[@]} managers have no address, and the others must know where to find them:"
    for name in "${missing[@]}"; do complain "  $name"; done
    complain 'give each an `address` in the spec, or all of them with --hosts FILE'
  fi
  for line in "${wrong[@]}"; do complain "$line"; done
  ((${#missing[@]} + ${#wrong[@]} == 0)) || exit 2
}
)sh";

constexpr std::string_view kCheck = R"sh(
step() {
  at=$((at + 1))
  say "[$at/$total] $*"
}

# probe NAME: one line, NAME|state|is manager|node id|own host name, or NAME|unreachable|reason.
probe() {
  local answer line found='' silent='' reason='nothing was said'
  local format='swarmplan|{{.Swarm.LocalNodeState}}|{{.Swarm.ControlAvailable}}|{{.Swarm.NodeID}}|{{.Name}}'
  answer=$(docker_on "$1" info --format "$format" 2>&1) || true
  while read -r line; do
    case $line in
      'swarmplan|'[!\|]*) found=${line#swarmplan|} ;;
      'swarmplan|'*) silent='the docker client is there, its engine does not answer: does it run, may this user ask it?' ;;
      ?*) reason=$line ;;
    esac
  done <<<"$answer"
  printf '%s|%s\n' "$1" "${found:-unreachable|${silent:-${reason:0:500}}}"
}

# Eight at a time; every probe writes its line at once, so that lines never mix.
probe_all() {
  local name running=0
  for name; do
    probe "$name" &
    if ((++running % 8 == 0)); then wait; fi
  done
  wait
}

# look NAME...: asks these machines how they stand.
look() {
  local name now manager id own
  while IFS='|' read -r name now manager id own; do
    state[$name]=$now
    is_manager[$name]=$manager
    node_id[$name]=$id
    own_name[$name]=$own
  done < <(probe_all "$@")
}

# judge NAME: what keeps this machine out of the plan goes into problems.
judge() {
  local name=$1 is=worker own=${own_name[$1]-} lost
  [[ ${is_manager[$name]-} != true ]] || is=manager
  case ${state[$name]-unreachable} in
    active)
      if [[ -z $control || -z ${host_name[${node_id[$name]:-none}]-} ]]; then
        problems+=("$name: belongs to a Swarm that is not the plan's: docker swarm leave, there, if it is not needed")
      elif [[ $is != "${role[$name]}" ]]; then
        problems+=("$name: is a $is of the Swarm, the plan says ${role[$name]}: docker node promote or demote it first")
      fi
      ;;
    inactive)
      # It would join as one more manager, while the one that is gone still counts in every majority.
      lost=${lost_manager[$name]-}
      [[ -z $lost || ${role[$name]} != manager ]] ||
        problems+=("$name: the Swarm still counts a manager of this name that is gone: docker node demote$lost && docker node rm$lost")
      ;;
    pending) ;;
    unreachable) problems+=("$name: no answer from docker over there: ${is_manager[$name]-}") && return ;;
    *) problems+=("$name: its engine calls its part of a Swarm ${state[$name]}: see docker info over there") ;;
  esac
  [[ $own == "$name" ]] ||
    problems+=("$name: the engine over there has the host name ${own//[^[:print:]]/?}, so labels would not find it")
}

# The Swarm is that of the first manager in the plan that is in one. Nothing is changed before every machine is fine.
check_machines() {
  local name line problems=()
  step "look at ${#machines[@]} machines"
  look "${machines[@]}"
  for name in "${machines[@]}"; do
    if [[ -z $control && ${role[$name]} == manager && ${state[$name]} == active && ${is_manager[$name]} == true ]]; then
      control=$name
    fi
  done
  if [[ $control ]]; then
    read_swarm || die "docker node ls failed on $control: the Swarm has no leader; bring its managers back first"
    compare_network
  fi
  for name in "${machines[@]}"; do judge "$name"; done
  ((${#problems[@]})) || return 0
  complain "nothing was changed, because of ${#problems[@]} machines:"
  for line in "${problems[@]}"; do complain "  $line"; done
  exit 1
}

# What is given at init stays for the life of the Swarm. No pool there means Docker's own, and then no mask counts.
compare_network() {
  local found
  found=$(swarm info --format '{{with .Swarm.Cluster}}{{.DefaultAddrPool}} /{{.SubnetSize}} {{.DataPathPort}}{{end}}')
  if [[ $found == '[] '* ]]; then found="[10.0.0.0/8] /24 ${found##* }"; fi
  [[ $found == "$network" ]] ||
    complain "note: the Swarm was made with address pool, mask and data path port $found; the plan says $network;" \
      'only a new Swarm can have others'
}
)sh";

}  // namespace

void append_bootstrap_head(std::string& script) { script += kHead; }

void append_bootstrap_checks(std::string& script) {
  script += kMachines;
  script += kCheck;
}

}  // namespace planner
