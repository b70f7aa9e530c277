"""Plays random cases on the Swarm whose manager listens on DOCKER_HOST, and holds what is seen after each step against
what the scheduler's model foretells.

usage: scheduler_compare.py FORETELL [CASES [SEED]]     1 where a placement was seen that was not foretold

Without CASES, or with 0 of them, it plays those that are made for a question: updates that start first, two levels.

What is compared after each step, of each service: how many tasks each node has, as a whole one of those that were
foretold, and why tasks pend, in the engine's words. A case in which the engines noticed a death that was none (a busy
machine) is played again. What the model foretells is a sample: where a placement is not in it, a larger one is drawn.
"""
import json
import os
import subprocess
import sys
import time

import scheduler_cases
from engine_api import engine

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 180  # seconds for what must come
CALM = 1.2      # seconds without a change: longer than the scheduler gathers changes, which is 1 at most
SEEDS = (2000, 40000)
WANTED = ("running", "ready")  # what a task is to be
UNDERWAY = ("assigned", "accepted", "preparing", "ready", "starting", "running")  # what it is
COMMAND = ["/busybox", "sleep", "100000"]


class Disturbed(Exception):
    """A node was seen as it should not be: the case says nothing."""


def shell(words):
    subprocess.run(["bash", "-c", f'. "{HERE}/engines.sh"; {words}'], check=True)


def nodes_now():
    return {node["Description"]["Hostname"]: node for node in engine("GET", "/nodes")}


def update_node(name, **spec):
    node = nodes_now()[name]
    engine("POST", f"/nodes/{node['ID']}/update?version={node['Version']['Index']}", {**node["Spec"], **spec})


def spec_of(service):
    """A service of a case, as the Engine's API has it."""
    reserve = service.get("reserve", {})
    reserved = {"NanoCPUs": round(reserve.get("cpus", 0) * 1e9), "MemoryBytes": reserve.get("memory", 0)}
    ports = [port.split("/") for port in service.get("host_ports", [])]
    update = {"Parallelism": service.get("update", {}).get("parallelism", 1),
              "Order": service.get("update", {}).get("order", "stop-first"), "FailureAction": "continue"}
    return {
        "Name": service["name"],
        "Mode": {"Global": {}} if service.get("global") else {"Replicated": {"Replicas": service["replicas"]}},
        "UpdateConfig": update,
        "EndpointSpec": {"Ports": [{"Protocol": protocol, "TargetPort": int(port), "PublishedPort": int(port),
                                    "PublishMode": "host"} for protocol, port in ports]},
        "TaskTemplate": {
            "ContainerSpec": {"Image": "box:1", "Command": COMMAND, "StopSignal": "SIGKILL"},
            "Resources": {"Reservations": reserved},
            "RestartPolicy": {"Condition": "any", "Delay": 0},
            "Placement": {"Constraints": service.get("constraints", []),
                          "Preferences": [{"Spread": {"SpreadDescriptor": each}} for each in service["preferences"]],
                          "MaxReplicas": service.get("max_per_node", 0)}}}


def change_service(name, change):
    service = engine("GET", f"/services/{name}")
    change(service["Spec"])
    engine("POST", f"/services/{service['ID']}/update?version={service['Version']['Index']}", service["Spec"])


