"""Compares the services of a stack that runs on an engine with what was planned.

usage: stack_services.py STACK [FOLDER]   the engine is that of DOCKER_HOST; FOLDER holds what the stack's files name

What is expected stands below, written by hand from the specs and from what design and language promise; nothing of it
is made by the program under test.
"""
import json
import os
import subprocess
import sys

SECOND = 10**9
MIB = 2**20


def policy(order, **other):
    """What an update does where the spec says nothing; `order` depends on the service."""
    said = {"Parallelism": 1, "Delay": 10 * SECOND, "FailureAction": "rollback", "Monitor": 30 * SECOND,
            "MaxFailureRatio": 0, "Order": order}
    return {**said, **other}


def rollback(order, **other):
    return {**policy(order, Delay=0, FailureAction="pause"), **other}


def service(image, mode, constraints, order="stop-first", **other):
    """All that is compared of a service. What a spec leaves out is empty, or Swarm's own default."""
    said = {
        "image": image, "mode": mode, "constraints": constraints, "spread": ["node.labels.zone"], "max_per_node": 0,
        "entrypoint": [], "command": [], "env": [], "ports": [], "networks": {"default": []}, "mounts": [],
        "secrets": [], "configs": [], "healthcheck": {}, "labels": {}, "stop_grace": 10 * SECOND, "limits": {},
        "reservations": {}, "generic": {}, "log": {}, "sysctls": {}, "restart": {"Condition": "any", "Delay": 5 * SECOND, "MaxAttempts": 0},
        "update": policy(order), "rollback": rollback(order),
    }
    assert set(other) <= set(said), set(other) - set(said)
    return {**said, **other}


WORKER = "node.labels.role == worker"


def zone_parts(name, zones, image, **other):
    alias = {network: [name] for network in other.pop("networks", ["default"])}
    return {
        f"{name}-{zone.replace('.', '-')}": service(
            image, replicas, [WORKER, f"node.labels.zone == {zone}"], spread=[], networks=alias, **other)
        for zone, replicas in zones.items()
    }


