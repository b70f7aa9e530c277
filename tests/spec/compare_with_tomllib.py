#!/usr/bin/env python3
"""Holds our reading of TOML against a second, unrelated parser: Python's own (3.11 and later).

    compare_with_tomllib.py PRINT_READINGS [COUNT] [SEED]

Every text that tomllib reads comes out of the notation pass unchanged. A text reads here exactly when tomllib reads what
the pass made of it, but for the limits listed below; and fmt changes nothing that tomllib can see.
"""
import math
import pathlib
import subprocess
import sys
import tomllib

# tomllib has whole numbers of any size, floats that overflow, any depth and any number of digits of a second.
OUR_LIMITS = ("does not fit in 64 bits", "is no date or time", "deep", "parts", "characters")


def read(text):
    try:
        return tomllib.loads(text.decode("utf-8").removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, RecursionError):
        return None


def same(a, b):
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    return type(a) is type(b) and a == b


def difference(text, toml, message, formatted):
    theirs, rewritten = read(text), read(toml)
    if theirs is not None and toml != text.removeprefix(b"\xef\xbb\xbf"):
        return "the notation pass changed valid TOML"
    if not message and rewritten is None:
        return "we read what tomllib refuses"
    if message and theirs is not None and not any(limit in message for limit in OUR_LIMITS):
        return "we refuse what tomllib reads: " + message
    if not message and not same(rewritten, read(formatted)):
        return "fmt changed the table"
    return ""


def corpus(name):
    path = pathlib.Path(__file__).parent / "corpus" / name
    for part in path.read_bytes().split(b"=== ")[1:]:
        title, _, text = part.partition(b"\n")
        yield title.decode(), text


def main():
    program, count, seed = sys.argv[1], *(sys.argv[2:] + ["10000", "3"][len(sys.argv) - 2:])
    failures = [f"{title}: tomllib refuses it" for title, text in corpus("valid.txt") if read(text) is None]
    for name in ("invalid.txt", "zones.txt"):
        failures += [f"{title}: tomllib reads it" for title, text in corpus(name) if read(text) is not None]
    readings = subprocess.run([program, count, seed], stdout=subprocess.PIPE, text=True, check=True).stdout
    texts = accepted = 0
    for line in readings.splitlines():
        text, toml, message, formatted = map(bytes.fromhex, line.split(" "))
        texts += 1
        accepted += not message
        if found := difference(text, toml, message.decode(), formatted):
            failures.append(f"{found}\n{text!r}")
    for failure in failures[:20]:
        print(failure)
    print(f"{texts} texts, {accepted} read, {len(failures)} differences")
    return 1 if failures or texts != int(count) or not 0 < accepted < texts else 0


sys.exit(main())
