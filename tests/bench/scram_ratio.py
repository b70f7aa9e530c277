#!/usr/bin/env python3
"""Milliseconds of our loss probability and of SCRAM's, in the same run, and their ratio.

scram_ratio.py BENCH_LOSS [--long]: the binary made of bench_loss.cpp. SCRAM is a general tool: its time includes its
start (also shown) and the list of all cut sets, which it always makes. --long: 21 managers too, up to 60 s.
"""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "quorum", "loss"))
from scram_models import Model, nested, run_scram  # noqa: E402

LAYOUTS = {"9": (3, 3, 1), "12": (3, 2, 2), "15": (5, 3, 1), "21": (7, 3, 1)}


def main():
    long = "--long" in sys.argv[1:]
    paths = [argument for argument in sys.argv[1:] if argument != "--long"]
    if len(paths) != 1:
        sys.exit("usage: scram_ratio.py BENCH_LOSS [--long]")
    if not shutil.which("scram"):
        print("NOT RUN: scram is not installed (apt-get install scram)")
        sys.exit(77)
    run = subprocess.run([paths[0]], capture_output=True, text=True, check=True)
    print(run.stdout, end="")
    ours = {line.split()[0]: float(line.split()[1]) for line in run.stdout.splitlines()}
    _, start = min((run_scram(Model("one", [0.5], []), 10) for _ in range(3)), key=lambda result: result[1])
    print(f"scram starts in {start * 1000:.0f} ms")
    print(f"{'managers':>8} {'ours ms':>9} {'scram ms':>10} {'ratio':>10}")
    for managers, layout in LAYOUTS.items():
        if managers == "21" and not long:
            continue
        probability, seconds = run_scram(nested(*layout), 60)
        more = "" if probability else ">"
        print(f"{managers:>8} {ours[managers]:9.4f} {more + f'{seconds * 1000:.0f}':>10} "
              f"{more + f'{seconds * 1000 / ours[managers]:.0f}':>10}")


if __name__ == "__main__":
    main()
