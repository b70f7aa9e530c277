// The second half of bootstrap.sh: the steps that change something, and their order.
#include "planner/emit/bootstrap_functions.hpp"

namespace planner {
namespace {

constexpr std::string_view kJoin = R"sh(
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
)sh";

constexpr std::string_view kMain = R"sh(
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
)sh";

}  // namespace

void append_bootstrap_steps(std::string& script) {
  script += kJoin;
  script += kMain;
}

}  // namespace planner
