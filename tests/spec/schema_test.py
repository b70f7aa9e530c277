#!/usr/bin/python3
"""schema_test.py BINARY: the JSON Schema of a spec, judged by a validator that is not ours.

Every example passes it once `swarmplan fmt` has made it TOML; specs with one mistake each fail it.
"""
import json
import os
import subprocess
import sys

try:
    import tomllib
    import jsonschema
except ImportError as missing:
    print(f"SKIPPED: {missing.name} is missing (packages python3 and python3-jsonschema)", file=sys.stderr)
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = sys.argv[1]

GOOD = "[fra.a]\nmanagers = 1\nworkers = { count = 2, cpus = 4, labels = { disk = 'ssd' } }\n"
BROKEN = {
    "unknown key": "[cluster]\nnam = 'x'\n",
    "wrong type": "[cluster]\nname = 3\n",
    "unknown choice": "[cluster]\ntopology = 'central'\n",
    "negative count": "[fra.a]\nworkers = -1\n",
    "fraction": "[fra.a]\nworkers = 1.5\n",
    "absurd count": "[fra.a]\nworkers = 1000000000000\n",
    "unknown key in a place": "[fra.a]\nwokers = 1\n",
    "unknown key in a pool": "[fra.a]\nworkers = { count = 1, cpu = 2 }\n",
    "node without a role": "[fra.a]\nnodes = [{ hostname = 'a' }]\n",
    "bad place name": "[fra.'a b']\nworkers = 1\n",
    "image that is no text": "[services.web]\nimage = 3\n",  # without one it comes from a compose file
    "size without a unit": "[fra.a]\nworkers = { count = 1, memory = '512' }\n",
    "bad duration": "[goals]\ndowntime = '1 hour'\n",
    "p over one": "[availability]\nzone = { p = 2 }\n",
    "place inside a rack": "[fra.a.racks.r1.x]\nworkers = 1\n",
}


def main():
    schema = json.loads(subprocess.run([BINARY, "schema"], capture_output=True, check=True).stdout)
    validator = jsonschema.Draft7Validator
    validator.check_schema(schema)
    judge = validator(schema)
    passed, failed = 0, []
    for folder, _, names in os.walk(os.path.join(ROOT, "examples")):
        for name in sorted(names):
            if not name.endswith(".toml"):
                continue
            path = os.path.join(folder, name)
            text = subprocess.run([BINARY, "fmt", path], capture_output=True, check=True).stdout.decode()
            errors = list(judge.iter_errors(tomllib.loads(text)))
            passed += not errors
            failed += [f"{path}: {error.message} at {list(error.absolute_path)}" for error in errors]
    if list(judge.iter_errors(tomllib.loads(GOOD))):
        failed.append("a good spec fails")
    for what, text in BROKEN.items():
        told = subprocess.run([BINARY, "report", "-"], input=(GOOD if "fra.a" not in text else "") .encode() + text.encode(),
                              capture_output=True).returncode
        if told != 2:
            failed.append(f"{what}: the program itself takes it")
        if judge.is_valid(tomllib.loads(text)):
            failed.append(f"{what}: passes the schema")
        else:
            passed += 1
    print(*failed, sep="\n", file=sys.stderr)
    print(f"{passed} passed, {len(failed)} failed")
    sys.exit(1 if failed or passed < 20 else 0)


main()