class Swarm:
    """The real one."""

    def __init__(self):
        self.dead = set()

    def check(self):
        """None is down but those that were killed."""
        down = {name for name, node in nodes_now().items() if node["Status"]["State"] != "ready"}
        if down - self.dead:
            raise Disturbed(f"{sorted(down - self.dead)} went down by themselves")

    def wait(self, done, what):
        limit = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > limit:
                raise RuntimeError(f"waited {PATIENCE} s in vain: {what}")
            time.sleep(0.1)

    def prepare(self, case):
        """No services, no tasks; nodes as the case has them."""
        for service in engine("GET", "/services"):
            engine("DELETE", f"/services/{service['ID']}")
        self.revive(sorted(self.dead))
        for node in case["nodes"]:
            update_node(node["name"], Labels=node["labels"], Availability=node["availability"])
        self.wait(lambda: not engine("GET", "/tasks"), "the tasks of the case before end")

    def revive(self, names):
        for name in names:
            shell(f"engine_start_again {name}; disown")
        self.wait(lambda: all(nodes_now()[name]["Status"]["State"] == "ready" for name in names), f"{names} return")
        self.dead -= set(names)

    def play(self, step, case):
        what, whom = next(iter(step.items()))
        if what == "create":
            for name in whom:
                engine("POST", "/services/create", spec_of(next(s for s in case["services"] if s["name"] == name)))
        elif what == "scale":
            change_service(whom, lambda spec: spec["Mode"]["Replicated"].update(Replicas=step["to"]))
        elif what == "force_update":
            change_service(whom, lambda spec: spec["TaskTemplate"].update(
                ForceUpdate=spec["TaskTemplate"].get("ForceUpdate", 0) + 1))
        elif what == "kill":
            for name in whom:
                shell(f"engine_stop {name}")
            self.dead |= set(whom)
            self.wait(lambda: all(nodes_now()[name]["Status"]["State"] == "down" for name in whom), f"{whom} are down")
        elif what == "return":
            self.revive(whom)
        else:
            for name in whom:
                update_node(name, Availability={"drain": "drain", "pause": "pause", "activate": "active"}[what])
        self.rest()

    def at_rest(self, tasks):
        """Wanted tasks run, or pend with a reason; the others have stopped, where their node can tell; no update goes
        on, but one that waits for a task that pends."""
        alive = {node["ID"] for name, node in nodes_now().items() if name not in self.dead}
        pends = any(task["DesiredState"] in WANTED and task["Status"]["State"] == "pending" for task in tasks)
        for task in tasks:
            state = task["Status"]["State"]
            if task["DesiredState"] in WANTED:
                if state != "running" and not (state == "pending" and task["Status"].get("Err")):
                    return False
            elif task.get("NodeID") in alive and state in UNDERWAY:
                return False
        for service in engine("GET", "/services"):
            mode = service["Spec"]["Mode"]
            wanted = [task for task in tasks if task["ServiceID"] == service["ID"]
                      and task["DesiredState"] in WANTED]
            if service.get("UpdateStatus", {}).get("State") == "updating" and not pends:
                return False
            if "Replicated" in mode and len(wanted) != mode["Replicated"]["Replicas"] and not pends:
                return False
        return True

    def rest(self):
        """Until nothing has changed for a while, and what is there may stay."""
        limit, seen, since = time.monotonic() + PATIENCE, None, 0
        while True:
            self.check()
            tasks = engine("GET", "/tasks")
            now = sorted((task["ID"], task["Version"]["Index"]) for task in tasks)
            if now != seen:
                seen, since = now, time.monotonic()
            if time.monotonic() - since >= CALM and self.at_rest(tasks):
                return
            if time.monotonic() > limit:
                states = [(t["ServiceID"][:4], t.get("Slot"), t["DesiredState"], t["Status"]["State"],
                           t["Status"].get("Err")) for t in tasks]
                raise RuntimeError(f"no rest after {PATIENCE} s: {states}")
            time.sleep(0.15)

    def seen(self):
        """Service → what runs where, and why tasks pend."""
        names = {node["ID"]: name for name, node in nodes_now().items()}
        found = {}
        for service in engine("GET", "/services"):
            tasks = [task for task in engine("GET", "/tasks", service=service["ID"])
                     if task["DesiredState"] in WANTED]
            counts = {name: 0 for name in names.values()}
            for task in tasks:
                if task.get("NodeID") and task["Status"]["State"] != "pending":
                    counts[names[task["NodeID"]]] += 1
            pending = [task["Status"].get("Err", "") for task in tasks if task["Status"]["State"] == "pending"]
            found[service["Spec"]["Name"]] = (counts, pending)
        return found


def with_machines(case, version):
    """The case as FORETELL reads it: with what the engines report of their machines. Placements are told by node."""
    known = nodes_now()
    told = []
    for node in case["nodes"]:
        machine = known[node["name"]]["Description"]
        told.append({**node, "id": known[node["name"]]["ID"], "address": known[node["name"]]["Status"]["Addr"],
                     "os": machine["Platform"]["OS"], "arch": machine["Platform"]["Architecture"],
                     "cpus": machine["Resources"]["NanoCPUs"] / 1e9, "memory": machine["Resources"]["MemoryBytes"],
                     "labels": {**node["labels"], "itself": node["name"]}})
    return {**case, "nodes": told, "zone_label": "itself", "engine": ".".join(version.split(".")[:2])}


def foretold(program, case, seeds):
    done = subprocess.run([program, "-", "--seeds", str(seeds)], input=json.dumps(case), stdout=subprocess.PIPE,
                          check=True, text=True)
    return json.loads(done.stdout)["steps"]


def is_foretold(steps, found):
    """Words on what is not as it was foretold for the last of the steps, none where all is. A task that Swarm no longer
    tries keeps the reason of an earlier step."""
    wrong = []
    for name, (counts, pending) in found.items():
        service = steps[-1]["services"][name]
        earlier = {why for step in steps if name in step["services"] for why in step["services"][name]["why"]}
        if not any(split["zones"] == counts for split in service["splits"]):
            where = {node: count for node, count in counts.items() if count}
            ranges = {node: f"{r['min']}-{r['max']}" for node, r in service["nodes"].items() if r["max"]}
            wrong.append(f"{name} on {where}, {len(pending)} pending {sorted(set(pending))}; foretold in "
                         f"{len(service['splits'])} ways: {ranges}, {service['pending']['max']} pending")
        elif pending and not (set(pending) & set(service["why"]) and set(pending) <= earlier):
            wrong.append(f"{name} pends for {sorted(set(pending))}; foretold {service['why']}")
    return wrong


