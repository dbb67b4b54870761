"""Speed and memory of resolution, on records made from lists of names: no text is read.

    python benchmarks/resolve.py [DOCUMENTS ...]

For each number of documents, in a process of its own: mentions a second from records to a graph on one core, the most
memory that took beside the records themselves, and what one document more costs in an index kept on disk.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.knowledge import KnowledgeBase
from kg.model import Claim, Document, DocumentRecord, EntityType, Factuality, LocalEntity, Mention, MentionKind, Span
from kg.names.titles import word_set
from kg.resolve import Index, outcome

NUMBERS = (10_000, 30_000, 100_000)
_GIVEN = word_set(
    """
    Yuri Yury Olga Marta Pavel Ahmed Ahmad Hussein Maria Jose Peter Anna Wei Min-jae Nguyen Fatima Ivan Elena Carlos
    Amina Kofi Sara Tomas Viktor Leila
    """
)
_FAMILY = word_set(
    """
    Melnichuk Gusarov Lindqvist Halloran Tarn Kowalczyk Montoya Salcedo Qarani Mansouri Darwishi Petrenko Balasa Quint
    Okoro Mensah Haddad Costa Novak Horvat Iliescu Farhoud Zhang Park Nguyen
    """
)
_SYLLABLES = ["ba", "ka", "mo", "ri", "ta", "ne", "lu", "so", "vi", "da", "po", "ze", "gra", "mi", "tor", "ven"]
_BODIES = ("Institute", "Liberation Front", "Shipping", "Movement", "Group", "Defence Ministry", "Supreme Court")
_THINGS = ("treaty", "convoy", "new agreement", "missile test", "ceasefire")


def records(count: int) -> Iterator[DocumentRecord]:
    """Records of eight entities, the same at every call: half of them known, some unknown, some without a name."""
    known = [entry for entry in KnowledgeBase.load() if entry.wikidata][:600]
    for number in range(count):
        yield _Writer(number, count, known).record()


class _Writer:
    """Writes one record. There are as many unknown names as there are documents, so that most of them are rare."""

    def __init__(self, number: int, count: int, known: list) -> None:  # type: ignore[type-arg]
        self.random = random.Random(number)
        self.number, self.count, self.known = number, count, known
        self.text = ""
        self.entities: list[LocalEntity] = []

    def record(self) -> DocumentRecord:
        for _ in range(4):
            entry = self.known[int(len(self.known) * self.random.random() ** 2)]
            self._add(entry.label, entry.type, 3, knowledge=entry.id)
        person = self._person()
        self._add(person, EntityType.PERSON, 3)
        self._add(self._person().rpartition(" ")[2], EntityType.PERSON, 2)
        self._add(f"{self._word()} {self.random.choice(_BODIES)}", EntityType.ORGANIZATION, 2)
        self._add(self.random.choice(_THINGS), EntityType.AGREEMENT, 1, named=False)
        whole = (Span(0, len(self.text)),)
        claims = tuple(Claim(n, "met", 0, Factuality.FACT, whole) for n in range(1, len(self.entities)))
        document = Document(f"{self.number:07}.txt", self.text, date="2022-03-01")
        return DocumentRecord(document, tuple(self.entities), claims, "none")

    def _person(self) -> str:
        middle = self._word() if self.random.random() < 0.9 else ""
        given, family = self.random.choice(sorted(_GIVEN)), self.random.choice(sorted(_FAMILY))
        return f"{given} {family}{middle.lower()}" if middle else f"{given} {family}"

    def _word(self) -> str:
        number = int(self.count * self.random.random() ** 2)
        return "".join(_SYLLABLES[number >> shift & 15] for shift in (0, 4, 8, 12, 16)).title()

    def _add(
        self, name: str, kind: EntityType, times: int, *, named: bool = True, knowledge: str | None = None
    ) -> None:
        mentions = []
        for _ in range(times):
            start = len(self.text)
            self.text += f"{name} spoke. "
            shown = MentionKind.NAME if named else MentionKind.NOMINAL
            mentions.append(Mention(start, start + len(name), name, shown))
        self.entities.append(LocalEntity(name, kind, tuple(mentions), named, knowledge))


def measure(count: int) -> None:
    """Prints the figures of one number of documents."""
    made = list(records(count))
    mentions = sum(len(entity.mentions) for record in made for entity in record.entities)
    before = _memory()
    with tempfile.TemporaryDirectory() as folder, Index(Path(folder) / "index") as index:
        stamps = {record.document.id: "-" for record in made}
        start = time.process_time()
        index.update(made, stamps=stamps)
        result = outcome(index, made).resolution
        seconds = time.process_time() - start
        memory = _memory() - before
        more = _Writer(count, count, [e for e in KnowledgeBase.load() if e.wikidata][:600]).record()
        start = time.process_time()
        index.update([more], stamps={more.document.id: "-"})
        one = time.process_time() - start
        print(
            f"{count:>9,} documents  {mentions:>9,} mentions  {len(result.entities):>9,} entities  {seconds:7.1f} s"
            f"  {mentions / seconds:>8,.0f} mentions/s  {memory:>6,.0f} MB  one more: {1000 * one:,.0f} ms,"
            f" {index.touched:,} names decided again",
            flush=True,
        )


def _memory() -> float:
    """The most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=int, metavar="DOCUMENTS")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one)
        return
    for count in options.documents or NUMBERS:
        subprocess.run([sys.executable, __file__, "--one", str(count)], check=True)


if __name__ == "__main__":
    main()
