"""The places: those that are listed, the territories, and the capitals and seats of the countries."""

from __future__ import annotations

from collections.abc import Iterator

from kg.names import fold, slug
from knowledge_build.source import Item, Problems, Row, distinct, items, people_of, unique, values
from knowledge_build.states import States

_BUILT = ("palace", "building", "site", "square", "street")


def places(states: States, problems: Problems) -> list[Row]:
    """The rows of the places, capitals first, since they are better known than their namesakes."""
    rows = unique(_listed(states, problems), problems)
    _add_territories(rows, states)
    for state in states.countries:
        _add_capital(rows, state, state["id"])
    for state in states.territories:
        _add_capital(rows, state, state.get("country", ""))
    for state in states.countries:
        _add_seats(rows, state)
    return sorted(rows, key=lambda row: row["kind"] != "capital")


def _listed(states: States, problems: Problems) -> Iterator[tuple[str, Row]]:
    for item in items("places", problems):
        kind, codes = states.split_group(item.group)
        if " " in kind:
            problems.add(item.where, f"{item.group!r} is not a kind of place with known codes of countries")
        else:
            yield item.where, item.row() | {"kind": kind, "country": states.cell(codes)} | _demonyms(item)


def _demonyms(item: Item) -> Row:
    """Adjectives and words for people: `~ Chechen` (and Chechens), `~ Scottish : Scots|Scot`."""
    adjectives, _, people = item.rest.removeprefix("~").partition(":")
    return {"adjectives": adjectives.strip(), "people": people_of(adjectives.strip(), people.strip() or "+")}


def _add_territories(rows: list[Row], states: States) -> None:
    for territory in states.territories:
        found = next((row for row in rows if territory["id"] == row["id"]), None)
        if found is None:
            rows.append(territory | {"kind": "territory", "country": territory.get("country", "")})
            continue
        names = distinct(found["label"], *values(found["names"]), territory["label"], *values(territory["names"]))
        cells = ("wikidata", "adjectives", "people", "country")
        found |= {cell: found[cell] or territory.get(cell, "") for cell in cells} | {"names": names}


def _add_capital(rows: list[Row], state: Row, country: str) -> None:
    """Set the id of a capital that lies in a country (or none): that of a listed place, or else of a new one."""
    label = state["capital_label"]
    if not label:
        return
    found = _named(rows, label, country) if country else None
    if found is None and not (state["iso2"] and country):
        found = _named(rows, label, None)
    if found is None:
        found = _add(rows, label, state, country, "capital")
    state["capital"] = found["id"]


def _add_seats(rows: list[Row], state: Row) -> None:
    """Mark the places that stand for a country's government, and add those that are not listed."""
    for name in values(state["metonyms"]):
        found = _named(rows, name, state["id"]) or (None if state["iso2"] else _named(rows, name, None))
        if found is None:
            _add(rows, name, state, state["id"], "seat")
        elif found["kind"] in _BUILT:
            found["kind"] = "seat"


def _named(rows: list[Row], name: str, country: str | None) -> Row | None:
    """The first place of a country, or of any, that has a name; a capital before others."""
    found = [
        row
        for row in rows
        if (country is None or country in values(row["country"]))
        and fold(name) in map(fold, (row["label"], *values(row["names"])))
    ]
    return min(found, key=lambda row: row["kind"] != "capital", default=None)


def _add(rows: list[Row], label: str, state: Row, country: str, kind: str) -> Row:
    """Add a place of a state; where another has the id of its label, the state's id tells them apart."""
    taken = any(row["id"] == slug(label) for row in rows)
    id_ = f"{slug(label)}-{state['id']}" if taken else slug(label)
    row = {"id": id_, "label": label, "country": country, "kind": kind, "wikidata": "", "names": ""}
    rows.append(row)
    return row
