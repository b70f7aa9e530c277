// docs/compose.md: how compose files become a stack, and what becomes of each key, from the table of keys.
#include <fmt/format.h>

#include "planner/emit/schema.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

constexpr std::string_view kIntroduction = R"(# Compose files

Printed by `swarmplan schema compose`.

    [stack]
    compose = "docker-compose.yml"            # or a list: later files on top of earlier ones

    [services.api]
    replicas = 6                              # the file says what runs, the spec where

Services come from the compose files, of the Compose Specification or of a 3.x format; `[services.NAME]` places them. What
`docker stack deploy` would refuse is rewritten, or told as an error; what it would ignore gets the form that Swarm has for
it, or is left out and told. `swarmplan stack SPEC --explain` lists each change with its line. `examples/compose` is a worked
example.

- A service that the spec does not name runs on workers (managers, where there are none), with the file's own `deploy`. One
  with `profiles` runs only if the spec names it. One that the spec names and no file has needs an `image` in the spec.
- What `[services.NAME]` says wins over the file; `env` and `labels` join by name, other lists add up.
- `${NAME}` stays in the stack for deploy time. `--env-file FILE` and `--interpolate` (the environment) give values now, and
  with them every form of Compose is read: `${NAME:+word}` and variables inside a default, which deploy cannot read.
- A number that is planned with (replicas, reservations, `max_replicas_per_node`) and is a variable is judged by its default;
  rule `value-known-at-deploy` tells so.
- `.env` beside the compose files is read by Compose, and neither by deploy nor here: rule `dot-env-unread` names the variables
  that it would give; `--env-file .env` puts them in.
- Paths in compose files start from the first file's folder, in the stack from the spec's: where it names any, NEXT.md deploys it
  there.
- `env_file` is read now and becomes `environment`, as Compose reads it: quotes come off, `\n` and `\$` between double quotes are
  escapes, values between quotes may run over lines, `NAME: value` is taken, and `$NAME` is a variable but between single quotes:
  a value that is given now, one of the service's own `environment`, or a line before it; what is none of these stays for deploy
  time. (Compose asks the environment of who starts it first: `--interpolate` does.) `format: raw` takes lines as they are.
- Secrets and configs with a `file` are named for its content.
- Several files: mappings join, lists add up, scalars, `command`, `entrypoint` and a healthcheck's `test` of the later file win.
  `KEY: !reset null` takes away what earlier files say of a key, `KEY: !override VALUE` puts the value in its place. A second YAML
  document in a file is an error: Compose merges it, deploy reads the first alone.
- `x-…` keys are left out: what an anchor in one holds stands where it is used.
- Read are files of at most 4 MiB, with at most 2000 entries in one mapping or list and 20,000 ports in all.
- Overlay networks get the MTU of `[network] mtu`, else the least that `[[links]]` state.
- In a decentralized plan there is no stack: every host runs the compose files as they are.

What a port on 127.0.0.1 is in Compose, Swarm cannot: it is not published, rather than to everybody. `network_mode: none` and
networks of one node (macvlan, ipvlan, host) are errors: no engine puts a service on one; bridges become overlays.

## Every key

A key that is not listed is an error: deploy refuses the file. *Since* is the version of the format that brought it.
)";

std::string_view words_of(Treatment treatment) {
  switch (treatment) {
    case Treatment::taken: return "takes it";
    case Treatment::warned:
    case Treatment::deprecated: return "ignores it, with a warning";
    case Treatment::ignored: return "ignores it";
    case Treatment::forbidden:
    case Treatment::refused: break;
  }
  return "refuses the file";
}

std::string_view words_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kept: return "kept";
    case Outcome::rewritten: return "rewritten";
    case Outcome::left_out: return "left out";
    case Outcome::refused: break;
  }
  return "an error";
}

}  // namespace

std::string emit_compose_reference() {
  constexpr std::string_view titles[] = {"The file and its objects", "Connections of a service", "deploy",
                                         "The process"};
  std::string page(kIntroduction);
  std::size_t next = 0;
  for (const std::span<const ComposeKey> table : compose_keys()) {
    page +=
        fmt::format("\n### {}\n\n| key | since | deploy | in the stack | what says it there |\n|---|---|---|---|---|\n",
                    titles[next++]);
    for (const ComposeKey& key : table)
      page += fmt::format("| `{}` | {} | {} | {} | {} |\n", key.path,
                          key.since == kNever ? std::string() : fmt::format("3.{}", key.since), words_of(key.treatment),
                          words_of(key.outcome), key.instead);
  }
  return page;
}

}  // namespace planner
