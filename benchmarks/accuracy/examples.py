"""The example sentences of the ontology: is what each says found, and is nothing made of its counter-examples?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.accuracy.folders import held_out
from kg.model import Document, DocumentRecord, LocalEntity
from kg.names import normal
from kg.ontology import Ontology, data_path


@dataclass(frozen=True)
class Example:
    """A sentence that says a triple, or (`positive` is False) does not. No subject: no triple of it."""

    place: str
    predicate: str
    positive: bool
    subject: str
    object: str
    factuality: str
    sentence: str

    @property
    def document(self) -> Document:
        """The sentence as a text of its own; the date is that of all examples."""
        return Document(id=self.place, text=self.sentence, date="2024-06-20")

    @property
    def held_out(self) -> bool:
        """Whether it is of the held-out part."""
        return held_out(self.sentence)

    def is_said(self, record: DocumentRecord) -> bool:
        """Whether the record of the sentence has a claim with this triple and factuality."""
        return any(
            self.fits(record.entities[c.subject], c.predicate, record.entities[c.object])
            and self.factuality in ("", c.factuality)
            for c in record.claims
        )

    def passes(self, record: DocumentRecord) -> bool:
        """Whether the record is as the example wants it."""
        return self.is_said(record) is self.positive

    def fits(self, subject: LocalEntity, predicate: str, object_: LocalEntity) -> bool:
        """Whether this is its triple: one name of each end within the example's, or the other way round."""
        if predicate != self.predicate:
            return False
        ends = [(subject, object_)]
        if Ontology.load().predicates[predicate].symmetric:
            ends.append((object_, subject))
        return not self.subject or any(_agrees(s, self.subject) and _agrees(o, self.object) for s, o in ends)


def read_examples() -> list[Example]:
    """All example sentences, by file and line."""
    return [example for path in sorted(data_path("examples").glob("*.tsv")) for example in _read(path.name)]


def _read(name: str) -> Iterator[Example]:
    lines = data_path("examples", name).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith(("#", "predicate\t")):
            predicate, sign, subject, object_, factuality, sentence = line.split("\t")
            yield Example(f"{name}:{number}", predicate, sign == "+", subject, object_, factuality, sentence)


def _agrees(entity: LocalEntity, name: str) -> bool:
    wanted = f" {normal(name)} "
    own = {f" {normal(form)} " for form in (entity.label, *entity.surface_forms)} - {"  "}
    return any(wanted in form or form in wanted for form in own)
