"""Random small cases for the scheduler: nodes with labels and availability, services, and what happens to them, in the
form that the driver `foretell` reads (tests/placement/foretell.cpp). The same seed makes the same cases.
"""
import random

WORKERS = [f"w{number}" for number in range(1, 8)]
CONSTRAINTS = ["node.labels.disk == ssd", "node.labels.zone != a", "node.role == worker", "node.hostname != w3",
               "node.labels.absent != x", "node.labels.zone == b", "node.ip == 192.0.2.20/30"]


def labels(dice, zones, unlabelled):
    some = {} if dice.random() < unlabelled else {"zone": dice.choice(zones)}
    return {**some, "disk": dice.choice(["ssd", "hdd"])} if dice.random() < 0.7 else some


def nodes(dice):
    """Three to seven of the workers take tasks; the others are there, drained, as is the manager."""
    zones = ["a", "b", "c", "d"][:dice.choice([2, 3, 3, 4])]
    unlabelled = dice.choice([0, 0, 0.2])
    usable = dice.sample(WORKERS, dice.randint(3, 7))
    made = [{"name": "m", "role": "manager", "availability": "drain",
             "labels": labels(dice, zones, dice.choice([0, 1]))}]
    for name in WORKERS:
        made.append({"name": name, "availability": "active" if name in usable else "drain",
                     "labels": labels(dice, zones, unlabelled if name in usable else dice.choice([0, 1]))})
    return made, usable


def service(dice, name, node, levels):
    """`node` tells what each of the machines has."""
    made = {"name": name, "replicas": dice.randint(1, 8)}
    if dice.random() < 0.12:
        made = {"name": name, "global": True}
    if dice.random() < 0.4:
        made["constraints"] = dice.sample(CONSTRAINTS, dice.choice([1, 1, 2]))
    made["preferences"] = dice.choice([["node.labels.zone"]] * 6 + [[], ["node.hostname"],
                                      ["node.labels.zone", "node.labels.disk"][:levels]])
    if dice.random() < 0.35:
        made["reserve"] = dice.choice([{"cpus": round(node["cpus"] * dice.choice([0.3, 0.45, 0.6]), 2)},
                                       {"memory": int(node["memory"] * dice.choice([0.3, 0.45]))}])
    if dice.random() < 0.3:
        made["max_per_node"] = dice.randint(1, 3)
    if dice.random() < 0.15:
        made["host_ports"] = ["tcp/8080"]
    made["update"] = {"parallelism": dice.choice([1, 1, 2]), "order": dice.choice(["stop-first", "start-first"])}
    return made


def happenings(dice, services, usable, kills):
    """What follows the creation of the services."""
    replicated = [each for each in services if not each.get("global")]
    made, away = [], []
    if kills:
        dead = dice.sample(usable, dice.choice([1, 1, 2]))
        made += [{"kill": dead}, {"return": dead}]
    for _ in range(dice.randint(1, 2)):
        what = dice.choice(["scale", "scale", "drain", "pause", "activate"])
        if what == "scale" and replicated:
            made.append({"scale": dice.choice(replicated)["name"], "to": dice.randint(0, 10)})
        elif what == "activate" and away:
            made.append({"activate": [away.pop()]})
        elif what in ("drain", "pause"):
            standing = [name for name in usable if name not in away]
            away.append(dice.choice(standing))
            made.append({what: [away[-1]]})
    if kills:
        dice.shuffle(made)
        dead = next(step["kill"] for step in made if "kill" in step)
        made = [step for step in made if "kill" not in step and "return" not in step]
        at = dice.randint(0, len(made))
        made = made[:at] + [{"kill": dead}] + made[at:] + [{"return": dead}]
        if replicated:
            made.append({"scale": dice.choice(replicated)["name"], "to": dice.randint(3, 10)})
    if replicated and dice.random() < 0.5:
        made.append({"force_update": dice.choice(replicated)["name"]})
    return made


def case(seed, number, node, levels):
    """Case `number` of those that `seed` makes. Every fourth loses nodes and gets them back."""
    dice = random.Random(f"{seed} {number}")
    made, usable = nodes(dice)
    services = [service(dice, name, node, levels) for name in ["s", "t"][:dice.choice([1, 1, 2])]]
    steps = [{"create": [each["name"]]} for each in services]
    return {"nodes": made, "services": services,
            "steps": steps + happenings(dice, services, usable, number % 4 == 0)}


def nested():
    """Regions a and b with zones 1 and 2, a node each; one zone of either region is away and comes back. With two
    levels of spread the scheduler then never ends its turn before 28.3: the last step is lost."""
    places = {"w1": "a 1", "w2": "a 2", "w3": "b 1", "w4": "b 2"}
    made = [{"name": "m", "role": "manager", "availability": "drain", "labels": {"region": "a", "zone": "1"}}]
    for name in WORKERS:
        region, zone = places.get(name, "a 1").split()
        made.append({"name": name, "availability": "active" if name in ("w1", "w3") else "drain",
                     "labels": {"region": region, "zone": zone}})
    return {"nodes": made,
            "services": [{"name": "s", "replicas": 4, "preferences": ["node.labels.region", "node.labels.zone"]},
                         {"name": "t", "replicas": 1, "preferences": []}],
            "steps": [{"create": ["s"]}, {"activate": ["w2"]}, {"activate": ["w4"]}, {"scale": "s", "to": 6},
                      {"create": ["t"]}]}


def tight(replicas, usable, parallelism, **room):
    """An update that starts the new task first, of tasks of which a node takes one."""
    made = [{"name": "m", "role": "manager", "availability": "drain", "labels": {}}]
    made += [{"name": name, "availability": "active" if index < usable else "drain", "labels": {}}
             for index, name in enumerate(WORKERS)]
    return {"nodes": made,
            "services": [{"name": "s", "replicas": replicas, "preferences": [], **room,
                          "update": {"parallelism": parallelism, "order": "start-first"}}],
            "steps": [{"create": ["s"]}, {"force_update": "s"}]}


def updates_that_start_first():
    """N replicas need room for N + 1, whatever the parallelism: case, whether the update stands still for ever."""
    port, cap = {"host_ports": ["tcp/8080"]}, {"max_per_node": 1}
    return {"3 ports on 3 nodes, 1 at a time": (tight(3, 3, 1, **port), True),
            "3 capped on 3 nodes, 2 at a time": (tight(3, 3, 2, **cap), True),
            "3 ports on 4 nodes, 2 at a time": (tight(3, 4, 2, **port), False),
            "4 capped on 5 nodes, all at once": (tight(4, 5, 0, **cap), False)}
