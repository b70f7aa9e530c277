#!/usr/bin/env bash
# Makes the Swarm appwrite.
#
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

# What `plan` tells: labels holds all sets one after another; set_of and pool_set say who carries which.
labels=() set_start=() set_size=()
names=()
declare -A set_of=()
pool_title=() pool_minimum=() pool_match=() pool_set=()

# labelled KEY=VALUE...: the set that the nodes and pools after it carry.
labelled() {
  set_start+=("${#labels[@]}")
  set_size+=("$#")
  labels+=("$@")
}

# nodes HOSTNAME...
nodes() {
  local name set=$((${#set_start[@]} - 1))
  for name; do
    names+=("$name")
    set_of[$name]=$set
  done
}

# pool TITLE MINIMUM MATCH: nodes that come and go; MATCH is a CIDR of addresses or engine.labels.KEY=VALUE.
pool() {
  pool_title+=("$1")
  pool_minimum+=("$2")
  pool_match+=("$3")
  pool_set+=("$((${#set_start[@]} - 1))")
}

# What the Swarm says: Ready nodes by host name, the others as text; the rest by node id.
# shellcheck disable=SC2034  # bootstrap.sh reads availability and lost_manager, labels.sh does not
read_swarm() {
  declare -gA ready_id=() ready_count=() ready_list=() not_ready=()
  declare -gA host_name=() manager_status=() availability=() lost_manager=()
  ready_ids=()
  local list id status available manager host
  list=$(swarm node ls --format '{{.ID}}|{{.Status}}|{{.Availability}}|{{.ManagerStatus}}|{{.Hostname}}') || return 1
  while IFS='|' read -r id status available manager host; do
    [[ $id && $host ]] || continue
    host_name[$id]=$host
    manager_status[$id]=$manager
    availability[$id]=${available,,}
    if [[ $status == Ready ]]; then
      ready_ids+=("$id")
      ready_id[$host]=$id
      ready_count[$host]=$((${ready_count[$host]-0} + 1))
      ready_list[$host]+=" $id"
    else
      not_ready[$host]+=" $id is $status"
      [[ -z $manager ]] || lost_manager[$host]+=" $id"
    fi
  done <<<"$list"
}

# Each host name of the plan becomes one Ready node in targets, or a line in problems.
resolve_names() {
  local name
  for name in "${names[@]}"; do
    case ${ready_count[$name]-0} in
      1)
        targets+=("${ready_id[$name]}")
        target_set+=("${set_of[$name]}")
        [[ -z ${not_ready[$name]-} ]] ||
          complain "note: $name is also the host name of a node that is gone (${not_ready[$name]# }): docker node rm it"
        ;;
      0)
        if [[ ${not_ready[$name]-} ]]; then
          problems+=("$name: no Ready node has this host name (${not_ready[$name]# })")
        else
          problems+=("$name: no node of this Swarm has this host name")
        fi
        ;;
      *) problems+=("$name: ${ready_count[$name]} Ready nodes have this host name (${ready_list[$name]# })") ;;
    esac
  done
}