class Comparison:
    def __init__(self, program):
        self.program, self.version = program, engine("GET", "/version")["Version"]
        self.swarm = Swarm()
        self.cases = self.placements = self.certain = 0

    def try_case(self, case):
        """Ends with what was wrong."""
        self.swarm.prepare(case)
        told = with_machines(case, self.version)
        steps = foretold(self.program, told, SEEDS[0])
        larger = None
        ways, wrong = [], []
        for index, step in enumerate(case["steps"]):
            self.swarm.play(step, case)
            found = self.swarm.seen()
            bad = is_foretold(steps[:index + 1], found)
            if bad:
                larger = larger or foretold(self.program, told, SEEDS[1])
                bad = is_foretold(larger[:index + 1], found)
            wrong += [f"after {json.dumps(step)}: {words}" for words in bad]
            ways += [len(service["splits"]) for service in steps[index]["services"].values()]
        self.cases += 1
        self.placements += len(ways)
        self.certain += ways.count(1)
        return ways, wrong

    def run(self, name, case):
        began = time.monotonic()
        for attempt in range(1, 4):
            try:
                ways, wrong = self.try_case(case)
                break
            except Disturbed as disturbed:
                print(f"case {name}: {disturbed}; again", flush=True)
                if attempt == 3:
                    raise
        steps = " ".join(next(iter(step)) for step in case["steps"])
        print(f"{time.monotonic() - began:4.0f} s  case {name}: {steps}; ways foretold {ways}"
              f"{'' if wrong else ', all as foretold'}", flush=True)
        if wrong:
            print("FAILED: " + "\n        ".join(wrong), json.dumps(case), sep="\n", flush=True)
        return bool(wrong)

    def run_start_first(self):
        """That the model and the engine agree is not enough: they are to agree with what lint says."""
        failed = 0
        for name, (case, stuck) in scheduler_cases.updates_that_start_first().items():
            failed += self.run(name, case)
            (_, pending), = self.swarm.seen().values()
            if bool(pending) != stuck:
                print(f"FAILED: {name}: {len(pending)} pend, the update was to {'stand still' if stuck else 'end'}")
                failed += 1
        return failed

    def run_nested(self):
        """Before 28.3 the scheduler hangs where it was foretold to: its manager computes on and places nothing more."""
        case = scheduler_cases.nested()
        told = foretold(self.program, with_machines(case, self.version), SEEDS[0])
        hangs = [step["hangs"] for step in told]
        if max(hangs) == 0:
            return self.run("of two levels", case)
        assert hangs[:3] == [0, 0, 0] and hangs[3:] == [1, 1], hangs
        self.swarm.prepare(case)
        for index, step in enumerate(case["steps"][:3]):
            self.swarm.play(step, case)
            wrong = is_foretold(told[:index + 1], self.swarm.seen())
            assert not wrong, wrong
        before = cpu_seconds("m")
        change_service("s", lambda spec: spec["Mode"]["Replicated"].update(Replicas=6))
        engine("POST", "/services/create", spec_of(case["services"][1]))
        self.swarm.wait(lambda: self.placed() > 4 or cpu_seconds("m") - before > 15, "a hang, or none")
        hung = self.placed() == 4
        self.cases += 1
        print(f"case of two levels: foretold to hang; {'hangs' if hung else 'FAILED: does not hang'}", flush=True)
        return not hung

    @staticmethod
    def placed():
        return sum(1 for task in engine("GET", "/tasks") if task.get("NodeID") and task["DesiredState"] == "running")


def cpu_seconds(name):
    """What an engine has computed so far."""
    home = os.path.dirname(os.readlink(f"/run/engines/{name}.sock"))
    with open(f"{home}/pid", encoding="ascii") as file:
        pid = file.read()
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine():
    resources = nodes_now()["w1"]["Description"]["Resources"]
    return {"cpus": resources["NanoCPUs"] / 1e9, "memory": resources["MemoryBytes"]}


def main(program, cases=0, seed=1):
    comparison = Comparison(program)
    major, minor = (int(part) for part in comparison.version.split(".")[:2])
    levels = 2 if (major, minor) >= (28, 3) else 1
    if int(cases):
        print(f"engine {comparison.version}, {cases} cases of seed {seed}", flush=True)
        node = machine()
        failed = sum(comparison.run(number, scheduler_cases.case(seed, number, node, levels))
                     for number in range(int(cases)))
    else:
        print(f"engine {comparison.version}, cases made for a question", flush=True)
        failed = comparison.run_start_first()
        failed += comparison.run_nested()  # the last: nothing may be placed after it
    print(f"{comparison.cases} cases, {comparison.placements} placements, {comparison.certain} of them foretold as "
          f"certain; {failed} cases not as foretold; engine {comparison.version}, seed {seed}")
    return 1 if failed or not comparison.cases else 0


sys.exit(main(*sys.argv[1:]))
