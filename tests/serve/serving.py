"""A server as users start it: `kg serve` in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """A running server. `url` has no slash at its end."""

    url: str
    process: subprocess.Popen[str]

    @property
    def endpoint(self) -> str:
        return f"{self.url}/sparql"

    def get(self, path: str, **options: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=30, **options)

    def ask(self, query: str, accept: str = "application/sparql-results+json", **options: Any) -> httpx.Response:
        headers = {"Accept": accept, **options.pop("headers", {})}
        return httpx.post(self.endpoint, data={"query": query}, headers=headers, timeout=30, **options)

    def workers(self) -> list[int]:
        """The processes that it has started."""
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, check=False)
        return [int(pid) for pid in found.stdout.split()]


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Server]:
    """A server of the graph in a folder, at a free port."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.match(r"(http://\S+)/ shows", said)
        if found is None:
            process.kill()
            raise AssertionError(said + process.stderr.read())
        try:
            yield Server(found[1], process)
        finally:
            process.terminate()
            process.wait(20)
