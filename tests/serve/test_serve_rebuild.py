"""A new build is taken up while the server runs, without a failed request."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from graphs import graph_of, write_graph
from serving import served

from kg import store
from kg.errors import GraphError
from kg.serve import make_app

COUNT = "SELECT (COUNT(*) AS ?n) { country:chad kg:met ?x }"


def test_builds_follow_one_another_under_load(tmp_path: Path) -> None:
    names = ["Mali", "Peru", "Cuba", "Iran", "Oman", "Fiji"]
    write_graph(graph_of(), tmp_path)
    stop = threading.Event()
    seen: list[int] = []

    def keep_asking() -> None:
        while not stop.is_set():
            answer = server.ask(COUNT)
            assert answer.status_code == 200, answer.text
            seen.append(int(answer.json()["results"]["bindings"][0]["n"]["value"]))

    with served(tmp_path) as server, ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(keep_asking) for _ in range(4)]
        for count in range(1, len(names) + 1):
            store.write(graph_of(*names[:count]), tmp_path / "store")
            time.sleep(0.3)
        assert server.get("/entity/country/fiji").status_code == 200
        (tmp_path / "graph.html").write_text("another page", encoding="utf-8")
        assert server.get("/").text == "another page"
        stop.set()
        for one in asking:
            one.result()
        assert seen[0] == 1
        assert seen[-1] == 1 + len(names)
        assert server.get("/healthz").json()["graph"] == f"{1 + len(names):08}"


def test_a_query_keeps_the_graph_that_it_began_with(tmp_path: Path) -> None:
    write_graph(graph_of(), tmp_path)
    with served(tmp_path) as server:
        tag = server.ask(COUNT).headers["etag"]
        store.write(graph_of("Mali"), tmp_path / "store")
        changed = server.ask(COUNT, headers={"If-None-Match": f'"{tag}"'})
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph"):
        make_app(tmp_path)
