#!/usr/bin/env bash
# Node labels of the Swarm room.
#
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
  labelled region=fra role=manager zone=fra.a
  nodes fra-a-manager-1
  labelled region=fra role=loadbalancer zone=fra.a
  nodes fra-a-loadbalancer-1
  labelled region=fra role=worker zone=fra.a
  nodes fra-a-worker-1 fra-a-worker-2 fra-a-worker-3
  labelled region=fra role=manager zone=fra.b
  nodes fra-b-manager-1
  labelled region=fra role=loadbalancer zone=fra.b
  nodes fra-b-loadbalancer-1
  labelled region=fra role=worker zone=fra.b
  nodes fra-b-worker-1 fra-b-worker-2 fra-b-worker-3
  labelled region=fra role=manager zone=fra.c
  nodes fra-c-manager-1
  labelled region=fra role=loadbalancer zone=fra.c
  nodes fra-c-loadbalancer-1
  labelled region=fra role=worker zone=fra.c
  nodes fra-c-worker-1 fra-c-worker-2 fra-c-worker-3
}

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
