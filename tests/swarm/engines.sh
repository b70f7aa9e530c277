# Sourced by the tests that need real Docker engines: several of them side by side on this machine, as a switch and
# one network namespace each. All of it lives in one private mount and PID namespace, with a tmpfs on /run, and ends
# with it, also by kill -9: no process, mount, namespace, address or file is left.
#
#   engines_or_skip            ends the test where engines cannot run: with 77 (skipped), or as failed where CI is set
#   engines_enter "$0" "$@"    starts this script again inside the namespaces; there it returns
#   engine_start NAME ADDRESS  boots an engine whose host name is NAME; returns at once
#   engines_wait               until all of them answer
#   engine_socket NAME         where it listens; NAME or ADDRESS
#   engine_stop NAME           as a power cut: kill -9
#   engine_start_again NAME    after engine_stop, with the state that it left; returns at once
#   wait_for SECONDS COMMAND...  until COMMAND succeeds
#
# Which engine: the dockerd, containerd, runc and docker that come first in PATH.
# shellcheck shell=bash

engines_home=/run/engines

engines_or_skip() {
  local reason='' program
  for program in dockerd docker containerd runc ip nsenter unshare mount; do
    command -v "$program" >/dev/null || reason+="$program is missing; "
  done
  [[ $(id -u) == 0 ]] || reason+='not root; '
  [[ $reason ]] || unshare -m -p -n --fork true 2>/dev/null || reason+='no right to make namespaces; '
  [[ $reason ]] || return 0
  printf '%s\n' '' "########## ${0##*/}: ${reason%; }: real engines cannot run here" '' >&2
  if [[ ${CI-} && ${CI-} != false ]]; then
    echo 'FAILED: CI must have them' >&2
    exit 1
  fi
  echo 'SKIPPED' >&2
  exit 77
}

engines_enter() {
  if [[ ${ENGINES_INSIDE-} == "$$" ]]; then
    trap engines_leave EXIT
    trap 'exit 143' TERM
    trap 'exit 130' INT
    mount -t tmpfs -o mode=755 engines /run
    mkdir -p "$engines_home" /run/netns
    engines_without_names
    ip netns add switch
    ip -n switch link add switch type bridge
    ip -n switch link set switch up
    return
  fi
  ENGINES_INSIDE=1 exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc "$BASH" "$@"
}

# No name server: an engine that asks a registry for an image that it has is told at once that there is none.
engines_without_names() {
  local file
  file=$(realpath -m /etc/resolv.conf)
  if [[ $file == /run/* ]]; then
    mkdir -p "${file%/*}"
    echo 'nameserver 127.0.0.1' >"$file"
  elif [[ -e $file ]]; then
    echo 'nameserver 127.0.0.1' >"$engines_home/resolv.conf"
    mount --bind "$engines_home/resolv.conf" "$file"
  fi
}

# What ends with the namespaces ends here already, so that the cgroups of containers, which would stay, can go.
engines_leave() {
  [[ $$ == 1 ]] || return 0
  disown -a  # or bash would tell of every end
  kill -KILL -1 2>/dev/null || true
  wait_for 20 engines_alone || true
  local data
  for data in "$engines_home"/*/data/containers/*; do
    find /sys/fs/cgroup -depth -type d -path "*/docker/${data##*/}" -exec rmdir {} + 2>/dev/null || true
  done
}

engines_alone() {
  local processes=(/proc/[0-9]*)
  ((${#processes[@]} == 1))
}

# engine_start NAME ADDRESS
engine_start() {
  local name=$1 address=$2 number
  number=$(find "$engines_home" -mindepth 1 -maxdepth 1 -type d | wc -l)
  local home=$engines_home/$number
  mkdir "$home"
  ln -s "$home/sock" "$engines_home/$name.sock"
  ln -s "$home/sock" "$engines_home/$address.sock"
  ip netns add "e$number"
  ip link add "p$number" netns switch type veth peer name eth0 netns "e$number"
  ip -n switch link set "p$number" master switch up
  ip -n "e$number" link set lo up
  ip -n "e$number" address add "$address/24" dev eth0
  ip -n "e$number" link set eth0 up
  ip -n "e$number" route add default dev eth0
  engine_run "$name" "$home"
}

# engine_run NAME HOME
engine_run() {
  # shellcheck disable=SC2016  # for the inner shell
  # Not `ip netns exec`: it would mount a new /sys, without the cgroups that dockerd looks for.
  nsenter --net="/run/netns/e${2##*/}" unshare --uts --mount "$BASH" -c '
    hostname "$1" && mkdir -p /run/docker && mount -t tmpfs docker /run/docker && shift && exec dockerd "$@"' \
    dockerd "$1" -H "unix://$2/sock" --data-root "$2/data" --exec-root "$2/exec" \
    --pidfile "$2/pid" --storage-driver vfs --bridge=none >>"$2/log" 2>&1 </dev/null &
}

engine_socket() { printf 'unix://%s/%s.sock' "$engines_home" "$1"; }

engine_answers() { docker -H "$(engine_socket "$1")" version >/dev/null 2>&1; }

engines_wait() {
  local socket
  for socket in "$engines_home"/*.sock; do
    socket=${socket##*/}
    wait_for 60 engine_answers "${socket%.sock}" || {
      tail -n 20 "$(dirname "$(readlink "$engines_home/$socket")")/log" >&2
      return 1
    }
  done
}

engine_stop() {
  local home
  home=$(dirname "$(readlink "$engines_home/$1.sock")")
  kill -KILL "$(cat "$home/pid")"
}

engine_start_again() {
  local home
  home=$(dirname "$(readlink "$engines_home/$1.sock")")
  rm -f "$home/pid"
  engine_run "$1" "$home"
}

wait_for() {
  local limit=$((SECONDS + $1)) limited=$1
  shift
  until "$@"; do
    if ((SECONDS >= limit)); then
      printf 'waited %s s in vain: %s\n' "$limited" "$*" >&2
      return 1
    fi
    sleep 0.2
  done
}
