"""Rehearses small random layouts: every group, region and zone of each, on real engines. Can be ended and run again.

usage: rehearse_random.py SWARMPLAN DIR LAYOUTS [AT-ONCE]

A layout has 3 to 7 managers in 2 to 5 zones of one to three regions, with groups or without. The seed is its number.
DIR keeps NUMBER.toml and, once it is done, NUMBER.json; what is there is not done again. At the end, or when it is run
with LAYOUTS that are all there, the sum is printed. Ends with 1 when a verdict was not confirmed.
"""
import concurrent.futures
import json
import pathlib
import random
import subprocess
import sys


# A spec without services would be rehearsed with the plan's own; this one is left out, so that none is.
NO_SERVICES = '[services.none]\nimage = "none:1"\nglobal = true\nvolumes = ["/none:/none"]\n'


def layout(seed):
    """A spec as text. Every zone has a manager, or else it could not be told from one that is not there."""
    dice = random.Random(seed)
    zones = dice.randint(2, 5)
    managers = [1] * zones
    for _ in range(max(3, dice.randint(zones, 7)) - zones):
        managers[dice.randrange(zones)] += 1
    regions = dice.randint(1, min(3, zones))
    homes = list(range(regions)) + [dice.randrange(regions) for _ in range(zones - regions)]
    grouped = regions > 1 and dice.random() < 0.5
    groups = [dice.randrange(2) for _ in range(regions)]
    lines = [f'[cluster]\nname = "random-{seed}"']
    for region in range(regions):
        name = f"g{groups[region]}.r{region}" if grouped else f"r{region}"
        lines.append(f"[{name}]")
        lines += [f"z{zone} = {{ managers = {managers[zone]} }}" for zone in range(zones) if homes[zone] == region]
    return "\n".join(lines) + "\n" + NO_SERVICES


def levels(text):
    return ["zone", "region"] + (["group"] if "[g" in text else [])


def rehearse(swarmplan, folder, seed):
    spec, result = folder / f"{seed}.toml", folder / f"{seed}.json"
    if result.exists():
        return
    spec.write_text(layout(seed))
    options = [word for level in levels(layout(seed)) for word in ("--all", level)]
    done = subprocess.run([swarmplan, "rehearse", str(spec), "--format", "json", *options], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        print(f"{spec}: ended with {done.returncode}: {done.stderr}", file=sys.stderr)
        return
    result.with_suffix(".part").write_text(done.stdout)
    result.with_suffix(".part").rename(result)
    print(f"{seed}: {'all as foretold' if done.returncode == 0 else 'NOT AS FORETOLD'}", flush=True)


def main(swarmplan, folder, count, at_once=4):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(int(at_once)) as pool:
        list(pool.map(lambda seed: rehearse(swarmplan, folder, seed), range(1, int(count) + 1)))
    results = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    drills = [drill for result in results for drill in result["drills"]]
    wrong = [(result["cluster"], drill) for result in results for drill in result["drills"] if not drill["right"]]
    kept = sum(drill["predicted"]["kept"] for drill in drills)
    print(f"{len(results)} layouts, {len(drills)} drills ({kept} keep the quorum, {len(drills) - kept} lose it): "
          f"{len(drills) - len(wrong)} as foretold, {len(wrong)} not")
    for cluster, drill in wrong:
        print(f"{cluster}: {drill['drill']}: {'; '.join(drill['differences'])}")
    return 1 if wrong or len(results) < int(count) else 0


sys.exit(main(*sys.argv[1:]))
