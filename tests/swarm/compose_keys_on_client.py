#!/usr/bin/env python3
"""The table of keys against `docker stack config`: what the client takes and refuses, of each type, key by key.

usage: compose_keys_on_client.py PRINT_COMPOSE_KEYS. Ends with 77, said loudly, where no client has `stack config`.
The newest version of the format alone is asked for the types; each version for the keys that it brought.
"""
import concurrent.futures
import copy
import json
import subprocess
import sys

TEXT, INTEGER, NUMBER, BOOLEAN, LIST, MAP, NULL = 1, 2, 4, 8, 16, 32, 64
NEWEST = 13
TREATMENTS = ["taken", "warned", "deprecated", "ignored", "forbidden", "refused"]
SAMPLES = {TEXT: "10s", INTEGER: 7, NUMBER: 0.5, BOOLEAN: True, LIST: [], MAP: {}, NULL: None}
# Texts that the client checks the form of.
FORMS = {"services.*.ports.[]": "80:80", "services.*.volumes.[]": "/data", "services.*.expose.[]": "80",
         "services.*.deploy.update_config.order": "stop-first", "services.*.deploy.rollback_config.order": "stop-first",
         "version": "3.13", "services.*.deploy.resources.limits.memory": "64M",
         "services.*.deploy.resources.reservations.memory": "64M", "services.*.shm_size": "64M",
         "services.*.networks.[]": "n", "services.*.env_file": "/dev/null", "services.*.env_file.[]": "/dev/null"}
# What must stand beside a key so that the client looks at it alone.
BESIDE = {"services.*.ports.[]": {"target": 80}, "services.*.volumes.[]": {"type": "volume", "target": "/data"},
          "services.*.ulimits.*": {"soft": 1, "hard": 1}, "services.*.depends_on": {}}


def run(document):
    done = subprocess.run(["docker", "stack", "config", "-c", "-"], input=json.dumps(document), text=True,
                          capture_output=True, check=False)
    return done.returncode == 0, (done.stderr + done.stdout).strip()


def document(path, value, version):
    """The smallest file that holds the value at that path."""
    parts, value = path.split("."), copy.deepcopy(value)
    for i in range(len(parts), 0, -1):
        part, parent = parts[i - 1], ".".join(parts[:i - 1])
        if part == "[]":
            value = [value]
        else:
            name = {"*": "a", "x-*": "x-a"}.get(part, part)
            value = {**BESIDE.get(parent, {}), name: value}
    value.setdefault("version", f"3.{version}")
    if "services" not in value:
        value["services"] = {"a": {"image": "a"}}
    elif isinstance(value["services"], dict) and isinstance(value["services"].get("a"), dict):
        value["services"]["a"].setdefault("image", "a")
    return value


def judge(path, since, shapes, treatment):
    wrong = []
    for bit, sample in SAMPLES.items():
        sample = FORMS.get(path, sample) if bit == TEXT else BESIDE.get(path, sample) if bit == MAP else sample
        takes = since >= 0 and bool(shapes & bit or (bit == INTEGER and shapes & NUMBER))
        took, said = run(document(path, sample, NEWEST))
        if took != takes and not said.startswith(("panic", "runtime")):
            wrong.append(f"{path}: {json.dumps(sample)} is {'taken' if took else 'refused'} by the client: {said[:200]}")
    said = run(document(path, "10s", NEWEST))[1]
    if ("unsupported options" in said or "forbidden" in said) != (treatment == "forbidden"):
        wrong.append(f"{path}: {treatment}, but the client says {said[:200]}")
    if since > 0:
        bit = next(b for b in SAMPLES if shapes & b)
        sample = FORMS.get(path, SAMPLES[bit]) if bit == TEXT else SAMPLES[bit]
        for version in (since - 1, since):
            took, said = run(document(path, sample, version))
            if took != (version == since):
                wrong.append(f"{path}: version 3.{version} {'takes' if took else 'refuses'} it: {said[:200]}")
    return wrong


def main():
    try:
        usable = run({"version": "3.13", "services": {"a": {"image": "a"}}})[0]
    except FileNotFoundError:
        usable = False
    if not usable:
        print("\n########## compose keys: no docker client with `docker stack config`\n"
              "########## NOT compared with what the client takes\n", file=sys.stderr)
        return 77
    lines = subprocess.run([sys.argv[1]], text=True, capture_output=True, check=True).stdout.splitlines()
    rows = [(p, int(s), int(t), TREATMENTS[int(r)]) for p, s, t, r, _ in (line.split("\t") for line in lines)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        wrong = [w for found in pool.map(lambda row: judge(*row), rows) for w in found]
    print(f"{len(rows)} keys compared with {len(wrong)} differences")
    print("\n".join(wrong))
    return 1 if wrong or len(rows) < 300 else 0


if __name__ == "__main__":
    sys.exit(main())
