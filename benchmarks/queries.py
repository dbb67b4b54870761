"""Measures the questions of `kg ask`: python benchmarks/queries.py [--size 100000] [--small 2000]

The graph is made by rule, without the language model: documents of 25 assertions, relations and classes as the ontology
allows, a few actors of whom much is said, three in ten assertions that repeat an earlier one with another factuality.
Each question is asked of the actor of whom most is said; the first run is not counted. Beside it stands rdflib itself
with the same query on the small graph, in the same run; it is given up after `LIMIT` seconds.
Of "path" rdflib is asked one step only, and it does not leave out pairs that are not about one act.
"""

from __future__ import annotations

import argparse
import bisect
import random
import signal
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from types import FrameType

from kg import store
from kg.graph import Graph
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution
from kg.ontology import Ontology

LIMIT = 60
KINDS = (
    *((EntityType.COUNTRY, EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PERSON) * 2),
    EntityType.GROUP,
    EntityType.PLACE,
    EntityType.AGREEMENT,
    EntityType.WEAPON,
)
TOLD = {Factuality.FACT: 70, Factuality.PLANNED: 8, Factuality.POSSIBLE: 6, Factuality.ALLEGED: 9, Factuality.DENIED: 7}
FIRST = date(2022, 1, 1)


class Maker:
    """Makes a graph of any size; the same size gives the same graph."""

    def __init__(self, assertions: int, seed: int = 7) -> None:
        """`assertions` is how many there will be; one entity stands for every 25 of them."""
        self.chance = random.Random(seed)
        self.size = assertions
        self.pools: dict[EntityType, list[Entity]] = defaultdict(list)
        for number in range(max(60, assertions // 25)):
            kind = KINDS[number % len(KINDS)]
            name = f"{kind.value} {number:05}"
            self.pools[kind].append(Entity(f"{kind.lower()}/{number:05}", name, kind, names=(f"the {name.lower()}",)))
        self.weights = {
            kind: list(accumulate(1 / (rank + 8) ** 0.9 for rank in range(len(pool))))
            for kind, pool in self.pools.items()
        }

    def made(self) -> Resolution:
        """The graph."""
        documents = [self.document(number) for number in range(max(1, self.size // 25))]
        told: list[tuple[Entity, str, Entity]] = []
        rows = [self.assertion(number, documents, told) for number in range(self.size)]
        order = {document.id: number for number, document in enumerate(documents)}
        rows.sort(key=lambda a: (order[a.document], int(a.id.rpartition("#")[2])))
        entities = sorted((entity for pool in self.pools.values() for entity in pool), key=lambda entity: entity.id)
        return Resolution(tuple(documents), tuple(entities), tuple(rows))

    def document(self, number: int) -> Document:
        """A document of some day."""
        day = FIRST + timedelta(days=self.chance.randrange(1000))
        return Document(f"d{number:05}.txt", "", f"Title {number}", day.isoformat(), f"Paper {number % 60:02}")

    def some(self, kinds: Iterable[EntityType]) -> Entity:
        """An entity of one of these classes; few of them are picked often."""
        able = sorted(kind for kind in kinds if kind in self.pools)
        kind = self.chance.choices(able, [self.weights[kind][-1] for kind in able])[0]
        return self.pools[kind][bisect.bisect(self.weights[kind], self.chance.random() * self.weights[kind][-1])]

    def statement(self, told: list[tuple[Entity, str, Entity]]) -> tuple[Entity, str, Entity]:
        """A new statement, or one told before."""
        if told and self.chance.random() < 0.3:
            return self.chance.choice(told)
        able = [p for p in Ontology.load().predicates.values() if p.domain & set(KINDS) and p.range & set(KINDS)]
        predicate = self.chance.choice(able)
        subject = target = self.some(predicate.domain)
        while target is subject:
            target = self.some(predicate.range)
        told.append((subject, predicate.name, target))
        return told[-1]

    def assertion(self, number: int, documents: list[Document], told: list[tuple[Entity, str, Entity]]) -> Assertion:
        """An assertion of a document, with a sentence of its own."""
        document = documents[number % len(documents)]
        subject, predicate, target = self.statement(told)
        factuality = self.chance.choices(list(TOLD), list(TOLD.values()))[0]
        text = f"In sentence {number} it is said that {subject.label} {predicate} {target.label}."
        day = date.fromisoformat(document.date or "") + timedelta(days=self.chance.randint(-20, 3))
        denier = factuality is Factuality.DENIED and EntityType.PLACE not in (subject.type, target.type)
        speakers = (None, None, "officials", subject if denier else self.some(KINDS[:3]))
        return Assertion(
            id=f"{document.id}#{number // len(documents) + 1}",
            document=document.id,
            subject=subject,
            predicate=predicate,
            object=target,
            factuality=factuality,
            evidence=(Evidence(document.id, number, number + len(text), text),),
            source=self.chance.choice(speakers),
            time=day.isoformat() if self.chance.random() < 0.5 else None,
            confidence=0.5 + self.chance.randrange(50) / 100,
        )


def arguments(graph: Graph) -> dict[str, dict[str, str]]:
    """What each question is asked: of the actor of whom most is said, and of the one who has most to do with it."""
    said = Counter(end.id for a in graph.assertions() for end in (a.subject, a.object))
    who = max(said, key=lambda name: (said[name], name))
    facts = Counter(end.id for a in graph.assertions(factuality="fact") for end in (a.subject, a.object))
    rare = min(facts, key=lambda name: (facts[name], name))
    targets = Counter(a.object.id for a in graph.assertions(subject=who))
    whom = max(targets, key=lambda name: (targets[name], name))
    return {
        "accusations": {"accused": who},
        "alliances": {"who": who},
        "changes": {"since": "2023-05", "until": "2023-06", "who": who},
        "contradictions": {"about": who},
        "denied-by-target": {"target": who},
        "meetings": {"who": who},
        "path": {"one": rare, "other": whom},
        "plans": {"who": who},
        "single-source": {"about": who},
        "timeline": {"actor": who},
    }


def medians(run: Callable[[], object], times: int) -> tuple[float, float]:
    """The median time and the median processor time, in milliseconds. Both engines work in one thread."""
    taken, worked = [], []
    for _ in range(times):
        start, work = time.perf_counter(), time.process_time()
        run()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - work) * 1000)
    return statistics.median(taken), statistics.median(worked)


class _TooLongError(Exception):
    """rdflib took longer than `LIMIT`."""


def rdflib_median(run: Callable[[], object]) -> float | None:
    """The median processor time in milliseconds of three runs, or None where they take longer than `LIMIT`."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        return medians(run, 3)[1]
    except _TooLongError:
        return None
    finally:
        signal.alarm(0)


def main() -> None:
    """Prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, help="assertions of the graph")
    parser.add_argument("--small", type=int, default=2_000, help="assertions of the graph that rdflib is asked, too")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store.write(Maker(options.size).made(), Path(folder) / "large")
        store.write(Maker(options.small).made(), Path(folder) / "small")
        large, small = Graph.open(Path(folder) / "large"), Graph.open(Path(folder) / "small")
        table(large, small, options.rounds)


def table(large: Graph, small: Graph, rounds: int) -> None:
    """Asks each question of both graphs, and rdflib of the small one."""
    big, little = len(large.assertions()), len(small.assertions())
    print(f"| question | rows | {big:,} assertions | processor | {little:,}: processor | rdflib: processor | ratio |")
    print("|---" * 7 + "|")
    dataset = small.to_rdflib()
    asked = arguments(small)
    for name, values in arguments(large).items():
        here = asked[name]
        rows = large.ask(name, **values)
        taken, worked = medians(lambda name=name, values=values: large.ask(name, **values), rounds)
        small.ask(name, **here)
        _, ours = medians(lambda name=name, here=here: small.ask(name, **here), rounds)
        query = small.sparql(name, **here)
        theirs = rdflib_median(lambda query=query: list(dataset.query(query)))
        told = f"{theirs:,.0f} ms | {theirs / ours:,.0f}" if theirs else f"> {LIMIT} s | > {LIMIT * 1000 / ours:,.0f}"
        print(f"| {name} | {len(rows)} | {taken:.0f} ms | {worked:.0f} ms | {ours:.1f} ms | {told} |", flush=True)


if __name__ == "__main__":
    main()
