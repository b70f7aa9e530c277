#!/usr/bin/env python3
"""Stacks made of compose files before docker's own client: it takes them, and reads in them what the files say.

usage: on_client.py SWARMPLAN GOLDEN_FOLDER. Ends with 77, said loudly, where no client has `docker stack config`, or
without PyYAML. Where Compose and deploy differ in what a file means (planner/stack/compose/merge.cpp, template.hpp),
there is no case here: tests/stack/compose/*.cpp have them.
"""
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    yaml = None

SPEC = """[cluster]
name = "shop"
[fra]
a = { managers = 1, workers = 2 }
b = { managers = 1, workers = 2 }
c = { managers = 1, workers = 2 }
[stack]
compose = [%s]
"""

# What runs: one service's lines, each with what stands beside the services.
SERVICES = [
    ("command: sh -c 'echo \"a b\"'\nentrypoint: [/x, y]\nworking_dir: /w\nuser: \"1:2\"\nhostname: h", ""),
    ("environment: [A=1, B=x=y, C=]\nlabels: {a: 1, b: x, c: 1.10, d: 0x1F, e: 1e3, f: 010}", ""),
    ("environment: {A: 1, B: 1.50, C: \"true\", D: 1e21, E: 0.00001, F: 12345678901234567890}", ""),
    ("ports: [80, \"81\", \"8080:82\", \"53:53/udp\", \"9000-9002:90-92\", {target: 99, published: 98, mode: host}]", ""),
    ("volumes: [dd:/d, \"dd:/e:ro\", \"dd:/n:nocopy\", /anon, \"/h:/h:rshared\", {type: tmpfs, target: /t, tmpfs: {size: 1000}}]",
     "volumes: {dd: {driver: local, driver_opts: {o: bind, size: 1}, labels: [x=1]}}"),
    ("networks: [n]\ncap_add: [A]\ncap_drop: [ALL]\ndns: 1.1.1.1\ndns_search: [a.b]\nextra_hosts: [\"h:1.2.3.4\", \"i=::1\"]",
     "networks: {n: {attachable: true, internal: true, ipam: {config: [{subnet: 10.9.0.0/24}]}, labels: {a: b}}}"),
    ("networks: {n: {aliases: [x, y]}, default: }", "networks: {n: {driver: overlay, name: real}}"),
    ("healthcheck: {test: curl x, interval: 90s, timeout: 1m30s, retries: 3, start_period: 2s}\nstop_grace_period: 1m5s", ""),
    ("healthcheck: {disable: true}\ninit: true\ntty: true\nstdin_open: true\nread_only: true\nstop_signal: SIGINT", ""),
    ("logging: {driver: json-file, options: {max-size: 10m, max-file: 3}}\nulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}\nsysctls: {a.b: 1}", ""),
    ("sysctls: [a.b=1]\nisolation: default\noom_score_adj: 5\ncredential_spec: {file: x}", ""),
    ("secrets: [s, {source: s, target: t, uid: \"1\", gid: \"2\", mode: 0440}]\nconfigs: [c]",
     "secrets: {s: {external: true}}\nconfigs: {c: {external: true, name: real}}"),
    ("deploy: {mode: global, labels: [a=b, c], endpoint_mode: dnsrr, resources: {limits: {cpus: '1.5', memory: 1g}, "
     "reservations: {memory: 64M, generic_resources: [{discrete_resource_spec: {kind: gpu, value: 2}}]}}}", ""),
    ("deploy: {replicas: 4, placement: {constraints: [node.role==worker], preferences: [{spread: node.labels.z}], "
     "max_replicas_per_node: 2}, update_config: {parallelism: 2, delay: 90s, order: start-first, max_failure_ratio: 0.1}, "
     "rollback_config: {parallelism: 0, failure_action: continue}, restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3, window: 2m}}", ""),
    ("deploy: {mode: replicated-job, replicas: 2}", ""),
    ("command: \"{a: b} # no comment\"\nuser: \"yes\"\nhostname: \"1.10\"\nlabels: {a: \"on\", b: \"2024-01-01\", c: \"~\", d: \"a: b\", e: \"é\\t\\n\"}", ""),
]

