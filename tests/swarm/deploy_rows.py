"""Confirms on the engine of DOCKER_HOST what `docker stack deploy` does with each row of a folder of YAML files.

usage: deploy_rows.py FOLDER [ROW...]     prints a line a row, with what was seen; 1 where a row was not confirmed

README.md in that folder tells how a row is written. Rows are deployed side by side, each as a stack of its own, on a
manager that is drained, so that nothing starts; those whose verdict is about tasks come after them, on an active one.
"""
import concurrent.futures
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
import time

import yaml

from engine_api import engine

VERDICTS = ("refused", "warned", "ignored", "honoured", "pending", "fails", "runs", "waits", "ends")
KEYS = {"name", "version", "service", "without", "top", "stack", "stacks", "as", "with", "env", "before",
        "again", "in", "verdict", "config"}
PATIENCE = 120  # seconds for what must come; nothing waits for what must not

# What is said on every deploy.
NOTICE = re.compile(r"Since --detach=false was not specified.*\n(.*\n)?|"
                    r"(Creating|Updating) (network|service|secret|config) .*\n")


bases = {}
one_at_a_time = threading.Lock()


def docker(*words, **options):
    done = subprocess.run(["docker", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    return done.returncode, done.stdout


def indented(text, by):
    return "".join(" " * by + line if line.strip() else line for line in text.splitlines(True))


def stack_text(version, service, top):
    """A stack file of one service `s`."""
    if service and not service.endswith("\n"):
        service += "\n"
    return f'version: "{version}"\nservices:\n  s:\n    image: box:1\n{indented(service, 4)}{top}'


class Row:
    def __init__(self, said, major):
        unknown = set(said) - KEYS
        assert not unknown, f"{said.get('name')}: unknown {sorted(unknown)}"
        self.name = said["name"]
        self.stack = said.get("as", self.name.replace(".", "-"))
        self.env = said.get("env", {})
        self.before = said.get("before", [])
        self.files = said.get("with", {})
        self.again = said.get("again")
        self.folders = said.get("in", [])
        self.texts = self.texts_of(said)
        self.base = None
        if "service" in said:
            self.base = stack_text(said.get("version", "3.8"), said.get("without", ""), said.get("top", ""))
        self.verdict = of_generation(said["verdict"], major)
        self.config = of_generation(said.get("config"), major)
        assert self.verdict and set(self.verdict) <= set(VERDICTS), f"{self.name}: {self.verdict}"

    @staticmethod
    def texts_of(said):
        if "service" in said:
            return [stack_text(said.get("version", "3.8"), said["service"], said.get("top", ""))]
        return said["stacks"] if "stacks" in said else [said["stack"]]

    def on_tasks(self):
        return bool({"pending", "fails", "runs", "waits", "ends"} & set(self.verdict))


def of_generation(said, major):
    """`said` may be a mapping from the first major version for which it holds."""
    if not isinstance(said, dict) or not all(isinstance(key, int) for key in said):
        return said
    return said[max(key for key in said if key <= major)]


def written(name, content):
    os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "w", encoding="utf-8") as file:
        file.write("x" * content if isinstance(content, int) else content)
    return name


def deploy(stack, texts, files, env, client=("deploy", "--resolve-image", "never"), folders=()):
    """Exit code, and what was said beyond the names of what is created."""
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        for name, content in files.items():
            written(os.path.join(folder, name), content)
        chosen = []
        for index, text in enumerate(texts):
            below = folders[index] if index < len(folders) else ""
            chosen += ["-c", written(os.path.join(folder, below, f"{index}.yml"), text)]
        target = [stack] if client[0] == "deploy" else []
        code, said = docker("stack", *client, *chosen, *target, cwd=folder, env={**os.environ, **env})
        said = re.sub(r'time="[^"]*" level=warning msg="(.*)"', r"\1", said.replace(folder + "/", ""))
        return code, (NOTICE.sub("", said) if client[0] == "deploy" else said).strip()


def without_labels(value):
    """A spec without the labels that deploy sets, and without what is empty."""
    if isinstance(value, dict):
        kept = {key: without_labels(each) for key, each in value.items() if not key.startswith("com.docker.stack.")}
        return {key: each for key, each in kept.items() if each not in ({}, [], None)}
    if isinstance(value, list):
        return [without_labels(each) for each in value]
    return value


def spec_of(service, stack, networks):
    """Its spec, as if the stack had no name."""
    text = json.dumps(service["Spec"]).replace(f'"{stack}_', '"')
    for identity, name in networks.items():
        text = text.replace(f'"{identity}"', json.dumps(name.removeprefix(stack + "_")))
    return without_labels(json.loads(text))


def services_of(stack):
    """Name without the stack's → spec; they are removed from the engine."""
    networks = {each["Id"]: each["Name"] for each in engine("GET", "/networks")}
    specs = {}
    for service in engine("GET", "/services", label=f"com.docker.stack.namespace={stack}"):
        spec = spec_of(service, stack, networks)
        specs[spec["Name"]] = spec
    return specs


def remove(stack):
    for service in engine("GET", "/services", label=f"com.docker.stack.namespace={stack}"):
        engine("DELETE", "/services/" + service["ID"])


def services_of_base(row):
    """What an engine makes of the text that lacks what the row is about."""
    with one_at_a_time:
        if row.base not in bases:
            stack = f"base{len(bases)}"
            code, said = deploy(stack, [row.base], row.files, row.env)
            assert code == 0, f"{said}\n{row.base}"
            bases[row.base] = services_of(stack)
            remove(stack)
        return bases[row.base]


def flat(value, path=""):
    if isinstance(value, (dict, list)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        below = [flat(inner, f"{path}.{each}" if path else f"{each}") for each, inner in pairs]
        return {key: leaf for leaves in below for key, leaf in leaves.items()}
    return {path: value}


def differences(specs, base):
    left, right = flat(specs), flat(base)
    return {key: left.get(key) for key in sorted(set(left) | set(right)) if left.get(key) != right.get(key)}


SHORT = {"container.": "TaskTemplate.ContainerSpec.", "task.": "TaskTemplate.", "ports.": "EndpointSpec.Ports."}


def look_up(path, specs, stack):
    """What stands at `[KIND NAME: ]path`, KIND service (then without NAME s), network, secret or config."""
    kind, name = "service", "s"
    if ": " in path:
        (kind, name), path = path.split(": ")[0].split(" "), path.split(": ")[1]
    if kind == "service":
        value = specs[name]
        for short, long in SHORT.items():
            path = long + path[len(short):] if path.startswith(short) else path
    else:
        found = [each for each in engine("GET", f"/{kind}s", label=f"com.docker.stack.namespace={stack}")
                 if (each.get("Name") or each["Spec"]["Name"]) in (name, f"{stack}_{name}")]
        value = found[0] if found else None
    steps = path.split(".")
    for index, step in enumerate(steps):
        if isinstance(value, dict) and ".".join(steps[index:]) in value:
            return value[".".join(steps[index:])]
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def explanation(stack, states, text):
    """Of the tasks, once one of them has it; else the last that was seen."""
    limit = time.monotonic() + PATIENCE
    seen = ""
    while time.monotonic() < limit:
        for task in engine("GET", "/tasks", label=f"com.docker.stack.namespace={stack}"):
            seen = f"{task['Status']['State']}: {task['Status'].get('Err', '')}"
            if task["Status"]["State"] in states and text in seen:
                return seen
        time.sleep(0.2)
    return seen


def waiting(stack):
    """What the task of service s is at, seen once that of service t runs."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        names = {each["ID"]: each["Spec"]["Name"] for each in
                 engine("GET", "/services", label=f"com.docker.stack.namespace={stack}")}
        states = {names.get(task["ServiceID"]): task["Status"]["State"] for task in
                  engine("GET", "/tasks", label=f"com.docker.stack.namespace={stack}")}
        if states.get(f"{stack}_t") == "running":
            return states.get(f"{stack}_s")
        time.sleep(0.2)
    return "t does not run"


def engine_ended():
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        try:
            engine("GET", "/version")
        except OSError:
            return True
        time.sleep(0.2)
    return False


def confirm(row, code, said):
    """What was seen, and what of it is not as the row says."""
    verdict = row.verdict
    if code != 0:
        seen = f"refused: {said}"
        return seen, [] if "refused" in verdict and verdict["refused"] in said else ["refused"]
    wrong = [] if "refused" not in verdict else ["not refused"]
    specs = services_of(row.stack)
    diff = differences(specs, services_of_base(row)) if row.base else None
    seen = "; ".join(filter(None, [f"warned: {said}" if said else "silent",
                                   "" if diff is None else f"shows {diff}" if diff else "no trace"]))
    if ("warned" in verdict) != bool(said) or verdict.get("warned", "") not in said:
        wrong.append("warned" if said else "no warning")
    if "ignored" in verdict or ("warned" in verdict and "honoured" not in verdict):
        wrong += [] if diff == {} else ["leaves a trace" if diff else "nothing to compare with"]
    honoured = verdict.get("honoured", {})
    for path, want in (honoured.items() if isinstance(honoured, dict) else []):
        got = look_up(path, specs, row.stack)
        wrong += [] if got == want else [f"{path} is {got!r} instead of {want!r}"]
        seen += "" if row.base else f"; {path} is {got!r}"
    for kind, states in (("pending", ("pending",)), ("fails", ("rejected", "failed")), ("runs", ("running",))):
        if kind in verdict:
            want = "" if verdict[kind] is True else verdict[kind]
            told = explanation(row.stack, states, want)
            seen += f"; {told}"
            wrong += [] if want in told and told.split(":")[0] in states else [f"not {kind}"]
    if "waits" in verdict:
        state = waiting(row.stack)
        seen += f"; {state}"
        wrong += [] if state == verdict["waits"] else [f"not {verdict['waits']}"]
    return seen, wrong


def confirm_config(row, code, text):
    """`docker stack config` refuses what deploy refuses, and nothing else, where the row does not say otherwise."""
    seen = f"config refuses: {text}" if code else "config accepts"
    if isinstance(row.config, dict) and "prints" in row.config:
        return f"config prints: {text}", [] if code == 0 and row.config["prints"] in text else ["stack config prints"]
    refused = isinstance(row.config, dict) or (row.config != "accepts" and "refused" in row.verdict)
    text_wanted = row.config["refuses"] if isinstance(row.config, dict) else ""
    return seen, [] if refused == (code != 0) and text_wanted in text else ["stack config"]


def outcome(row, can_config):
    try:
        return run(row, can_config)
    except Exception as error:  # the other rows are still to be seen
        return "", [f"{type(error).__name__}: {error}"]


def run(row, can_config):
    for words in row.before:
        code, said = docker(*shlex.split(words))
        assert code == 0, f"{row.name}: docker {words}: {said}"
    texts, files = row.texts, row.files
    code, said = deploy(row.stack, texts, files, row.env, folders=row.folders)
    if "ends" in row.verdict:
        ended = engine_ended()
        return f"the engine {'ends' if ended else 'lives'}", [] if ended and code == 0 else ["does not end"]
    if row.again is not None and code == 0:
        texts = [row.again["stack"]] if "stack" in row.again else texts
        files = {**files, **row.again.get("with", {})}
        code, said = deploy(row.stack, texts, files, row.env, folders=row.folders)
    seen, wrong = confirm(row, code, said)
    remove(row.stack)
    if can_config:
        more = confirm_config(row, *deploy(row.stack, texts, files, row.env, ("config",), row.folders))
        if more[1] or row.config:
            seen += f"; {more[0]}"
        wrong += more[1]
    return seen, wrong


def availability(node, wanted):
    assert docker("node", "update", "--availability", wanted, node)[0] == 0


def rows_of(folder, chosen, major):
    rows = []
    for path in sorted(glob.glob(os.path.join(folder, "*.yaml"))):
        with open(path, encoding="utf-8") as file:
            rows += [Row(said, major) for said in yaml.safe_load(file)]
    names = [row.name for row in rows]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"named twice: {twice}"
    assert set(chosen) <= set(names), f"no such row: {set(chosen) - set(names)}"
    return [row for row in rows if row.name in chosen or not chosen]


def main(folder, chosen):
    version = engine("GET", "/version")["Version"]
    rows = rows_of(folder, chosen, int(version.split(".")[0]))
    can_config = docker("stack", "config", "--help")[1].find("stack config [OPTIONS]") >= 0
    node = engine("GET", "/nodes")[0]["ID"]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        last = [row for row in rows if "ends" in row.verdict]
        assert len(last) <= 1, "one engine cannot end twice"
        for wanted, batch in (("drain", [row for row in rows if not row.on_tasks()]),
                              ("active", [row for row in rows if row.on_tasks() and row not in last]),
                              ("active", last)):
            if batch:
                availability(node, wanted)
            for row, (seen, wrong) in zip(batch, pool.map(lambda each: outcome(each, can_config), batch)):
                failed += bool(wrong)
                print(f"{'FAILED' if wrong else 'ok'}  {row.name}  {', '.join(wrong)}{' | ' if wrong else ''}{seen}",
                      flush=True)
    print(f"{len(rows) - failed} rows confirmed, {failed} not, engine and client {version}")
    return 1 if failed or not rows else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
