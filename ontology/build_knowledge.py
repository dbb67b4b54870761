"""Builds the tables of the knowledge base from the compact lists in `knowledge/sources/`.

    python ontology/build_knowledge.py [--check]

`--check` writes nothing and fails if a table would change. The lists and their syntax are described in
`knowledge/sources/README.md`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT.parent))

from kg.names import fold, slug  # noqa: E402

KNOWLEDGE = ROOT / "knowledge"
SOURCES = KNOWLEDGE / "sources"
COLUMNS = {
    "countries": "id label wikidata iso2 iso3 names adjectives people capital metonyms leader period",
    "places": "id label wikidata names country kind adjectives people",
    "organizations": "id label wikidata names country kind parent members",
    "people": "id label wikidata names country offices",
    "things": "id label type wikidata names country",
}
LABEL = re.compile(r"(?P<label>[^\[\]]+?)(?: \[(?P<wikidata>Q[1-9]\d*)\])?$")
Row = dict[str, str]


class SourceError(Exception):
    """A line of a source list that is malformed; the message names list and line."""


def lines(name: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of a list, each with where it stands and its fields; comments and empty lines are left out."""
    for number, line in enumerate((SOURCES / name).read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield f"{name}:{number}", [field.strip() for field in line.split(";")]


def labelled(where: str, field: str) -> tuple[str, str]:
    """Label and Wikidata id of a field such as `Kosovo [Q1246]`."""
    found = LABEL.match(field)
    if found is None:
        raise SourceError(f"{where}: {field!r} is no label with an optional Wikidata id in brackets")
    return found["label"], found["wikidata"] or ""


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
    return cell.split("|") if cell else []


def people_of(adjectives: str, people: str) -> str:
    """The words for people: `+` is each adjective and its plural in -s, `=` the adjectives themselves."""
    if people == "+":
        return "|".join(form for word in values(adjectives) for form in (f"{word}s", word))
    return adjectives if people == "=" else people


# -- countries --


def codes() -> dict[str, list[str]]:
    """ISO codes, Wikidata id and formal name by two-letter code."""
    rows = (SOURCES / "country_codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {row.split("\t")[0]: row.split("\t") for row in rows}


def leaders() -> dict[str, str]:
    """The office of who rules, by country label; a president where the list names no other."""
    return {country: office for _, (office, countries) in lines("leaders.txt") for country in values(countries)}


def countries() -> tuple[list[Row], list[Row]]:
    """The rows of the countries, and of the territories that stand among the places."""
    known, rulers, rows, territories = codes(), leaders(), [], []
    for where, fields in lines("countries.txt"):
        code, field, names, adjectives, people, capital, metonyms, *period = fields
        label, wikidata = labelled(where, field)
        iso2, iso3, qid, formal = known[code.strip("@")] if code != "-" else ("", "", wikidata, "")
        city = capital.strip("[]")
        row = {
            "id": slug(label),
            "label": label,
            "wikidata": qid,
            "iso2": iso2,
            "iso3": iso3,
            "names": distinct(label, formal, *values(names)),
            "adjectives": adjectives,
            "people": people_of(adjectives, people),
            "capital": slug(city),
            "capital_label": city,
            "metonyms": "|".join(dict.fromkeys(values(capital if capital == city else "") + values(metonyms))),
            "leader": rulers.get(label, "president"),
            "period": "".join(period),
        }
        (territories if code.startswith("@") else rows).append(row)
    return rows, territories


# -- places --


def places(states: list[Row], territories: list[Row]) -> list[Row]:
    """The rows of the places: territories, and the capitals and seats of the countries that no list names."""
    rows = {row["id"]: {**row, "kind": "territory"} for row in territories}
    for state in states:
        seats = [state["capital_label"], *values(state["metonyms"])]
        for number, seat in enumerate(seat for seat in seats if seat):
            if not any(
                fold(seat) == fold(name) for row in rows.values() for name in (row["label"], *values(row["names"]))
            ):
                kind = "seat" if number or seat != state["capital_label"] else "capital"
                rows[slug(seat)] = {
                    "id": slug(seat),
                    "label": seat,
                    "country": state["id"],
                    "kind": kind,
                    "wikidata": "",
                    "names": "",
                }
    return list(rows.values())


def table(name: str, rows: Iterable[Row]) -> str:
    """A table as text, its rows in the order given."""
    columns = COLUMNS[name].split()
    body = ["\t".join(row.get(column, "") for column in columns) for row in rows]
    return "\n".join(["\t".join(columns), *body, ""])


def tables() -> dict[str, str]:
    """All tables by name."""
    states, territories = countries()
    return {
        "countries": table("countries", states),
        "places": table("places", places(states, territories)),
        "organizations": table("organizations", []),
        "people": table("people", []),
        "things": table("things", []),
    }


def main() -> None:
    """Writes the tables, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a table would change")
    check = parser.parse_args().check
    for name, text in tables().items():
        path = KNOWLEDGE / f"{name}.tsv"
        if check and path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path} is not what the sources make; run python ontology/build_knowledge.py")
        if not check:
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: {text.count(chr(10)) - 1} rows, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