TEXTS = ["a$$b", "${A}", "$A.x", "x${A}y${B}z", "${A:-d}", "${E:-d}", "${E-d}", "${U:-d}", "${U-d}", "${U}", "${A:?m}", "${U:-a b}",
         "${U:-a:b}", "${A}$$${B}", "${U:-}", "$A$B", "${U:-/x/y}", "${U:-é}", "$$$$", "${A?m}"]
VALUES = {"A": "1", "B": "b c", "E": "", "Q": "3"}
NUMBERS = ["deploy: {replicas: \"${Q}\"}", "ports: [\"80${Q}:80\"]", "ports: [{target: \"${Q}\", published: \"${Q}\"}]",
           "read_only: \"${U:-true}\"", "healthcheck: {test: x, retries: \"${Q}\"}", "volumes: [\"${U:-/h}:/h\", \"/x${A}:/y${A}:ro\"]",
           "deploy: {resources: {limits: {memory: \"${Q}g\", cpus: \"${Q}\"}}}", "environment: [\"X=${A}\", \"Y=$$A\"]"]

MERGES = [
    ("image: a\ncommand: x\nenvironment: [A=1, B=2]", "image: b\ncommand: [y, z]\nenvironment: {B: 3, C: 4}"),
    ("cap_add: [A]\ndns: [1.1.1.1]\nlabels: [a=1]", "cap_add: [B]\ndns: 2.2.2.2\nlabels: {a: 2, b: 3}"),
    ("volumes: [dd:/d, \"/x:/x\"]", "volumes: [\"/y:/d:ro\", \"/z:/z\"]"),
    ("ports: [\"80:80\"]", "ports: [\"80:81\", \"90:90\"]"),
    ("logging: {driver: a, options: {x: 1, y: 2}}", "logging: {options: {y: 3}}"),
    ("logging: {driver: a, options: {x: 1}}", "logging: {driver: b, options: {y: 3}}"),
    ("ulimits: {a: 1, b: {soft: 1, hard: 2}}", "ulimits: {a: {soft: 3, hard: 4}}"),
    ("healthcheck: {test: x, retries: 2}", "healthcheck: {interval: 5s, retries: 4}"),
    ("networks: {n: {aliases: [x]}}", "networks: {n: {aliases: [y]}, default: }"),
    ("secrets: [s]", "secrets: [{source: s, target: x}]"),
    ("deploy: {replicas: 2, labels: {a: 1}, placement: {constraints: [ab==b]}, resources: {limits: {cpus: '1'}}}",
     "deploy: {replicas: 3, labels: {b: 2}, placement: {constraints: [cd==d]}, resources: {limits: {memory: 1g}}}"),
    ("hostname: x", "user: \"1\""),
]


def service(lines, beside=""):
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    image = "" if "image:" in lines else "    image: i\n"
    return f"services:\n  a:\n{image}{indented}{beside}\n"


class Case:
    def __init__(self, swarmplan, files):
        self.swarmplan = swarmplan
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.names = []
        for i, text in enumerate(files):
            self.names.append(f"c{i}.yml")
            (self.path / self.names[-1]).write_text(text)
        (self.path / "spec.toml").write_text(SPEC % ", ".join(f'"{name}"' for name in self.names))

    def run(self, command, text=None):
        done = subprocess.run(command, cwd=self.path, input=text, text=True, capture_output=True, check=False,
                              env={**VALUES, "PATH": os.environ["PATH"], "HOME": "/root"})
        return done.returncode, done.stdout, done.stderr

    def docker(self, text=None):
        files = [part for name in self.names for part in ("-c", name)] if text is None else ["-c", "-"]
        code, out, err = self.run(["docker", "stack", "config", *files], text)
        return yaml.load(out, yaml.BaseLoader) if code == 0 else f"refused: {err.strip()[-300:]}"

    def stack(self, *options):
        code, out, err = self.run([self.swarmplan, "stack", "spec.toml", *options])
        return out if code == 0 else f"refused: {err.strip()[:300]}"


