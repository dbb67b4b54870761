"""Gives entries the Wikidata ids of the list `wikidata.tsv`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge_build.source import Problems, Row, lines

_KINDS = {"countries": "country", "places": "place", "organizations": "organization", "people": "person"}


def identify(tables: Mapping[str, Sequence[Row]], problems: Problems) -> None:
    """Fill the column `wikidata` of the entries that the list names, as `kind/id`."""
    entries = {_entry(name, row): row for name, rows in tables.items() for row in rows}
    for where, line in lines("wikidata.tsv"):
        entry, _, number = line.partition("\t")
        if entry == "id":
            continue
        row = entries.get(entry)
        if row is None:
            problems.add(where, f"{entry!r} is not an entry of another list")
        elif row["wikidata"] not in ("", number):
            problems.add(where, f"{entry!r} is {row['wikidata']} in its own list, and not {number}")
        else:
            row["wikidata"] = number


def _entry(table: str, row: Row) -> str:
    return f"{_KINDS.get(table) or row['type'].lower()}/{row['id']}"
