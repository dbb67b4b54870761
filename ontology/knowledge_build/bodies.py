"""Bodies that every state has, by pattern: ministries, armed forces, parliaments, courts, central banks.

`bodies.txt` says how they are named. Where a body is listed by a name of its own (the Bundeswehr), it gets the names of
the pattern (German army); otherwise it is a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.names import fold, slug
from knowledge_build.source import Problems, Row, distinct, fields, values
from knowledge_build.states import States

_WITH_ARTICLE = re.compile(
    r"(?:Republic\b.*|Islands|States|Emirates|Kingdom|Netherlands|Philippines|Maldives|Bahamas|Gambia|Comoros)$"
)
_EVERY = "*"


def add_bodies(rows: list[Row], states: States, kinds: frozenset[str], problems: Problems) -> list[Row]:
    """The rows of the organizations with the names of the patterns, and the rows of further bodies."""
    names = {fold(name): row for row in rows for name in (row["label"], *values(row["names"]))}
    ids = {row["id"] for row in rows}
    new: list[Row] = []
    for kind, body, patterns, codes in _patterns(states, kinds, problems):
        for state in codes:
            row = _row(kind, body, patterns, state, states)
            known = _known(row, names)
            if known is None and row["id"] not in ids:
                new.append(row)
                ids.add(row["id"])
                known = row
            if known is not None:
                _add_names(known, row, names)
    return [*rows, *new]


def _patterns(
    states: States, kinds: frozenset[str], problems: Problems
) -> Iterator[tuple[str, str, list[str], list[Row]]]:
    """Kind, body, patterns of names, and the states that have such a body."""
    groups: dict[str, list[str]] = {}
    for where, cells in fields("bodies.txt"):
        if len(cells) == 2:
            groups[cells[0]] = values(cells[1])
            continue
        if len(cells) != 4 or cells[0] not in kinds:
            problems.add(where, "neither a group of codes nor kind, body, names and codes")
            continue
        kind, body, patterns, wanted = cells
        wanted, _, without = wanted.partition(" -")
        found = _states(wanted, groups, states, where, problems)
        barred = {row["id"] for row in _states(without, groups, states, where, problems)}
        yield kind, body, values(patterns), [row for row in found if row["id"] not in barred]


def _states(cell: str, groups: dict[str, list[str]], states: States, where: str, problems: Problems) -> list[Row]:
    if cell == _EVERY:
        return [row for row in states.countries if row["iso2"] or row["id"] == "kosovo"]
    by_id = {row["id"]: row for row in states.countries}
    codes = [code for value in values(cell) for code in groups.get(value, [value])]
    found = {code: by_id.get(states.country(code) or "") for code in codes}
    for code in (code for code, row in found.items() if row is None):
        problems.add(where, f"{code!r} is not the code of a state")
    return [row for row in found.values() if row is not None]


def _row(kind: str, body: str, patterns: list[str], state: Row, states: States) -> Row:
    name = state["label"]
    the = f"the {name}" if _WITH_ARTICLE.search(name) else name
    adjectives = [word for word in values(state["adjectives"]) if states.of_adjective(word) == state["id"]][:2]
    own = "{adj} " + body if adjectives else f"{body} of {{the}}"
    label, *names = [
        pattern.format(adj=adjective, name=name, the=the)
        for pattern in (own, *patterns)
        for adjective in (adjectives if "{adj}" in pattern else [""])
    ]
    return {
        "id": slug(f"{body} of {name}"),
        "label": label,
        "wikidata": "",
        "names": distinct(label, *names),
        "country": state["id"],
        "kind": kind,
        "parent": "",
        "members": "",
    }


def _known(row: Row, names: dict[str, Row]) -> Row | None:
    """The organization of the same state and kind that has one of the names already."""
    for name in (row["label"], *values(row["names"])):
        known = names.get(fold(name))
        if known is not None and (known["country"], known["kind"]) == (row["country"], row["kind"]):
            return known
    return None


def _add_names(known: Row, row: Row, names: dict[str, Row]) -> None:
    """Give an organization the names of a row that no other has."""
    own = [name for name in (row["label"], *values(row["names"])) if names.setdefault(fold(name), known) is known]
    earlier = [] if known is row else values(known["names"])
    known["names"] = distinct(known["label"], *earlier, *own)
