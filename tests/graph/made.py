"""Small graphs made by hand: one line an assertion."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import Graph
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution

COUNTRIES = {
    name: Entity(f"country/{name.lower()}", name, EntityType.COUNTRY) for name in ("Chad", "Mali", "Oman", "Togo")
}
ADA = Entity(
    "person/ada-obi", "Ada Obi", EntityType.PERSON, wikidata="Q1", names=("Obi", "Ms Obi"), same_as=("person/obi",)
)
BEN = Entity("person/ben-obi", "Ben Obi", EntityType.PERSON, names=("Obi",))
TWO = Entity("group/d1/two", "two ministers", EntityType.GROUP, named=False)
EVERYBODY = {**COUNTRIES, "Ada": ADA, "Ben": BEN, "two ministers": TWO}


def said(
    sentence: str,
    subject: str,
    predicate: str,
    target: str,
    told: str = "fact",
    *,
    document: str = "d1",
    source: str | None = None,
    time: str | None = None,
) -> Assertion:
    """An assertion between people and countries by their short name; a source that is none of them is a text."""
    return Assertion(
        id=f"{document}#1",
        document=document,
        subject=EVERYBODY[subject],
        predicate=predicate,
        object=EVERYBODY[target],
        factuality=Factuality(told),
        evidence=(Evidence(document, 0, len(sentence), sentence),),
        source=EVERYBODY.get(source or "", source),
        time=time,
    )


def graph(*assertions: Assertion, dates: Iterable[tuple[str, str]] = ()) -> Graph:
    """The graph of these assertions, numbered in their order; `dates` says when documents were published."""
    published = dict(dates)
    counts: dict[str, int] = {}
    numbered = []
    for one in assertions:
        counts[one.document] = counts.get(one.document, 0) + 1
        fields = {name: getattr(one, name) for name in Assertion.__slots__}
        numbered.append(Assertion(**{**fields, "id": f"{one.document}#{counts[one.document]}"}))
    ends = [e for a in numbered for e in (a.subject, a.object, a.source, a.place) if isinstance(e, Entity)]
    return Graph(
        Resolution(
            documents=tuple(Document(name, "", date=published.get(name)) for name in sorted(counts)),
            entities=tuple(sorted({e.id: e for e in ends}.values(), key=lambda e: e.id)),
            assertions=tuple(sorted(numbered, key=lambda a: (a.document, int(a.id.rpartition("#")[2])))),
        )
    )
