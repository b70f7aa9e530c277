"""Calls of the Engine's API on the socket of DOCKER_HOST: what `docker … inspect` prints, without a process each."""
import http.client
import json
import os
import socket
import urllib.parse

PATIENCE = 120  # seconds for an answer


class Unix(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(os.environ["DOCKER_HOST"].removeprefix("unix://"))


def engine(method, path, body=None, **filters):
    """What it answers; an error is raised in its own words."""
    if filters:
        path += "?filters=" + urllib.parse.quote(json.dumps({key: [value] for key, value in filters.items()}))
    connection = Unix("localhost", timeout=PATIENCE)
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    parsed = json.loads(said) if said.strip() else None
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {parsed}")
    return parsed
