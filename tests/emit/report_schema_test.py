#!/usr/bin/env python3
"""Every sample report validates against the schema; each of them, broken by hand, does not.

Usage: report_schema_test.py REPORT_SAMPLES SCHEMA
Exits with 77 (skipped) where python3-jsonschema is missing, unless CI=true."""
import copy
import json
import os
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("SKIPPED: python3-jsonschema is not installed, report.json was NOT held against its schema")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

FULL, DECENTRALIZED, DOCUMENTS, NO_MANAGERS = range(4)
FIGURES = -1


def put(path, value):
    """A change that sets what stands at the path."""
    def change(report):
        for key in path[:-1]:
            report = report[key]
        report[path[-1]] = value
    return change


def drop(path):
    def change(report):
        for key in path[:-1]:
            report = report[key]
        del report[path[-1]]
    return change


BROKEN = [
    ("no cluster", FULL, drop(["cluster"])),
    ("no quorum key", FULL, drop(["quorum"])),
    ("no findings", FULL, drop(["findings"])),
    ("unknown key at the top", FULL, put(["extra"], 1)),
    ("unknown topology", FULL, put(["cluster", "topology"], "federated")),
    ("a negative count of nodes", FULL, put(["cluster", "nodes", "worker"], -1)),
    ("nodes without total", FULL, drop(["cluster", "nodes", "total"])),
    ("a level that is there with none", FULL, put(["cluster", "racks"], 0)),
    ("managers as text", FULL, put(["quorum", "managers"], "12")),
    ("no managers in a quorum", FULL, put(["quorum", "managers"], 0)),
    ("survives without node", FULL, drop(["quorum", "survives", "node"])),
    ("survives null", FULL, put(["quorum", "survives", "zone"], None)),
    ("negative spare", FULL, put(["quorum", "spare", "zone"], -1)),
    ("a level with a blank", FULL, put(["quorum", "survives", "a zone"], 1)),
    ("a domain without left", FULL, drop(["quorum", "domains", 0, "left"])),
    ("a node among the domains", FULL, put(["quorum", "domains", 0, "level"], "node")),
    ("a domain that keeps it by a number", FULL, put(["quorum", "domains", 0, "quorum"], 1)),
    ("count above 2^53 as a number", FULL, put(["quorum", "mixed", "count"], 2**53 + 1)),
    ("a small count as text", FULL, put(["quorum", "mixed", "count"], "12")),
    ("null count without at_least", FULL, put(["quorum", "mixed", "count"], None)),
    ("at_least beside an exact count", FULL, put(["quorum", "mixed", "at_least"], 3)),
    ("an empty cut set", FULL, put(["quorum", "mixed", "sets"], [[]])),
    ("a cut set with a member twice", FULL, put(["quorum", "mixed", "sets"], [["us", "us"]])),
    ("over 100 sets listed", FULL, put(["quorum", "mixed", "sets"], [[str(i)] for i in range(101)])),
    ("smallest of nothing", FULL, put(["quorum", "mixed", "smallest"], 0)),
    ("truncated missing", FULL, drop(["quorum", "mixed", "truncated"])),
    ("no mixed", FULL, drop(["quorum", "mixed"])),
    ("a goal without met", FULL, drop(["quorum", "goals", 0, "met"])),
    ("a goal of an unknown kind", FULL, put(["quorum", "goals", 0, "goal"], "thrive.zone")),
    ("a goal that survives nothing", FULL, put(["quorum", "goals", 0, "losses"], [])),
    ("a goal without witness", FULL, drop(["quorum", "goals", 0, "witness"])),
    ("a severity of its own", FULL, put(["findings", 0, "severity"], "fatal")),
    ("a finding on line 0", FULL, put(["findings", 0, "line"], 0)),
    ("a finding without help", FULL, drop(["findings", 0, "help"])),
    ("a rule with a blank", FULL, put(["findings", 0, "rule"], "manager count")),
    ("not_judged as text", FULL, put(["not_judged"], ["dns"])),
    ("losses in a centralized plan", FULL, put(["losses"], [])),
    ("a quorum in a decentralized plan", DECENTRALIZED, None),
    ("a decentralized plan without losses", DECENTRALIZED, drop(["losses"])),
    ("a loss without left", DECENTRALIZED, drop(["losses", 0, "left"])),
    ("a loss that leaves less than nothing", DECENTRALIZED, put(["losses", 0, "left", "service"], -1)),
    ("a chance above 1", FIGURES, put(["quorum", "loss", "probability"], 1.5)),
    ("a chance without importance", FIGURES, drop(["quorum", "loss", "importance"])),
    ("no failover", FULL, drop(["quorum", "failover"])),
    ("a leader without time", FIGURES, drop(["quorum", "latency", "leaders", 0, "commit_ms"])),
    ("a link with three ends", FIGURES, put(["quorum", "partitions", "bridges"], [["a", "b", "c"]])),
    ("a goal on time without what was found", FIGURES, drop(["quorum", "goals", 1, "worst_ms"])),
    ("null count of link cuts without at_least", FIGURES, put(["quorum", "partitions", "link_cuts", "count"], None)),
    ("a pattern that picks none", FULL, put(["quorum", "patterns", "zone"], [[]])),
    ("a name that no cluster has", NO_MANAGERS, put(["cluster", "name"], "a b")),
]


def main():
    samples = json.loads(subprocess.run([sys.argv[1]], check=True, capture_output=True).stdout)
    with open(sys.argv[2], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures = 0
    for index, sample in enumerate(samples):
        for error in validator.iter_errors(sample):
            failures += 1
            print(f"sample {index}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
    for name, index, change in BROKEN:
        report = copy.deepcopy(samples[index])
        if change is None:
            report["quorum"] = samples[DOCUMENTS]["quorum"]
        else:
            change(report)
        if validator.is_valid(report):
            failures += 1
            print(f"accepted though broken: {name}")
    print(f"{len(samples)} reports, {len(BROKEN)} broken ones, {failures} failures")
    return 1 if failures or len(samples) < 6 else 0


if __name__ == "__main__":
    sys.exit(main())