def differences(theirs, ours, path=""):
    """What docker reads in the files and not in the stack. Lists of placement may hold more; `deploy` too."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        keys = theirs.keys() if ".deploy" in path or path.startswith((".networks", ".services.a.networks")) else theirs.keys() | ours.keys()
        return [d for k in sorted(keys) for d in differences(theirs.get(k), ours.get(k), f"{path}.{k}")
                if not f"{path}.{k}".startswith((".version",)) and f"{path}.{k}" not in (".networks", ".services.a.deploy")
                or (k in theirs and k != "version")]
    if theirs in ("null", None) and ours == {}:
        return []
    if isinstance(theirs, list) and isinstance(ours, list):
        if path.endswith(".ports"):
            theirs, ours = ([{"protocol": "tcp", "mode": "ingress", **port} for port in ports] for ports in (theirs, ours))
        if path.endswith((".constraints", ".aliases")):
            return [f"{path}: {item} is missing" for item in theirs if item not in ours]
        key = lambda item: str(sorted(item.items())) if isinstance(item, dict) else str(item)
        order = ".ports" in path or ".volumes" in path or path.endswith((".secrets", ".configs"))
        theirs, ours = (sorted(theirs, key=key), sorted(ours, key=key)) if order else (theirs, ours)
        if len(theirs) != len(ours):
            return [f"{path}: {theirs} became {ours}"]
        return [d for i, (a, b) in enumerate(zip(theirs, ours)) for d in differences(a, b, f"{path}.{i}")]
    return [] if theirs == ours else [f"{path}: {theirs!r} became {ours!r}"]


def compare(swarmplan, files, *options):
    case = Case(swarmplan, files)
    theirs = case.docker()
    if isinstance(theirs, str):
        return [f"the case itself is {theirs}"]
    stack = case.stack(*options)
    if stack.startswith("refused"):
        return [stack]
    ours = case.docker(stack)
    return [f"the stack is {ours}"] if isinstance(ours, str) else differences(theirs, ours)


def main():
    swarmplan, golden = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    try:
        usable = subprocess.run(["docker", "stack", "config", "-c", "-"], input=service(""), text=True,
                                capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        usable = False
    if not usable or yaml is None:
        print("\n########## compose files: no docker client with `docker stack config`, or no PyYAML\n"
              "########## stacks are NOT compared with what the client reads\n", file=sys.stderr)
        return 77
    cases = [([service(lines, beside)], ()) for lines, beside in SERVICES]
    cases += [([service(f"hostname: \"{text}\"\ncommand: [\"{text}\"]")], options)
              for text, options in itertools.product(TEXTS, ((), ("--interpolate",)))]
    cases += [([service(lines)], options) for lines, options in itertools.product(NUMBERS, ((), ("--interpolate",)))]
    beside = "volumes: {dd: }\nnetworks: {n: }\nsecrets: {s: {external: true}}"
    cases += [([service(a, beside), "services:\n  a:\n" + "".join(f"    {line}\n" for line in b.splitlines())], ()) for a, b in MERGES]
    wrong = [(files, found) for files, options in cases if (found := compare(swarmplan, files, *options))]
    for files, found in wrong:
        print("\n".join(files), *found, sep="\n", end="\n\n")
    refused = []
    stacks = sorted(golden.glob("*/stack.yml"))
    for stack in stacks:
        done = subprocess.run(["docker", "stack", "config", "-c", str(stack)], text=True, capture_output=True, check=False,
                              env={**os.environ, **dict.fromkeys(re.findall(r"\$\{(\w+)", stack.read_text()), "1")})
        if done.returncode != 0:
            refused.append(f"{stack}: {done.stderr.strip()}")
    print("\n".join(refused))
    print(f"{len(cases)} cases, {len(wrong)} differ; {len(stacks)} golden stacks, {len(refused)} refused")
    return 1 if wrong or refused or len(stacks) < 8 else 0


if __name__ == "__main__":
    sys.exit(main())
