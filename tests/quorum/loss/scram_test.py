#!/usr/bin/env python3
"""Our loss probabilities against those of SCRAM, to every digit that SCRAM prints.

scram_test.py PRINT_LOSS: the binary made of print_loss.cpp. Exit code 77: SCRAM is not installed (a failure where
CI=true).
"""

import os
import shutil
import subprocess
import sys

from scram_models import Model, nested, run_scram

LIMIT = 60  # seconds for one model; each takes under two


def models():
    two_two_one = [(0.001, [0, 1]), (0.001, [2, 3]), (0.002, [4])]
    five = [0.01, 0.02, 0.005, 0.01, 0.03]
    return [
        nested(3, 1, 1),
        nested(3, 3, 1),
        nested(3, 2, 2),
        nested(3, 1, 3, 0.02, 0.1, 0.3),
        Model("2-2-1-provider", [0.01] * 5, two_two_one + [(0.0007, [1, 2, 4])]),
        Model("5-two-declared", five, [(0.004, [0, 1, 2]), (0.003, [2, 3, 4])]),
        Model("5-ring", five, [(0.002 + 0.001 * i, [i, (i + 1) % 5]) for i in range(5)]),
        Model("7-crossing", [1e-4] * 7, [(1e-3, [0, 1, 2]), (2e-3, [2, 3, 4]), (3e-3, [4, 5, 6]), (1e-5, [0, 3, 6])]),
        Model("4-alike", [0.05] * 4, [(0.01, [0, 1]), (0.02, [0, 1]), (0.03, [1, 2]), (0.5, [3])]),
        Model("tiny", [1e-7, 2e-7, 3e-7, 4e-7, 5e-7], [(1e-11, [0, 1]), (1e-10, [1, 2, 3]), (3e-9, [3, 4])]),
        Model("one", [0.125], [(0.25, [0])]),
    ]


def digits_of(text):
    """Significant digits printed, at least one."""
    mantissa = text.lower().split("e")[0].replace(".", "").replace("-", "").lstrip("0")
    return max(len(mantissa), 1)


def agrees(ours, theirs):
    # SCRAM drops trailing zeros, so six digits are compared in any case.
    digits = max(digits_of(theirs), 6)
    return float(f"{ours:.{digits - 1}e}") == float(theirs)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: scram_test.py PRINT_LOSS")
    if not shutil.which("scram"):
        print("NOT RUN: scram is not installed (apt-get install scram); our probabilities were not compared")
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    text = "".join(model.as_text() for model in models())
    run = subprocess.run([sys.argv[1]], input=text, capture_output=True, text=True, check=True)
    ours = dict(line.split() for line in run.stdout.splitlines())
    wrong = 0
    for model in models():
        theirs, seconds = run_scram(model, LIMIT)
        if theirs is None:
            sys.exit(f"{model.name}: SCRAM did not finish in {LIMIT} s")
        good = agrees(float(ours[model.name]), theirs)
        wrong += not good
        print(f"{'same ' if good else 'WRONG'} {model.name:16} ours {ours[model.name]:24} scram {theirs} ({seconds:.2f} s)")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