PROOF = {
    "plain": service("registry.example:5000/plain:1.10", 3, [WORKER]),
    "web": service(
        "web:latest", 6,
        [WORKER, "node.labels.disk == ssd", "node.labels.odd != a$b|c (d)", "node.platform.os==linux"],
        spread=["node.labels.zone", "node.labels.disk"], max_per_node=2,
        entrypoint=["/bin/run", "--mode=a b", "$HOME", "yes"],
        command=["serve", "--name", "two words", "--cost", "5$"],
        env=["PLAIN=value", "DOLLAR=$HOME ${HOME} $$ ${A:-b} $", "YES=yes", "OCTAL=012", "FLOAT=1.10",
             "SEXAGES=22:22:22", "DATE=2024-01-01", "NOTHING=", "NULL=null", "TILDE=~", "MERGE=<<",
             "QUOTES=a \"b\" 'c' \\d", "COLON=a: b # c", "LINES=one\n\ttwo\n", "BLANKS=  in  ",
             "UNICODE=Größe שלום 🐳", "EQUALS=a=b=c", "ODD$NAME=1"],
        ports=[(80, 8080, "tcp", "ingress"), (53, 5353, "udp", "ingress"), (9000, 0, "tcp", "ingress")],
        networks={"back": [], "front": []},
        healthcheck={"Test": ["CMD-SHELL", "wget -q -O- http://localhost/$PATH || exit 1"],
                     "Interval": 15 * SECOND, "Timeout": 5 * SECOND // 2, "StartPeriod": 60 * SECOND, "Retries": 4},
        labels={"traefik.http.routers.web.rule": "Host(`example.org`) && PathPrefix(`/$x`)", "on": "off"},
        stop_grace=90 * SECOND,
        limits={"NanoCPUs": 3 * SECOND // 2, "MemoryBytes": 1024 * MIB},
        reservations={"NanoCPUs": SECOND // 4, "MemoryBytes": 64 * MIB}, generic={"gpu": 2},
        restart={"Condition": "on-failure", "Delay": 3 * SECOND, "MaxAttempts": 5, "Window": 120 * SECOND},
        update=policy("stop-first", Parallelism=2, Delay=20 * SECOND, FailureAction="continue", Monitor=45 * SECOND,
                      MaxFailureRatio=0.25),
        rollback=rollback("start-first", Parallelism=0)),
    "proxy": service("traefik:3.6", "global", ["node.labels.role == loadbalancer"], spread=[],
                     ports=[(80, 80, "tcp", "host"), (443, 443, "tcp", "host")]),
    **zone_parts("queue", {"eu.north.a": 2, "eu.north.b": 2, "eu.south.c": 2}, "queue:2"),
    **zone_parts("db", {"eu.north.a": 2, "eu.north.b": 1, "eu.south.c": 1}, "db:16",
                 networks=["back"],
                 mounts=[("volume", "proof_data", "/var/lib/db", False), ("bind", "/etc/ssl", "/etc/ssl", True),
                         ("tmpfs", "", "/tmp", False)],
                 secrets=[("db-password", "db-password", "0", "0", 0o444),
                          ("tls.key", "/etc/db/tls.key", "70", "71", 0o440)],
                 configs=[("db.conf", "/etc/db/db.conf", "0", "0", 0o444)]),
    "agent": service("agent:1", 1, ["node.labels.role != loadbalancer", "node.platform.arch != riscv64"], spread=[]),
    "intel": service("intel:1", 1, [WORKER, "node.platform.arch == x86_64"]),
}

# No worker in that spec: then services run on managers.
PIDS = {"small": service("small:1", 1, ["node.labels.role == manager"], limits={"Pids": 100})}

# The stand-ins. ROUTES and the line that writes them to a file hold every quote there is, and a dollar that Docker
# must leave alone, while it replaces the one in the image of `app`.
DOCUMENTS = {
    "loadbalancer": service(
        "traefik:3.6", "global", ["node.labels.role == loadbalancer"], spread=[],
        ports=[(80, 80, "tcp", "host"), (443, 443, "tcp", "host")],
        entrypoint=["/bin/sh", "-c", "printf '%s' \"$ROUTES\" >/tmp/routes.yml && exec traefik"
                    " --entrypoints.web.address=:80 --entrypoints.websecure.address=:443"
                    " --providers.file.filename=/tmp/routes.yml"],
        env=["ROUTES={http: {routers: {plain: {rule: 'PathPrefix(`/`)', entryPoints: [web], service: app}, "
             "secure: {rule: 'PathPrefix(`/`)', entryPoints: [websecure], service: app, tls: {}}}, "
             "services: {app: {loadBalancer: {servers: [{url: 'http://app:80'}]}}}}}"]),
    "app": service("shop/app:7", 8, [WORKER]),
}

LOG = {"Name": "json-file", "Options": {"max-size": "10m", "max-file": "3"}}

# Two compose files, with HTTP_PORT=8080, API_VERSION=7 and DB_PASSWORD=pa$s: every key that has another form in Swarm.
SHOP = {
    "proxy": service(
        "nginx:1.27", "global", ["node.labels.role == loadbalancer"], spread=[], log=LOG,
        ports=[(443, 443, "tcp", "ingress"), (80, 8080, "tcp", "ingress")],  # one at 127.0.0.1 Swarm cannot have
        networks={"front": ["shop-proxy"], "back": ["shop-proxy"]},
        configs=[("shop_nginx-{hash:nginx.conf}", "/etc/nginx/nginx.conf", "0", "0", 0o444)]),
    "api": service(
        "registry.example/shop/api:7", 6, [WORKER], log=LOG,
        env=["LOG_LEVEL=warning", "GREETING=hello, world", "DATABASE_URL=postgres://shop:pa$s@db/shop",
             "CACHE=cache:6379"],
        healthcheck={"Test": ["CMD-SHELL", "curl -f http://localhost:8080/health"], "Interval": 10 * SECOND,
                     "Retries": 3},
        networks={"back": []}, mounts=[("tmpfs", "", "/tmp", False)],
        secrets=[("api_key", "api_key", "0", "0", 0o444)], update=policy("stop-first", Parallelism=2, Delay=30 * SECOND),
        restart={"Condition": "on-failure", "Delay": 5 * SECOND, "MaxAttempts": 5},
        limits={"NanoCPUs": 2 * SECOND, "MemoryBytes": 1024 * MIB},
        reservations={"NanoCPUs": SECOND // 2, "MemoryBytes": 512 * MIB}),
    **zone_parts("cache", {"fra.a": 1, "fra.b": 1, "fra.c": 1}, "redis:7.4", networks=["back"], log=LOG,
                 command=["redis-server", "--save", ""], sysctls={"net.core.somaxconn": "1024"}),
    "db": service(
        "postgres:17.2", 1, [WORKER, "node.labels.zone == fra.a"], log=LOG, networks={"back": []},
        env=["POSTGRES_USER=shop", "POSTGRES_PASSWORD=pa$s"], stop_grace=60 * SECOND,
        mounts=[("volume", "shop_db", "/var/lib/postgresql/data", False), ("tmpfs", "", "/dev/shm", False)]),
}

EXPECTED = {"proof": (PROOF, "1400"), "pids": (PIDS, None), "documents": (DOCUMENTS, None), "shop": (SHOP, "1420")}


def ask(*command):
    return json.loads(subprocess.run(["docker", *command], check=True, stdout=subprocess.PIPE).stdout)


def objects(kind, stack):
    """What an engine tells of all services or networks of a stack."""
    listed = subprocess.run(["docker", kind, "ls", "-q", "--filter", f"label=com.docker.stack.namespace={stack}"],
                            check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return ask(kind, "inspect", *listed)


def grants(given, what):
    return [(grant[f"{what}Name"], grant["File"]["Name"], grant["File"]["UID"], grant["File"]["GID"],
             grant["File"]["Mode"]) for grant in given or []]


def of_resources(given):
    """Engines differ in whether they tell what is not set."""
    return {key: value for key, value in (given or {}).items() if value and key != "GenericResources"}


def seen(spec, stack, networks):
    """An engine's words on a service, in the shape of service()."""
    task = spec["TaskTemplate"]
    container = task["ContainerSpec"]
    placement = task.get("Placement") or {}
    resources = task.get("Resources") or {}
    reserved = resources.get("Reservations") or {}
    short = spec["Name"][len(stack) + 1:]
    joined = {networks[net["Target"]][len(stack) + 1:]: [alias for alias in net.get("Aliases", []) if alias != short]
              for net in task.get("Networks", [])}
    for net in task.get("Networks", []):
        assert short in net["Aliases"], f"{short} is not reached by its own name"
    return {
        "image": container["Image"],
        "mode": spec["Mode"]["Replicated"]["Replicas"] if "Replicated" in spec["Mode"] else "global",
        "constraints": placement.get("Constraints") or [],
        "spread": [each["Spread"]["SpreadDescriptor"] for each in placement.get("Preferences") or []],
        "max_per_node": placement.get("MaxReplicas", 0),
        "entrypoint": container.get("Command") or [],
        "command": container.get("Args") or [],
        "env": container.get("Env") or [],
        "ports": [(port["TargetPort"], port.get("PublishedPort", 0), port["Protocol"], port["PublishMode"])
                  for port in spec.get("EndpointSpec", {}).get("Ports") or []],
        "networks": joined,
        "mounts": [(mount["Type"], mount.get("Source", ""), mount["Target"], mount.get("ReadOnly", False))
                   for mount in container.get("Mounts") or []],
        "secrets": grants(container.get("Secrets"), "Secret"),
        "configs": grants(container.get("Configs"), "Config"),
        "healthcheck": container.get("Healthcheck") or {},
        "labels": {key: value for key, value in spec["Labels"].items() if not key.startswith("com.docker.stack.")},
        "stop_grace": container.get("StopGracePeriod"),
        "limits": of_resources(resources.get("Limits")),
        "reservations": of_resources(reserved),
        "generic": {each["DiscreteResourceSpec"]["Kind"]: each["DiscreteResourceSpec"]["Value"]
                    for each in reserved.get("GenericResources") or []},
        "log": task.get("LogDriver") or {},
        "sysctls": container.get("Sysctls") or {},
        "restart": task.get("RestartPolicy"),
        "update": {"Delay": 0, **spec["UpdateConfig"]},
        "rollback": {"Delay": 0, **spec["RollbackConfig"]},
    }


def hash_of(path):
    """The first twelve digits of FNV-1a, 64 bits."""
    value = 14695981039346656037
    with open(path, "rb") as file:
        for byte in file.read():
            value = (value ^ byte) * 1099511628211 % 2**64
    return f"{value:016x}"[:12]


def with_hash(grant, folder):
    """{hash:FILE} at the end of a name stands for that file's hash."""
    before, brace, file = grant[0].partition("{hash:")
    return (before + hash_of(os.path.join(folder, file.rstrip("}"))), *grant[1:]) if brace else grant


def unordered(service_seen):
    """Where a list has no order."""
    lists = ("env", "ports", "mounts", "secrets", "configs")
    return {**service_seen, **{key: sorted(service_seen[key]) for key in lists}}


def main(stack, folder="."):
    expected, mtu = EXPECTED[stack]
    for each in expected.values():
        each["configs"] = [with_hash(grant, folder) for grant in each["configs"]]
    found = {each["Id"]: each for each in objects("network", stack)}
    networks = {identity: each["Name"] for identity, each in found.items()}
    specs = [each["Spec"] for each in objects("service", stack)]
    real = {spec["Name"][len(stack) + 1:]: seen(spec, stack, networks) for spec in specs}
    wrong = [f"services: {sorted(real)} instead of {sorted(expected)}"] if sorted(real) != sorted(expected) else []
    for each in found.values():
        options = each["Options"] or {}
        if each["Driver"] != "overlay" or options.get("com.docker.network.driver.mtu") != mtu:
            wrong.append(f"network {each['Name']}: {each['Driver']} {options}")
    for name in sorted(set(real) & set(expected)):
        want, got = unordered(expected[name]), unordered(real[name])
        wrong += [f"{name}: {key} is {got[key]!r} instead of {want[key]!r}" for key in want if got[key] != want[key]]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
