"""Many clients at once ask `kg serve`, and one of them sends queries that never end.

    python benchmarks/serve.py                # 200 clients for a minute, on the graph of the sample articles
    python benchmarks/serve.py my-graph --seconds 10 --clients 50

Each client waits for its answer before it asks again, from an address of its own (127.0.1.N), so that the server can
tell them apart. Every answer is compared with that of a direct evaluation. Right is: this answer, or 503 with
Retry-After, which a client obeys. Anything else fails the run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

import kg
from kg.queries import questions
from kg.serve.evaluation import Bounds, answer
from kg.serve.jobs import Job
from kg.store import Store

ENDLESS = "SELECT (COUNT(*) AS ?count) {" + "".join(f"?a{n} ?b{n} ?c{n} . " for n in range(20)) + "}"
SMALL = [
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?label { ?c a kg:Country ; rdfs:label ?label } ORDER BY ?label LIMIT 20",
    "ASK { ?a kg:met ?b }",
]


@dataclass
class Tally:
    """What the clients met: statuses, seconds of the right answers, and what should not have been."""

    statuses: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def queries() -> list[str]:
    """Small queries, and the questions that come with the program."""
    return [*SMALL, *(question.sparql for question in questions().values())]


def expected(folder: Path, asked: Sequence[str]) -> dict[str, set[str]]:
    """The answer to each query, straight from the store, as a bag of rows."""
    store = Store(folder / "store").rdf
    bounds = Bounds(1_000_000, 1 << 30)
    return {query: bag(answer(store, Job(query), bounds).body) for query in asked}


def bag(body: bytes) -> set[str]:
    """The rows of an answer in JSON, whatever their order."""
    found = json.loads(body)
    if "boolean" in found:
        return {str(found["boolean"])}
    rows = Counter(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])
    return {f"{times} {row}" for row, times in rows.items()}


@contextmanager
def server(folder: Path, options: Sequence[str]) -> Iterator[str]:
    """`kg serve`, and its address."""
    environment = {**os.environ, "PYTHONPATH": str(Path(kg.__file__).parent.parent)}
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        found = re.match(r"(http://\S+)/ shows", process.stderr.readline())
        assert found is not None
        try:
            yield found[1]
        finally:
            process.terminate()


def client_of(number: int, url: str) -> httpx.AsyncClient:
    """A client at an address of its own, where the system has these (Linux)."""
    address = f"127.0.{1 + number // 250}.{1 + number % 250}" if sys.platform == "linux" else None
    transport = httpx.AsyncHTTPTransport(local_address=address, verify=False)  # a context for TLS takes long to make
    return httpx.AsyncClient(transport=transport, base_url=url, timeout=60)


async def ask(client: httpx.AsyncClient, query: str, wanted: set[str] | None, tally: Tally) -> None:
    """One query; obeys Retry-After."""
    start = time.perf_counter()
    try:
        response = await client.post("/sparql", data={"query": query})
    except httpx.HTTPError as error:
        tally.wrong.append(repr(error))
        return
    took = time.perf_counter() - start
    if response.status_code == 503 and response.headers.get("retry-after"):
        tally.statuses["503"] += 1
        await asyncio.sleep(float(response.headers["retry-after"]))
    elif response.status_code == 200 and wanted is not None and bag(response.content) == wanted:
        tally.statuses["200"] += 1
        tally.took.append(took)
    else:
        tally.wrong.append(f"{response.status_code} {response.text[:200]}")


async def load(url: str, wanted: dict[str, set[str]], clients: int, seconds: float) -> tuple[Tally, Tally]:
    """What the well-behaved clients met, and what the other one did."""
    end = time.monotonic() + seconds
    well, ill = Tally(), Tally()
    asked = list(wanted)

    async def run(number: int) -> None:
        async with client_of(number, url) as client:
            for turn in count(number):
                if time.monotonic() >= end:
                    return
                query = asked[turn % len(asked)]
                await (ask(client, query, wanted[query], well) if number else ask(client, ENDLESS, None, ill))

    await asyncio.gather(*(run(number) for number in range(clients)))
    return well, ill


def report(well: Tally, ill: Tally, seconds: float) -> bool:
    """Prints the figures; whether all was right."""
    answered = well.statuses["200"]
    print(f"answered rightly      {answered:,} ({answered / seconds:,.0f} a second)")
    print(f"503 with Retry-After  {well.statuses['503']:,}")
    print(f"wrong or failed       {len(well.wrong):,}")
    if well.took:
        hundredths = statistics.quantiles(well.took, n=100)
        print(f"milliseconds          median {1e3 * hundredths[49]:.0f}, 95 % {1e3 * hundredths[94]:.0f}, "
              f"99 % {1e3 * hundredths[98]:.0f}, most {1e3 * max(well.took):.0f}")  # fmt: skip
    print(f"endless queries       {ill.statuses['503']:,} with 503, {len(ill.wrong)} otherwise")
    for problem in (well.wrong + ill.wrong)[:10]:
        print(problem)
    return not well.wrong and not ill.wrong and answered > 0


def main() -> None:
    """Runs the load test; exits with 1 if an answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, help="a graph; none: that of the sample articles")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--timeout", default="10", help="seconds for a query, of the server")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary) / "graph"
        if options.folder is None:
            kg.build(Path(kg.__file__).parent / "samples", folder)
        wanted = expected(folder, queries())
        with server(folder, ["--timeout", options.timeout]) as url:
            well, ill = asyncio.run(load(url, wanted, options.clients, options.seconds))
    sys.exit(0 if report(well, ill, options.seconds) else 1)


if __name__ == "__main__":
    main()
