"""PyYAML, a reader of YAML 1.1, takes every string that we print for the same string.

usage: yaml_readers_test.py PRINT_YAML
"""
import os
import random
import subprocess
import sys

try:
    import yaml
except ImportError:
    print("PyYAML is not installed (package python3-yaml): YAML 1.1 was NOT tested", file=sys.stderr)
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

HOSTILE = [
    "", " ", "yes", "No", "ON", "off", "y", "N", "true", "FALSE", "null", "~", "NaN", ".nan", ".inf", "-.INF", "1",
    "1.10", "012", "0o14", "0x1F", "0b11", "1_000", "1e3", "+1", "-1", "1.", ".5", "190:20:30", "22:22:22",
    "2024-01-01", "2001-12-14t21:59:43.10-05:00", "<<", "=", "-", "---", "...", "- ", "- a", "?", "? ", "? a", ":",
    ": ", "a: b", "a:", " #", "a #b", "#a", "'", '"', "'a'", "\\", "\\n", "\n", "a\nb", "\na", "a\n", "a\r\nb", "\t",
    "a\tb", " a", "a ", "$", "$$", "${X}", "$X", "@", "%", "%YAML", "`a`", "!tag", "!!int 3", "!", "&a", "*a", "|", ">",
    "[a]", "{a}", "a, b", ",", "3.8", "10s", "traefik:3.6", "a/b:c", "/path", "a=b", "\u00e9", "\u65e5\u672c",
    "\U0001f433", "\u00a0", "a\u0085b", "\u2028", "a\u2029b", "\ufeffa", "\u202eabc", "\x01", "\x1b[31m", "\x7f",
    "\x9f", "\ue000", "\ufffe", "\U0010ffff", "k" * 1100, "e" * 3000 + ': # "',
]


def random_strings(count):
    rng = random.Random(3)
    alphabet = list("ayno01289.:-+_xeEtT ,#'\"\\$&*!?|>@%`{}[]<=~\n\t\r/\u00e9\u2028\u0085\ufeff\U0001f433")
    return ["".join(rng.choice(alphabet) for _ in range(rng.randint(1, 7))) for _ in range(count)]


def main():
    strings = list(dict.fromkeys(HOSTILE + random_strings(20000)))
    given = "".join(text + "\0" for text in strings).encode("utf-8")
    printed = subprocess.run([sys.argv[1]], input=given, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    read = yaml.load(printed, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    wrong = [(a, b) for a, b in zip(strings, read["items"]) if a != b or not isinstance(b, str)]
    wrong += [(text, key) for text, key in zip(strings, read["keys"]) if text != key or not isinstance(key, str)]
    wrong += [(text, "number") for i, text in enumerate(strings) if read["keys"].get(text) != i]
    for text, got in wrong[:20]:
        print(f"{text!r} was read as {got!r}", file=sys.stderr)
    if wrong or len(read["items"]) != len(strings) or len(read["keys"]) != len(strings):
        sys.exit(f"{len(wrong)} of {len(strings)} strings were misread")
    print(f"{len(strings)} strings read back the same, as items and as keys")


main()
