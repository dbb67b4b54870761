"""Builds the tables of the knowledge base from the compact lists in `knowledge/sources/`.

    python ontology/build_knowledge.py [--check]

It prints one line for each problem in the lists, `list:line: what is wrong`, leaves out what is wrong and exits with 1.
`--check` writes nothing, and fails if a table would change, too. The lists and their syntax are described in
`knowledge/sources/README.md`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

from knowledge_build.entities import offices, organizations, people, things  # noqa: E402
from knowledge_build.places import places  # noqa: E402
from knowledge_build.source import Problems, Row  # noqa: E402
from knowledge_build.states import States  # noqa: E402
from knowledge_build.wikidata import identify  # noqa: E402

KNOWLEDGE = ROOT / "knowledge"
COLUMNS = {
    "countries": "id label wikidata iso2 iso3 names adjectives people capital metonyms leader period",
    "places": "id label wikidata names country kind adjectives people",
    "organizations": "id label wikidata names country kind parent members",
    "people": "id label wikidata names country offices",
    "things": "id label type wikidata names country",
    "offices": "office where means",
}


def table(name: str, rows: Iterable[Row]) -> str:
    """A table as text, its rows in the order given."""
    columns = COLUMNS[name].split()
    body = ["\t".join(row.get(column, "") for column in columns) for row in rows]
    return "\n".join(["\t".join(columns), *body, ""])


def tables(problems: Problems) -> dict[str, str]:
    """All tables by name."""
    states = States(problems)
    listed = places(states, problems)  # also finds the countries' capitals among the places
    bodies = organizations(states, problems)
    rows = {
        "countries": states.countries,
        "places": listed,
        "organizations": bodies,
        "people": people(states, bodies, problems),
        "things": things(states, problems),
    }
    identify(rows, problems)
    rows["offices"] = offices(states, bodies, problems)
    return {name: table(name, rows[name]) for name in COLUMNS}


def main() -> None:
    """Writes the tables, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a table would change")
    check = parser.parse_args().check
    problems = Problems()
    for name, text in tables(problems).items():
        path = KNOWLEDGE / f"{name}.tsv"
        if check and path.read_text(encoding="utf-8") != text:
            problems.add(str(path), "not what the sources make; run python ontology/build_knowledge.py")
        if not check:
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: {text.count(chr(10)) - 1} rows, {len(text.encode())} bytes")
    print("\n".join(problems.found), file=sys.stderr, end="\n" if problems.found else "")
    sys.exit(bool(problems.found))


if __name__ == "__main__":
    main()
