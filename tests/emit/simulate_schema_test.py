#!/usr/bin/env python3
"""What `simulate --format json` prints validates against its schema; broken by hand it does not.

Usage: simulate_schema_test.py SWARMPLAN SCHEMA FOLDER: every question written into the specs of FOLDER is asked.
Exits with 77 (skipped) where python3-jsonschema is missing, unless CI=true."""
import copy
import glob
import json
import os
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("SKIPPED: python3-jsonschema is not installed, simulate was NOT held against its schema")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

MARK = "# simulate: "


def answers(binary, folder):
    for spec in sorted(glob.glob(os.path.join(folder, "*.toml"))):
        with open(spec, encoding="utf-8") as file:
            questions = [line[len(MARK):].split() for line in file if line.startswith(MARK)]
        for question in questions:
            run = subprocess.run([binary, "simulate", spec, "--format", "json", *question], capture_output=True)
            if run.returncode < 2:
                yield f"{os.path.basename(spec)} {' '.join(question)}", json.loads(run.stdout)


BROKEN = [
    ("no quorum key", lambda answer: answer.pop("quorum")),
    ("a goal without met", lambda answer: answer["goals"].append({"goal": "survive.zone"})),
    ("a goal of an unknown kind", lambda answer: answer["goals"].append({"goal": "thrive", "met": True})),
    ("less than nothing left", lambda answer: answer["nodes"].update(manager=-1)),
    ("an unknown key", lambda answer: answer.update(extra=1)),
    ("a place without level", lambda answer: answer["places"][0].pop("level")),
]


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures, seen = 0, list(answers(sys.argv[1], sys.argv[3]))
    for name, answer in seen:
        for error in validator.iter_errors(answer):
            failures += 1
            print(f"{name}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
        for what, change in BROKEN:
            broken = copy.deepcopy(answer)
            change(broken)
            if validator.is_valid(broken):
                failures += 1
                print(f"{name}: accepted though broken: {what}")
    keys = {key for _, answer in seen for key in answer} | {key for _, answer in seen for key in answer["quorum"] or {}}
    print(f"{len(seen)} answers, {len(BROKEN)} ways to break each, {failures} failures")
    return 1 if failures or len(seen) < 12 or not {"max", "sides", "services"} <= keys else 0


if __name__ == "__main__":
    sys.exit(main())
