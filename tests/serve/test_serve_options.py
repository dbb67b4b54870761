"""The options of `kg serve` that say who may ask, and what is said when it cannot start."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx
from serving import ROOT, served


def start(*arguments: str) -> str:
    """What `kg serve` says when it fails."""
    command = [sys.executable, "-m", "kg", "serve", *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 1
    return ran.stderr


def test_an_address_of_our_own_is_answered_and_described(folder: Path) -> None:
    options = ("--public-url", "https://kg.example.org/", "--cors", "https://a.example", "--workers", "1")
    with served(folder, *options) as server:
        asked = {"Host": "kg.example.org", "Origin": "https://a.example"}
        answer = httpx.get(server.endpoint, headers=asked)
        assert "<https://kg.example.org/sparql>" in answer.text
        assert answer.headers["access-control-allow-origin"] == "https://a.example"
        other = httpx.get(server.endpoint, headers={"Host": "b.example", "Origin": "http://localhost:1"})
        assert other.status_code == 421
        assert (
            "access-control-allow-origin"
            not in httpx.get(server.endpoint, headers={"Origin": "https://b.example"}).headers
        )
        relative = server.ask("SELECT (IRI('x') AS ?iri) {}", headers={"Host": "kg.example.org"}).json()
        assert relative["results"]["bindings"][0]["iri"]["value"] == "https://kg.example.org/x"


def test_all_pages_may_ask_where_that_is_wanted(folder: Path) -> None:
    with served(folder, "--cors", "*", "--host", "0.0.0.0", "--workers", "1") as server:
        url = re.sub(r"0\.0\.0\.0", "127.0.0.1", server.endpoint)
        answer = httpx.get(url, headers={"Origin": "https://b.example", "Host": "anything.example"})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"


def test_what_cannot_start_says_why(folder: Path, tmp_path: Path) -> None:
    assert "there is no graph here" in start(str(tmp_path))
    assert "https://kg.example.org/" in start(str(folder), "--public-url", "kg.example.org")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"127.0.0.1:{port} cannot be listened at" in start(str(folder), "--port", str(port))
