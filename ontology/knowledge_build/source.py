"""Reads the source lists: groups of items, each with a label, an id, a Wikidata id and other names.

== kind CODE|CODE
Label {id} [Q123] (name|name); Label ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.names import fold, slug

SOURCES = Path(__file__).resolve().parents[1] / "knowledge" / "sources"
_ITEM = re.compile(
    r"(?P<label>[^{}\[\]():^@~]+?)\s*(?P<brackets>(?:(?:\{[^}]*\}|\[[^\]]*\]|\([^()]*\))\s*)*)(?P<rest>[:^@~].*)?$"
)
_BRACKETS = re.compile(r"\{([^}]*)\}|\[([^\]]*)\]|\(([^()]*)\)")
_ID = re.compile(r"[\w-]+")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
Row = dict[str, str]


@dataclass
class Problems:
    """What is wrong in the lists, each with list and line."""

    found: list[str] = field(default_factory=list)

    def add(self, where: str, what: str) -> None:
        """Note a problem."""
        self.found.append(f"{where}: {what}")


class SourceError(Exception):
    """An item that is malformed; the message says how."""


@dataclass(frozen=True)
class Item:
    """One item of a list: what stands in its brackets, and what follows them; `group` is the head of its group."""

    where: str
    group: str
    label: str
    id: str
    wikidata: str
    names: str
    rest: str

    def row(self) -> Row:
        """The cells that every table has."""
        return {"id": self.id, "label": self.label, "wikidata": self.wikidata, "names": self.names}


def lines(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a list, each with where it stands; comments and empty lines are left out, as is a missing list."""
    path = SOURCES / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield f"{name}:{number}", line.strip()


def lists(stem: str) -> list[str]:
    """The names of the lists of a table, in order: `people.txt`, `people_2.txt` ..."""
    return sorted((path.name for path in SOURCES.glob(f"{stem}*.txt")), key=lambda name: (len(name), name))


def fields(name: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of a list of fields that semicolons separate."""
    return ((where, [cell.strip() for cell in line.split(";")]) for where, line in lines(name))


def items(stem: str, problems: Problems, separator: str | None = ";") -> Iterator[Item]:
    """The items of the lists of a table; with no separator there is one on each line."""
    for name in lists(stem):
        yield from _items(name, problems, separator)


def _items(name: str, problems: Problems, separator: str | None) -> Iterator[Item]:
    group = ""
    for where, line in lines(name):
        if line.startswith("=="):
            group = line.removeprefix("==").strip()
            continue
        for text in line.split(separator) if separator else (line,):
            if text.strip():
                try:
                    yield _item(where, group, text.strip())
                except SourceError as error:
                    problems.add(where, str(error))


def _item(where: str, group: str, text: str) -> Item:
    found = _ITEM.match(text)
    if found is None:
        raise SourceError(f"{text!r} is not a label with its brackets")
    label = found["label"]
    given, wikidata, names = "", "", ""
    for match in _BRACKETS.finditer(found["brackets"]):
        given, wikidata, names = (new or old for new, old in zip(match.groups(), (given, wikidata, names), strict=True))
    if given and not _ID.fullmatch(given):
        raise SourceError(f"{given!r} is not an id")
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        raise SourceError(f"{wikidata!r} is not a Wikidata id")
    return Item(
        where, group, label, given or slug(label), wikidata, distinct(label, *values(names)), found["rest"] or ""
    )


def distinct(label: str, *names: str) -> str:
    """A cell of names: the distinct ones that `fold` does not make equal to the label."""
    seen, kept = {fold(label)}, []
    for name in names:
        if name and fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return "|".join(kept)


def values(cell: str) -> list[str]:
    """The values of a field that are separated by bars."""
    return [value.strip() for value in cell.split("|") if value.strip()]


def people_of(adjectives: str, people: str) -> str:
    """The words for people: `+` is each adjective and its plural in -s, `=` the adjectives themselves."""
    if people == "+":
        return "|".join(form for word in values(adjectives) for form in (f"{word}s", word))
    return adjectives if people == "=" else people


def unique(rows: Iterable[tuple[str, Row]], problems: Problems) -> list[Row]:
    """The rows, each with where it stands, without those whose id an earlier one has."""
    kept: dict[str, Row] = {}
    for where, row in rows:
        if row["id"] in kept:
            problems.add(where, f"{row['id']!r} ({row['label']}) is the id of an earlier item, too")
        else:
            kept[row["id"]] = row
    return list(kept.values())


def joined(rows: Iterable[tuple[str, Row]], problems: Problems) -> list[Row]:
    """As `unique`, but a row with the id of an earlier one, and no other country, adds names and offices to it."""
    kept: dict[str, Row] = {}
    fresh: list[tuple[str, Row]] = []
    for where, row in rows:
        earlier = kept.get(row["id"])
        if earlier is None or (earlier["country"] and row["country"] not in ("", earlier["country"])):
            kept.setdefault(row["id"], row)
            fresh.append((where, row))
            continue
        earlier["country"] = earlier["country"] or row["country"]
        earlier["names"] = distinct(earlier["label"], *values(earlier["names"]), row["label"], *values(row["names"]))
        offices = values(earlier["offices"])
        for office in values(row["offices"]):
            _add_term(offices, office, where, problems)
        earlier["offices"] = "|".join(sorted(offices, key=lambda office: office.rsplit(":", 1)[1]))
    return unique(fresh, problems)


def _add_term(terms: list[str], term: str, where: str, problems: Problems) -> None:
    """Add a term of office to those of a person; of two accounts of one term the more exact dates count."""
    office, period = term.rsplit(":", 1)
    start, end = period.split("/")
    for number, other in enumerate(terms):
        same, known = other.rsplit(":", 1)
        first, last = known.split("/")
        if same != office:
            continue
        if (first.startswith(start) or start.startswith(first)) and (last.startswith(end) or end.startswith(last)):
            terms[number] = f"{office}:{max(first, start, key=len)}/{max(last, end, key=len)}"
            return
        if _before(first, end) and _before(start, last):
            problems.add(where, f"{term!r} overlaps with {other!r}, which is given before")
            return
    terms.append(term)


def _before(start: str, end: str) -> bool:
    """Whether a start lies before an end, as far as both are known."""
    length = min(len(start), len(end))
    return not length or start[:length] < end[:length]
