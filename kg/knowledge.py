"""Who is who: countries, places, organizations, people and things, with their names, codes and offices.

The tables in `ontology/knowledge/` are read once, when they are first asked for. Their format, sources and licences
are described in its README.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import OntologyError
from kg.model import EntityType
from kg.names import fold, normal
from kg.ontology import data_path

TYPES = {
    "countries": EntityType.COUNTRY,
    "places": EntityType.PLACE,
    "organizations": EntityType.ORGANIZATION,
    "people": EntityType.PERSON,
    "things": None,
}
"""The tables, and the type of what stands in each; `things` says it in a column."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held in `where` (an entry's id) from `start` to `end` (ISO 8601; None: unknown)."""

    office: str
    where: str
    start: str | None = None
    end: str | None = None

    def held_on(self, date: str) -> bool:
        """Whether it was held on a date; of a year or month alone, on any day of it.

        >>> Office("president", "country/france", "2017-05-14").held_on("2017-05")
        True
        """
        return (self.start is None or self.start[: len(date)] <= date[: len(self.start)]) and (
            self.end is None or date[: len(self.end)] <= self.end[: len(date)]
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one entity. `names` holds all its names with the label; ids are those of other entries.

    `adjectives`, `people` and `metonyms` are words for a country: Russian, Russians, Kremlin. `countries` are those it
    lies in, belongs to or concerns; `leader` is the office of who rules a country; `period` the interval of a state of
    the past.
    """

    id: str
    label: str
    type: EntityType
    wikidata: str | None = None
    names: tuple[str, ...] = ()
    kind: str = ""
    countries: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    capital: str | None = None
    leader: str = ""
    iso2: str | None = None
    iso3: str | None = None
    period: str | None = None
    offices: tuple[Office, ...] = ()
    parent: str | None = None
    members: tuple[str, ...] = ()

    @property
    def country(self) -> str | None:
        """The id of its country, if it has just one."""
        return self.countries[0] if len(self.countries) == 1 else None


class KnowledgeBase:
    """All entries, by id and by name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries, of which those that are better known come first."""
        self._entries = {entry.id: entry for entry in entries}
        self._named = _Index((name, entry) for entry in self for name in entry.names)
        self._adjectives = _Index((name, entry) for entry in self for name in entry.adjectives)
        self._people = _Index((name, entry) for entry in self for name in entry.people)
        self._metonyms = _Index((name, entry) for entry in self for name in entry.metonyms)
        self._offices: dict[tuple[str, str], list[tuple[Office, Entry]]] = {}
        for entry in self:
            for office in entry.offices:
                self._offices.setdefault((office.office, office.where), []).append((office, entry))

    @staticmethod
    def load() -> KnowledgeBase:
        """The knowledge base that the package carries, read once.

        >>> KnowledgeBase.load()["country/russia"].wikidata
        'Q159'
        """
        return _load()

    def __getitem__(self, entry_id: str) -> Entry:
        """The entry of an id. Raises `KeyError` if there is none."""
        return self._entries[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        """Whether there is an entry with this id."""
        return entry_id in self._entries

    def __iter__(self) -> Iterator[Entry]:
        """All entries, in the order of the tables."""
        return iter(self._entries.values())

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def get(self, entry_id: str | None) -> Entry | None:
        """The entry of an id, or None."""
        return self._entries.get(entry_id or "")

    def names(self) -> Iterator[tuple[str, Entry]]:
        """Every name with its entry, in the order of the tables."""
        return ((name, entry) for entry in self for name in entry.names)

    def named(self, name: str) -> tuple[Entry, ...]:
        """The entries that have this name, whatever its accents, hyphens, stops, article or possessive ending.

        Case counts, except that a name all in capitals may be any name, as in headlines. Entries that are better
        known come first (the order of the tables); an ambiguous name gives several.

        >>> [entry.id for entry in KnowledgeBase.load().named("the U.S.")]
        ['country/united-states']
        >>> KnowledgeBase.load().named("us")
        ()
        """
        return self._named.find(name)

    def country_of_adjective(self, word: str) -> Entry | None:
        """The country of an adjective: Russian, North Korean, US."""
        return self._adjectives.country(word)

    def country_of_people(self, word: str) -> Entry | None:
        """The country of a word for its people, singular or plural: Russians, Dane, Filipinos."""
        return self._people.country(word)

    def country_of_metonym(self, name: str) -> Entry | None:
        """The country for whose government a capital or a seat may stand: Moscow, Kremlin, Zhongnanhai."""
        return self._metonyms.country(name)

    def of_demonym(self, word: str) -> tuple[Entry, ...]:
        """The countries and places that an adjective or a word for people belongs to: Chechen, Scots, Dominican."""
        found = (*self._adjectives.find(word), *self._people.find(word))
        return tuple({entry.id: entry for entry in found}.values())

    def holder(self, office: str, where: str, date: str | None) -> Entry | None:
        """Who held an office somewhere on a date, or None if that is not known or not one person.

        Args:
            office: as people say it: president, head of government, leader, secretary of state ...
            where: the id of a country or an organization.
            date: an ISO 8601 date, or its year or month alone; without a date nobody is found.

        >>> KnowledgeBase.load().holder("president", "country/france", "1850")
        """
        if date is None:
            return None
        return next((found for name in self.offices(office, where) if (found := self._holder(name, where, date))), None)

    def offices(self, office: str, where: str) -> tuple[str, ...]:
        """The offices of the tables that an office of somewhere may be, the likeliest first.

        >>> KnowledgeBase.load().offices("foreign secretary", "country/united-kingdom")
        ('foreign minister',)
        >>> KnowledgeBase.load().offices("foreign secretary", "country/india")
        ('foreign secretary',)
        """
        name = office.casefold().strip()
        meanings = _read_offices()
        kind = where.partition("/")[0]
        names = next((meanings[name, at] for at in (where, kind, "*") if (name, at) in meanings), (name,))
        ruler = self._entries[where].leader if where in self._entries else ""
        return tuple(dict.fromkeys(filter(None, (ruler if name == _RULER else name for name in names))))

    def _holder(self, office: str, where: str, date: str) -> Entry | None:
        held = [(o.start or "", e) for o, e in self._offices.get((office, where), ()) if o.held_on(date)]
        if not held:
            return None
        latest = max(start for start, _ in held)
        found = {entry.id: entry for start, entry in held if start == latest}
        return next(iter(found.values())) if len(found) == 1 else None


class _Index:
    """Entries by their folded names, and by case-folded ones for words all in capitals."""

    def __init__(self, names: Iterable[tuple[str, Entry]]) -> None:
        self._exact: dict[str, tuple[Entry, ...]] = {}
        for name, entry in names:
            _add(self._exact, fold(name), (entry,))
        self._upper: dict[str, tuple[Entry, ...]] | None = None

    def find(self, name: str) -> tuple[Entry, ...]:
        found = self._exact.get(fold(name))
        if found is None and name.isupper():
            found = self._in_capitals().get(normal(name))
        return found or ()

    def country(self, name: str) -> Entry | None:
        return next((entry for entry in self.find(name) if entry.type is EntityType.COUNTRY), None)

    def _in_capitals(self) -> dict[str, tuple[Entry, ...]]:
        if self._upper is None:
            self._upper = {}
            for name, entries in self._exact.items():
                if not name.isupper():
                    _add(self._upper, name.casefold(), entries)
        return self._upper


def _add(index: dict[str, tuple[Entry, ...]], name: str, entries: tuple[Entry, ...]) -> None:
    """Add entries to those of a name, each once. Nearly all names have one entry: a tuple takes the least memory."""
    known = index.setdefault(name, entries)
    if known is not entries:
        index[name] = (*known, *(entry for entry in entries if all(entry is not other for other in known)))


_RULER = "{ruler}"


@lru_cache(maxsize=1)
def _read_offices() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What an office may be called, and where: in an entry, in a `country` or `organization`, or everywhere (`*`)."""
    lines = data_path("knowledge", "offices.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {(office, where): _values(means) for office, where, means in rows}


@lru_cache(maxsize=1)
def _load() -> KnowledgeBase:
    collects = gc.isenabled()
    gc.disable()  # nothing that is read here is garbage: looking for some takes a third of the time
    try:
        return KnowledgeBase(entry for table in TYPES for entry in read_table(table))
    finally:
        if collects:
            gc.enable()


def read_table(table: str) -> Iterator[Entry]:
    """The entries of one table. Raises `OntologyError` with file and line for a malformed row."""
    path = data_path("knowledge", f"{table}.tsv")
    lines = path.read_text(encoding="utf-8").split("\n")
    columns = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise OntologyError(f"{table}.tsv, line {number}: {len(cells)} cells where the header has {len(columns)}.")
        try:
            yield _entry(dict(zip(columns, cells, strict=True)), TYPES[table])
        except (KeyError, ValueError) as error:
            raise OntologyError(f"{table}.tsv, line {number}: {error}.") from error


def _entry(row: Mapping[str, str], kind: EntityType | None) -> Entry:
    type_ = kind or EntityType(row["type"])
    label = row["label"]
    return Entry(
        id=f"{type_.lower()}/{row['id']}",
        label=label,
        type=type_,
        wikidata=row["wikidata"] or None,
        names=tuple(dict.fromkeys((label, *_values(row["names"])))),
        kind=row.get("kind", ""),
        countries=tuple(f"country/{name}" for name in _values(row.get("country", ""))),
        adjectives=_values(row.get("adjectives", "")),
        people=_values(row.get("people", "")),
        metonyms=_values(row.get("metonyms", "")),
        capital=f"place/{row['capital']}" if row.get("capital") else None,
        leader=row.get("leader", ""),
        iso2=row.get("iso2") or None,
        iso3=row.get("iso3") or None,
        period=row.get("period") or None,
        offices=tuple(_office(cell) for cell in _values(row.get("offices", ""))),
        parent=f"organization/{row['parent']}" if row.get("parent") else None,
        members=_values(row.get("members", "")),
    )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _office(cell: str) -> Office:
    office, where, period = cell.split(":")
    start, end = period.split("/")
    return Office(office, where, start or None, end or None)
