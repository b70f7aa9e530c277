"""Loss models, as text for print_loss and as fault trees for SCRAM (https://github.com/rakhimov/scram)."""

import os
import re
import subprocess
import tempfile
import time


class Model:
    def __init__(self, name, managers, domains, fatal=None):
        self.name = name
        self.managers = managers  # unavailability of each
        self.domains = domains  # (unavailability, managers)
        self.fatal = fatal or (len(managers) + 1) // 2

    def as_text(self):
        lines = [f"model {self.name} {self.fatal}", "managers " + " ".join(map(repr, self.managers))]
        lines += [f"domain {p!r} " + " ".join(map(str, inside)) for p, inside in self.domains]
        return "\n".join(lines + ["end", ""])

    def as_fault_tree(self):
        """Model Exchange Format: top = at least `fatal` managers; a manager = itself or any domain around it."""
        gates, events = [], []
        for manager, p in enumerate(self.managers):
            around = [d for d, (_, inside) in enumerate(self.domains) if manager in inside]
            causes = [f'<basic-event name="manager{manager}"/>'] + [f'<basic-event name="domain{d}"/>' for d in around]
            gates.append(f'<define-gate name="lost{manager}">{one_or_more(causes)}</define-gate>')
            events.append((f"manager{manager}", p))
        events += [(f"domain{d}", p) for d, (p, inside) in enumerate(self.domains) if inside]
        lost = [f'<gate name="lost{manager}"/>' for manager in range(len(self.managers))]
        gates.insert(0, f'<define-gate name="top">{at_least(self.fatal, lost)}</define-gate>')
        data = [f'<define-basic-event name="{name}"><float value="{p!r}"/></define-basic-event>' for name, p in events]
        tree = f'<define-fault-tree name="quorum">{"".join(gates)}</define-fault-tree>'
        return f'<?xml version="1.0"?>\n<opsa-mef>{tree}<model-data>{"".join(data)}</model-data></opsa-mef>\n'


def one_or_more(causes):
    return causes[0] if len(causes) == 1 else "<or>" + "".join(causes) + "</or>"


def at_least(number, causes):
    if number == 1:
        return one_or_more(causes)
    if number == len(causes):
        return "<and>" + "".join(causes) + "</and>"
    return f'<atleast min="{number}">' + "".join(causes) + "</atleast>"


def nested(regions, zones, managers, region_p=0.0005, zone_p=0.001, manager_p=0.01):
    domains, count = [], 0
    for _ in range(regions):
        first = count
        for _ in range(zones):
            domains.append((zone_p, list(range(count, count + managers))))
            count += managers
        domains.append((region_p, list(range(first, count))))
    return Model(f"{regions}x{zones}x{managers}", [manager_p] * count, domains)


def run_scram(model, limit):
    """Total probability as SCRAM prints it, and the seconds it took; (None, seconds) past the limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.xml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(model.as_fault_tree())
        start = time.monotonic()
        try:
            run = subprocess.run(["scram", "--bdd", "--probability", "true", path], capture_output=True, text=True,
                                 timeout=limit, check=True)
        except subprocess.TimeoutExpired:
            return None, time.monotonic() - start
        seconds = time.monotonic() - start
    found = re.search(r'<sum-of-products[^>]*\bprobability="([^"]+)"', run.stdout)
    if not found:
        raise SystemExit(f"{model.name}: SCRAM printed no probability:\n{run.stdout[:2000]}")
    return found.group(1), seconds
