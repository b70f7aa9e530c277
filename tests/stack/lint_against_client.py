#!/usr/bin/env python3
"""What lint calls refused against what `docker stack config` refuses, on thousands of small mutated stack files.

usage: lint_against_client.py SWARMPLAN [ROUNDS] [SEED]. Ends with 77, said loudly, where no client has `stack config`.
Each file is told by both; every difference is printed. Rules about what only the engine refuses are not compared.
"""
import concurrent.futures
import copy
import json
import os
import random
import subprocess
import sys
import tempfile

CLIENT_RULES = {"stack-refused", "stack-key-unknown", "stack-key-refused", "stack-key-too-new", "invalid-syntax",
                "too-large", "dollar-unescaped"}
BASE = """version: "3.13"
x-note: {a: [1]}
services:
  web:
    image: nginx:1.27
    command: ["a", "b"]
    entrypoint: run --fast
    environment: {A: "1", B: 2, C: }
    labels: [a=b, c]
    ports: ["8080:80", {target: 81, published: 8081, mode: host}]
    volumes: ["data:/data", {type: tmpfs, target: /run, tmpfs: {size: 1000}}]
    networks: {front: {aliases: [w]}}
    secrets: [{source: key, mode: 256}]
    configs: [conf]
    depends_on: [db]
    ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}
    healthcheck: {test: [CMD, ls], interval: 10s, retries: 3, start_period: 1m}
    logging: {driver: json-file, options: {max-size: 1m}}
    extra_hosts: ["a:1.2.3.4"]
    cap_add: [NET_ADMIN]
    sysctls: {a.b: 1}
    stop_grace_period: 1m30s
    init: true
    tty: false
    deploy:
      mode: replicated
      replicas: 3
      labels: {x: y}
      endpoint_mode: vip
      update_config: {parallelism: 2, delay: 5s, order: start-first, max_failure_ratio: 0.1}
      rollback_config: {parallelism: 0, monitor: 10s}
      restart_policy: {condition: any, delay: 5s, max_attempts: 3, window: 10s}
      resources:
        limits: {cpus: "0.5", memory: 64M, pids: 10}
        reservations: {memory: 1g, generic_resources: [{discrete_resource_spec: {kind: gpu, value: 1}}]}
      placement:
        constraints: [node.role == worker]
        preferences: [{spread: node.labels.zone}]
        max_replicas_per_node: 1
  db:
    image: postgres:16
    networks: [back]
    env_file: []
    restart: always
networks:
  front: {driver: overlay, attachable: true, driver_opts: {encrypted: ""}, ipam: {config: [{subnet: 10.1.0.0/24}]}}
  back:
volumes: {data: {driver: local, labels: {a: b}}}
secrets: {key: {external: true, name: k}}
configs: {conf: {file: /dev/null, name: c1}}
"""
WORDS = ['"1"', "1", "0", "-1", "1.5", "true", "yes", "~", "[]", "{}", "a", '""', "5s", '"5"', "64M", "[a]", "[a, a]",
         "{a: b}", "{x-a: 1}", "80", "80:80", "1.0", "start-first", "0x10", "1e3", "[1]", "[{}]", "a b", "'a'", "$$",
         "'5$'", "2024-01-01", "${UNSET_HERE}", "'a:b:/c'", "70000", "-5s", "null", "[[a]]", "'80-81:80-82'"]
KEYS = ["image", "deploy", "ports", "name", "x-a", "profiles", "labels", "driver", "external", "mem_limit", "cpus",
        "tmpfs",
        "order", "mode", "platform", "privileged", "init", "build", "aliases", "target", "source", "type", "retries",
        "a b", "restart", "file", "scale", "services", "volumes", "isolation", "credential_spec", "configs", "devices",
        "parallelism", "spread", "published", "read_only", "dns", "expose", "links", "user", "oom_score_adj", "hostname",
        "attachable", "internal", "ipv4_address", "driver_opts", "template_driver", "env_file", "group_add"]


def paths(value, here=()):
    yield here
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, here + (key,))


class Raw(str):
    """Text that stands in the YAML as it is."""


def dump(value):
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k) if not isinstance(k, Raw) else k}: {dump(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(dump, value)) + "]"
    return json.dumps(value)


def mutated(base, rng):
    tree = copy.deepcopy(base)
    for _ in range(rng.choice((1, 1, 1, 2))):
        where = rng.choice([p for p in paths(tree) if p])
        parent = tree
        for step in where[:-1]:
            parent = parent[step]
        what = rng.random()
        if what < 0.45:
            parent[where[-1]] = Raw(rng.choice(WORDS))
        elif what < 0.55 and isinstance(parent, dict):
            parent[rng.choice(KEYS)] = parent.pop(where[-1])
        elif what < 0.80 and isinstance(parent, dict):
            parent[rng.choice(KEYS)] = Raw(rng.choice(WORDS))
        elif what < 0.90 and isinstance(parent, list):
            parent.append(rng.choice([parent[0], Raw(rng.choice(WORDS))]))
        elif what < 0.95:
            tree["version"] = rng.choice(["3", "", "2.4", "3.14"] + [f"3.{i}" for i in range(14)])
        else:
            del parent[where[-1]]
        if not isinstance(tree, dict) or any(isinstance(v, Raw) for v in (tree,)):
            break
    return dump(tree) + "\n"


def judge(binary, folder, number, text):
    name = os.path.join(folder, f"{number}.yml")
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    theirs = subprocess.run(["docker", "stack", "config", "-c", name], capture_output=True, text=True, check=False)
    ours = subprocess.run([binary, "lint", "--format", "json", name], capture_output=True, text=True, check=False)
    errors = [f for f in json.loads(ours.stdout)["findings"] if f["severity"] == "error" and f["rule"] in CLIENT_RULES]
    if theirs.returncode != 0 and (theirs.stderr.startswith(("panic", "runtime", "fatal"))
                                   or "no such file or directory" in theirs.stderr):  # lint looks at no other file
        return None
    if (theirs.returncode != 0) == bool(errors):
        return None
    said = theirs.stderr.strip().replace("\n", " / ")[:200] if theirs.returncode else "takes it"
    told = "; ".join(f"{f['rule']}: {f['message']}" for f in errors)[:300] or "no error"
    return f"client: {said}\n  lint: {told}\n  {text}"


def main():
    import yaml
    binary = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    try:
        probe = subprocess.run(["docker", "stack", "config", "-c", "-"], input=BASE, capture_output=True, text=True,
                               check=False)
        usable = probe.returncode == 0
    except FileNotFoundError:
        usable = False
    if not usable:
        print("\n########## lint: no docker client with `docker stack config`\n"
              "########## NOT compared with what the client refuses\n", file=sys.stderr)
        return 77
    rng, base = random.Random(seed), yaml.safe_load(BASE)
    texts = [BASE] + [mutated(base, rng) for _ in range(rounds)]
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda pair: judge(binary, folder, *pair), enumerate(texts)))
    wrong = [r for r in results if r]
    print(f"seed {seed}: {len(texts)} files, {len(wrong)} differences")
    print("\n".join(wrong[:40]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