# inspect ID...: the address, engine labels and node labels of these nodes.
inspect() {
  local field id='' format
  format='{{$end := "\x00"}}I{{.ID}}{{$end}}A{{.Status.Addr}}{{$end}}'
  format+='{{range $k, $v := .Description.Engine.Labels}}E{{$k}}={{$v}}{{$end}}{{end}}'
  format+='{{range $k, $v := .Spec.Labels}}L{{$k}}={{$v}}{{$end}}{{end}}'
  while IFS= read -r -d '' field; do
    field=${field#$'\n'}
    case $field in
      I*) id=${field#I} ;;
      A*) address_of[$id]=${field#A} ;;
      E*=*) field=${field#E} engine_label[$id/${field%%=*}]="=${field#*=}" ;;
      L*=*) field=${field#L} node_label[$id/${field%%=*}]="=${field#*=}" ;;
    esac
  done < <(swarm node inspect --format "$format" "$@")
}

# One docker call for up to 200 nodes.
inspect_all() {
  declare -gA address_of=() engine_label=() node_label=()
  local first id
  for ((first = 0; first < ${#ready_ids[@]}; first += 200)); do
    inspect "${ready_ids[@]:first:200}"
  done
  for id in "${targets[@]}"; do
    [[ ${address_of[$id]+x} ]] || problems+=("${host_name[$id]}: docker node inspect $id gave no answer")
  done
}

# hex_of ADDRESS: its bits in `hex`, 8 digits for IPv4, 32 for IPv6, none for what is neither.
hex_of() {
  local left right part missing
  hex=''
  if [[ $1 =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$ ]]; then
    printf -v hex '%02x' "$((10#${BASH_REMATCH[1]}))" "$((10#${BASH_REMATCH[2]}))" \
      "$((10#${BASH_REMATCH[3]}))" "$((10#${BASH_REMATCH[4]}))"
  elif [[ $1 == *:* && $1 != *[!0-9a-fA-F:]* ]]; then
    left=${1%%::*} right=''
    [[ $1 != *::* ]] || right=${1#*::}
    IFS=: read -ra left <<<"$left"
    IFS=: read -ra right <<<"$right"
    missing=$((8 - ${#left[@]} - ${#right[@]}))
    for part in "${left[@]}"; do printf -v part '%04x' "$((16#${part:-0}))" && hex+=$part; done
    while ((missing-- > 0)); do hex+=0000; done
    for part in "${right[@]}"; do printf -v part '%04x' "$((16#${part:-0}))" && hex+=$part; done
  fi
}

# in_network ADDRESS CIDR
in_network() {
  local address network bits=${2##*/} digits rest
  hex_of "$1"
  address=$hex
  hex_of "${2%/*}"
  network=$hex
  [[ $address && ${#address} == "${#network}" && $bits =~ ^[0-9]{1,3}$ ]] || return 1
  digits=$((10#$bits / 4)) rest=$((4 - 10#$bits % 4))
  [[ ${address:0:digits} == "${network:0:digits}" ]] || return 1
  ((rest == 4 || 16#${address:digits:1} >> rest == 16#${network:digits:1} >> rest))
}

# matches ID MATCH
matches() {
  local key
  if [[ $2 == engine.labels.* ]]; then
    key=${2#engine.labels.}
    [[ ${engine_label[$1/${key%%=*}]-} == "=${key#*=}" ]]
  else
    in_network "${address_of[$1]-}" "$2"
  fi
}

# Ready nodes that the plan does not name become targets of the pool that they match. Managers never come and go.
resolve_pools() {
  local id host index hits=() counts=()
  for id in "${ready_ids[@]}"; do
    host=${host_name[$id]}
    [[ -z ${set_of[$host]-} ]] || continue
    host=${host//[^[:print:]]/?} hits=()
    for index in "${!pool_match[@]}"; do
      [[ ${manager_status[$id]} ]] || ! matches "$id" "${pool_match[index]}" || hits+=("$index")
    done
    case ${#hits[@]} in
      1)
        targets+=("$id")
        target_set+=("${pool_set[hits[0]]}")
        counts[hits[0]]=$((${counts[hits[0]]-0} + 1))
        ;;
      0) complain "note: the plan does not know $host ($id): it is left as it is, and skews a spread if it lacks labels" ;;
      *) problems+=("$host: matches ${#hits[@]} pools, ${pool_title[hits[0]]} and ${pool_title[hits[1]]} among them") ;;
    esac
  done
  for index in "${!pool_match[@]}"; do
    if [[ -z ${pool_match[index]} ]]; then
      complain "note: ${pool_title[index]}: the spec gives no match, so nothing tells which nodes these are"
    elif ((${counts[index]-0} < pool_minimum[index])); then
      complain "note: ${pool_title[index]}: ${counts[index]-0} Ready nodes match ${pool_match[index]}," \
        "the spec says at least ${pool_minimum[index]}; run this again when they are there"
    fi
  done
}

# update ID OPTION...: docker node update. A node that reports in at that moment makes it fail, so try again.
update() {
  local id=$1 attempt answer=''
  shift
  for attempt in 1 2 3 4 5; do
    answer=$(swarm node update "$@" "$id" 2>&1) && return
    [[ $answer == *'out of sequence'* ]] || break
  done
  complain "docker node update of ${host_name[$id]} ($id) failed, attempt $attempt: $answer"
  return 1
}

# label_node ID SET: what this node lacks of the set, in one update.
label_node() {
  local id=$1 start=${set_start[$2]} size=${set_size[$2]} label options=() shown=''
  for label in "${labels[@]:start:size}"; do
    [[ ${node_label[$id/${label%%=*}]-} != "=${label#*=}" ]] || continue
    options+=(--label-add "$label")
    shown+=" $label"
  done
  ((${#options[@]})) || return 0
  changed=$((changed + 1))
  if [[ $dry_run ]]; then
    say "would label ${host_name[$id]} ($id):$shown"
  else
    update "$id" "${options[@]}" || return 1
    say "labelled ${host_name[$id]} ($id):$shown"
  fi
}

# Labels every node of the plan, or refuses before the first change. Run again, it changes only what is not right yet.
label_all() {
  local index problem problems=() targets=() target_set=() changed=0
  if ! read_swarm; then
    complain 'docker node ls failed: docker must reach a manager of the Swarm, and the Swarm must have a leader'
    return 1
  fi
  resolve_names
  inspect_all
  resolve_pools
  if ((${#problems[@]})); then
    complain "nothing was labelled, ${#problems[@]} nodes of the plan are not exactly one Ready node of the Swarm each:"
    for problem in "${problems[@]}"; do complain "  $problem"; done
    complain 'bring them up, or take them out of the spec; docker node rm removes a node that left for good'
    return 1
  fi
  for index in "${!targets[@]}"; do
    label_node "${targets[index]}" "${target_set[index]}" || return 1
  done
  if [[ $dry_run ]]; then
    say "$changed of ${#targets[@]} nodes would be labelled; nothing was changed"
  elif ((changed)); then
    say "$changed of ${#targets[@]} nodes labelled, the others carried their labels already"
  else
    say "nothing to do: all ${#targets[@]} nodes carry their labels already"
  fi
}

# The plan: each set of labels, and below it the nodes and pools that carry it.
plan() {
  :
  labelled group=us region=us.west role=manager zone=us.west.az-1
  nodes us-west-az-1-manager-1
  labelled group=us region=us.west role=loadbalancer zone=us.west.az-1
  nodes us-west-az-1-loadbalancer-1
  labelled group=us region=us.west role=worker zone=us.west.az-1
  nodes us-west-az-1-worker-1 us-west-az-1-worker-2 us-west-az-1-worker-3 us-west-az-1-worker-4 us-west-az-1-worker-5 \
    us-west-az-1-worker-6 us-west-az-1-worker-7 us-west-az-1-worker-8 us-west-az-1-worker-9
  labelled executor=yes group=us region=us.west role=worker zone=us.west.az-1
  nodes us-west-az-1-worker-10
  labelled group=us region=us.west role=manager zone=us.west.az-3
  nodes us-west-az-3-manager-1 us-west-az-3-manager-2
  labelled group=us region=us.west role=loadbalancer zone=us.west.az-3
  nodes us-west-az-3-loadbalancer-1
  labelled group=us region=us.west role=worker zone=us.west.az-3
  nodes us-west-az-3-worker-1 us-west-az-3-worker-2 us-west-az-3-worker-3 us-west-az-3-worker-4 us-west-az-3-worker-5 \
    us-west-az-3-worker-6 us-west-az-3-worker-7 us-west-az-3-worker-8 us-west-az-3-worker-9 us-west-az-3-worker-10
  labelled group=us region=us.east role=manager zone=us.east.az-1
  nodes us-east-az-1-manager-1 us-east-az-1-manager-2
  labelled group=us region=us.east role=loadbalancer zone=us.east.az-1
  nodes us-east-az-1-loadbalancer-1
  labelled group=us region=us.east role=worker zone=us.east.az-1
  nodes us-east-az-1-worker-1 us-east-az-1-worker-2 us-east-az-1-worker-3 us-east-az-1-worker-4 us-east-az-1-worker-5 \
    us-east-az-1-worker-6 us-east-az-1-worker-7 us-east-az-1-worker-8 us-east-az-1-worker-9 us-east-az-1-worker-10
  labelled group=us region=us.east role=manager zone=us.east.az-3
  nodes us-east-az-3-manager-1
  labelled group=us region=us.east role=loadbalancer zone=us.east.az-3
  nodes us-east-az-3-loadbalancer-1
  labelled group=us region=us.east role=worker zone=us.east.az-3
  nodes us-east-az-3-worker-1 us-east-az-3-worker-2 us-east-az-3-worker-3 us-east-az-3-worker-4 us-east-az-3-worker-5 \
    us-east-az-3-worker-6 us-east-az-3-worker-7 us-east-az-3-worker-8 us-east-az-3-worker-9 us-east-az-3-worker-10
  labelled group=eu region=eu.north role=manager zone=eu.north.az-1
  nodes eu-north-az-1-manager-1
  labelled group=eu region=eu.north role=loadbalancer zone=eu.north.az-1
  nodes eu-north-az-1-loadbalancer-1
  labelled group=eu region=eu.north role=worker zone=eu.north.az-1
  nodes eu-north-az-1-worker-1 eu-north-az-1-worker-2 eu-north-az-1-worker-3 eu-north-az-1-worker-4 eu-north-az-1-worker-5 \
    eu-north-az-1-worker-6 eu-north-az-1-worker-7 eu-north-az-1-worker-8 eu-north-az-1-worker-9
  labelled executor=yes group=eu region=eu.north role=worker zone=eu.north.az-1
  nodes eu-north-az-1-worker-10
  labelled group=eu region=eu.north role=manager zone=eu.north.az-3
  nodes eu-north-az-3-manager-1 eu-north-az-3-manager-2
  labelled group=eu region=eu.north role=loadbalancer zone=eu.north.az-3
  nodes eu-north-az-3-loadbalancer-1
  labelled group=eu region=eu.north role=worker zone=eu.north.az-3
  nodes eu-north-az-3-worker-1 eu-north-az-3-worker-2 eu-north-az-3-worker-3 eu-north-az-3-worker-4 eu-north-az-3-worker-5 \
    eu-north-az-3-worker-6 eu-north-az-3-worker-7 eu-north-az-3-worker-8 eu-north-az-3-worker-9 eu-north-az-3-worker-10
  labelled group=eu region=eu.south role=manager zone=eu.south.az-1
  nodes eu-south-az-1-manager-1 eu-south-az-1-manager-2
  labelled group=eu region=eu.south role=loadbalancer zone=eu.south.az-1
  nodes eu-south-az-1-loadbalancer-1
  labelled group=eu region=eu.south role=worker zone=eu.south.az-1
  nodes eu-south-az-1-worker-1 eu-south-az-1-worker-2 eu-south-az-1-worker-3 eu-south-az-1-worker-4 eu-south-az-1-worker-5 \
    eu-south-az-1-worker-6 eu-south-az-1-worker-7 eu-south-az-1-worker-8 eu-south-az-1-worker-9
  labelled group=eu redis=yes region=eu.south role=worker zone=eu.south.az-1
  nodes eu-south-az-1-worker-10
  labelled group=eu region=eu.south role=manager zone=eu.south.az-3
  nodes eu-south-az-3-manager-1
  labelled group=eu region=eu.south role=loadbalancer zone=eu.south.az-3
  nodes eu-south-az-3-loadbalancer-1
  labelled group=eu region=eu.south role=worker zone=eu.south.az-3
  nodes eu-south-az-3-worker-1 eu-south-az-3-worker-2 eu-south-az-3-worker-3 eu-south-az-3-worker-4 eu-south-az-3-worker-5 \
    eu-south-az-3-worker-6 eu-south-az-3-worker-7 eu-south-az-3-worker-8 eu-south-az-3-worker-9 eu-south-az-3-worker-10
}

# The machines, in the order in which they join.
machines_of_plan() {
  machines_are manager drain us-west-az-1-manager-1= us-west-az-3-manager-1= us-west-az-3-manager-2= us-east-az-1-manager-1= \
    us-east-az-1-manager-2= us-east-az-3-manager-1= eu-north-az-1-manager-1= eu-north-az-3-manager-1= eu-north-az-3-manager-2= \
    eu-south-az-1-manager-1= eu-south-az-1-manager-2= eu-south-az-3-manager-1=
  machines_are worker active us-west-az-1-loadbalancer-1= us-west-az-3-loadbalancer-1= us-east-az-1-loadbalancer-1= \
    us-east-az-3-loadbalancer-1= eu-north-az-1-loadbalancer-1= eu-north-az-3-loadbalancer-1= eu-south-az-1-loadbalancer-1= \
    eu-south-az-3-loadbalancer-1=
  machines_are worker active us-west-az-1-worker-1= us-west-az-1-worker-2= us-west-az-1-worker-3= us-west-az-1-worker-4= \
    us-west-az-1-worker-5= us-west-az-1-worker-6= us-west-az-1-worker-7= us-west-az-1-worker-8= us-west-az-1-worker-9= \
    us-west-az-1-worker-10= us-west-az-3-worker-1= us-west-az-3-worker-2= us-west-az-3-worker-3= us-west-az-3-worker-4= \
    us-west-az-3-worker-5= us-west-az-3-worker-6= us-west-az-3-worker-7= us-west-az-3-worker-8= us-west-az-3-worker-9= \
    us-west-az-3-worker-10= us-east-az-1-worker-1= us-east-az-1-worker-2= us-east-az-1-worker-3= us-east-az-1-worker-4= \
    us-east-az-1-worker-5= us-east-az-1-worker-6= us-east-az-1-worker-7= us-east-az-1-worker-8= us-east-az-1-worker-9= \
    us-east-az-1-worker-10= us-east-az-3-worker-1= us-east-az-3-worker-2= us-east-az-3-worker-3= us-east-az-3-worker-4= \
    us-east-az-3-worker-5= us-east-az-3-worker-6= us-east-az-3-worker-7= us-east-az-3-worker-8= us-east-az-3-worker-9= \
    us-east-az-3-worker-10= eu-north-az-1-worker-1= eu-north-az-1-worker-2= eu-north-az-1-worker-3= eu-north-az-1-worker-4= \
    eu-north-az-1-worker-5= eu-north-az-1-worker-6= eu-north-az-1-worker-7= eu-north-az-1-worker-8= eu-north-az-1-worker-9= \
    eu-north-az-1-worker-10= eu-north-az-3-worker-1= eu-north-az-3-worker-2= eu-north-az-3-worker-3= eu-north-az-3-worker-4= \
    eu-north-az-3-worker-5= eu-north-az-3-worker-6= eu-north-az-3-worker-7= eu-north-az-3-worker-8= eu-north-az-3-worker-9= \
    eu-north-az-3-worker-10= eu-south-az-1-worker-1= eu-south-az-1-worker-2= eu-south-az-1-worker-3= eu-south-az-1-worker-4= \
    eu-south-az-1-worker-5= eu-south-az-1-worker-6= eu-south-az-1-worker-7= eu-south-az-1-worker-8= eu-south-az-1-worker-9= \
    eu-south-az-1-worker-10= eu-south-az-3-worker-1= eu-south-az-3-worker-2= eu-south-az-3-worker-3= eu-south-az-3-worker-4= \
    eu-south-az-3-worker-5= eu-south-az-3-worker-6= eu-south-az-3-worker-7= eu-south-az-3-worker-8= eu-south-az-3-worker-9= \
    eu-south-az-3-worker-10=
}

# Given at init, never changed later.
address_pools=(10.0.0.0/8)
init_options=()
network='[10.0.0.0/8] /24 4789'

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

# wait_until SECONDS WHAT COMMAND...
wait_until() {
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    if ((SECONDS >= limit)); then
      complain "waited in vain for $what"
      return 1
    fi
    sleep 1
  done
}

is_reachable() {
  local id
  read_swarm 2>/dev/null || return 1
  id=${ready_id[$1]-}
  [[ $id && ${manager_status[$id]} == @(Leader|Reachable) ]]
}

all_ready() {
  local name
  read_swarm 2>/dev/null || return 1
  for name in "${machines[@]}"; do
    [[ ${ready_count[$name]-} == 1 ]] || return 1
  done
}

endpoint() {
  if [[ $1 == *:* ]]; then printf '[%s]:2377' "$1"; else printf '%s:2377' "$1"; fi
}

# where_is NAME: its options for init and join, in `where`.
where_is() {
  local address=${address_of_machine[$1]} listen=${listen_address[$1]-}
  where=(--availability drain)
  [[ -z $address ]] || where+=(--advertise-addr "$address")
  [[ -z $listen ]] || where+=(--listen-addr "$(endpoint "$listen")")
}

# init NAME. What docker prints here holds a token: it goes nowhere.
init() {
  local where
  step "$would""init $1"
  [[ -z $dry_run ]] || return 0
  where_is "$1"
  docker_on "$1" swarm init "${where[@]}" "${init_options[@]}" >/dev/null || die "docker swarm init failed on $1"
  control=$1
  wait_until 60 "$1 to lead the new Swarm" is_reachable "$1" || exit 1
}

# hand_token NAME: joins; the token goes in through standard input, see the head of this file.
hand_token() {
  local where token host=${address_of_machine[$1]:-$1}
  where_is "$1"
  token=$(swarm swarm join-token --quiet "${role[$1]}") || die "docker swarm join-token failed on $control"
  printf '%s\n' "$token" |
    on "$host" sh -c 'IFS= read -r token && exec docker swarm join --token "$token" "$@"' sh \
      "${where[@]}" "$(endpoint "${address_of_machine[$control]}")" >/dev/null
}

# join NAME. Docker's command gives up after 20 seconds while its engine goes on: then the machine is pending.
join() {
  if [[ ${state[$1]} == active ]]; then
    step "$1 is a member already"
    return
  fi
  step "$would""join $1"
  [[ -z $dry_run ]] || return 0
  if [[ ${state[$1]} != pending ]] && ! hand_token "$1"; then
    look "$1"
    [[ ${state[$1]} == @(pending|active) ]] || die "docker swarm join failed on $1"
  fi
  [[ ${role[$1]} != manager ]] || wait_until 120 "$1 to be a reachable manager" is_reachable "$1" || exit 1
}

# Active only now: a node that is active before it has its labels gets the tasks of a place that does not exist.
set_availability() {
  local id=${ready_id[$1]-}
  if [[ $id && ${availability[$id]} == "${wanted[$1]}" ]]; then
    step "$1: availability is ${wanted[$1]} already"
    return
  fi
  step "$1: ${would}set availability to ${wanted[$1]}"
  [[ $dry_run ]] || update "$id" --availability "${wanted[$1]}" || exit 1
}

# Nodes that come and go have no name here: they join by themselves.
tell_pools() {
  local index
  for index in "${!pool_match[@]}"; do
    say "${pool_title[index]}: these scale by themselves and were not joined. Each of them needs, as it starts, the"
    say '  worker token (`docker swarm join-token worker` on a manager), a manager'\''s address, and'
    say '  `docker swarm join --availability drain --token TOKEN MANAGER:2377`;'
    say "  then labels.sh, which knows them by ${pool_match[index]:-a match, which the spec must give}; then"
    say '  `docker node update --availability active NODE`.'
  done
}

label_step() {
  if [[ $dry_run ]] && { [[ -z $control ]] || ! all_ready; }; then
    step "would label ${#machines[@]} nodes, when all of them are Ready members"
    return
  fi
  step "${would}label ${#machines[@]} nodes"
  [[ $dry_run ]] || wait_until 120 'every machine to be one Ready node' all_ready || true
  label_all || exit 1
  read_swarm || die "docker node ls failed on $control"
}

stopped() {
  local code=$?
  ((code == 0 || at == 0)) ||
    complain "stopped in step $at of $total; after the cure run it again: what is done is skipped"
}

bootstrap() {
  local name
  declare -gA state=() is_manager=() node_id=() own_name=() host_name=() ready_id=() availability=() lost_manager=()
  control='' at=0 total=$((2 + 2 * ${#machines[@]}))
  check_addresses
  trap stopped EXIT
  check_machines
  for name in "${machines[@]}"; do
    if [[ -z $control && $at == 1 ]]; then init "$name"; else join "$name"; fi
  done
  label_step
  for name in "${machines[@]}"; do set_availability "$name"; done
  tell_pools
  if [[ $dry_run ]]; then say 'nothing was changed'; else say "done: ${#machines[@]} machines are one Swarm"; fi
}

main() {
  dry_run='' would='' hosts=''
  while (($#)); do
    case $1 in
      --dry-run) dry_run=yes would='would ' ;;
      --hosts) if (($# < 2)); then complain '--hosts wants a file' && exit 2; fi && hosts=$2 && shift ;;
      --hosts=?*) hosts=${1#--hosts=} ;;
      -h | --help) usage && exit 0 ;;
      *) complain "unknown argument $1, see bootstrap.sh --help" && exit 2 ;;
    esac
    shift
  done
  if [[ $hosts && ! ( -f $hosts && -r $hosts ) ]]; then complain "cannot read $hosts" && exit 2; fi
  # What runs on a machine must not eat what is typed here.
  exec </dev/null
  plan
  machines_of_plan
  bootstrap
}
main "$@"
