#!/usr/bin/env python3
"""What `rehearse --format json` printed validates against its schema; broken by hand it does not.

Usage: rehearse_schema_test.py SCHEMA ANSWER...
Exits with 77 (skipped) where python3-jsonschema is missing, unless CI=true."""
import copy
import json
import os
import sys

try:
    import jsonschema
except ImportError:
    print("SKIPPED: python3-jsonschema is not installed, rehearse was NOT held against its schema")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

BROKEN = [
    ("no engine", lambda answer: answer.pop("engine")),
    ("an unknown key", lambda answer: answer.update(extra=1)),
    ("a drill of an unknown kind", lambda answer: answer["drills"][0].update(kind="flood")),
    ("a drill without a prediction", lambda answer: answer["drills"][0].pop("predicted")),
    ("time that runs backwards", lambda answer: answer.update(booted_s=-1)),
    ("a side without managers", lambda answer: answer["drills"][0]["sides"][0].pop("managers")),
]

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
failures = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        answer = json.load(file)
    for error in validator.iter_errors(answer):
        print(f"{path}: {'/'.join(map(str, error.path))}: {error.message}")
        failures += 1
    for what, spoil in BROKEN:
        spoiled = copy.deepcopy(answer)
        spoil(spoiled)
        if validator.is_valid(spoiled):
            print(f"{path}: the schema takes {what}")
            failures += 1
print(f"{len(sys.argv) - 2} answers, {failures} failures")
sys.exit(1 if failures or len(sys.argv) < 3 else 0)
