"""The countries, and what a country code or the id of a country means in the other lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.names import slug
from knowledge_build.source import SOURCES, Problems, Row, distinct, fields, people_of, values

_LABEL = re.compile(r"(?P<label>[^\[\]]+?)(?: \[(?P<wikidata>Q[1-9]\d*)\])?$")


class States:
    """The countries and the territories, as rows; the former also by code and id."""

    def __init__(self, problems: Problems) -> None:
        """Read them."""
        self.problems = problems
        self.countries: list[Row] = []
        self.territories: list[Row] = []
        self._read()
        self._ids = {row["iso2"]: row["id"] for row in self.countries if row["iso2"]}
        self._ids |= {row["id"]: row["id"] for row in self.countries} | {"XK": "kosovo"}
        self._territories = {row["iso2"]: row for row in self.territories}
        self._set_sovereigns()

    def _read(self) -> None:
        codes, leaders = _codes(), _leaders()
        for where, cells in fields("countries.txt"):
            found = _LABEL.match(cells[1])
            if found is None or len(cells) not in (7, 8):
                self.problems.add(where, "not a country of seven or eight fields")
                continue
            _, iso3, wikidata, formal = codes.get(cells[0].strip("@"), ["", "", found["wikidata"] or "", ""])
            row = _row(found["label"], cells, wikidata, formal)
            row |= {"iso3": iso3, "leader": leaders.get(row["label"], "president")}
            (self.territories if cells[0].startswith("@") else self.countries).append(row)

    def _set_sovereigns(self) -> None:
        for where, (code, territories) in fields("territories.txt"):
            for territory in values(territories):
                if territory in self._territories and code in self._ids:
                    self._territories[territory]["country"] = self._ids[code]
                else:
                    self.problems.add(where, f"{code} or {territory} is not in countries.txt")

    def country(self, code: str) -> str | None:
        """The id of the country that a code or an id means; of a territory, the country that it belongs to."""
        return self._ids.get(code) or self._territories.get(code, {}).get("country", "" if self.is_code(code) else None)

    def is_code(self, code: str) -> bool:
        """Whether this is the code or the id of a country, or the code of a territory."""
        return code in self._ids or code in self._territories

    def entry(self, code: str) -> str | None:
        """The id of the entry that a code or the id of a country stands for: a country or a territory."""
        if code in self._territories:
            return f"place/{self._territories[code]['id']}"
        return f"country/{self._ids[code]}" if code in self._ids else None

    def of_adjective(self, word: str) -> str | None:
        """The id of the country that an adjective is first of."""
        return next((row["id"] for row in self.countries if word in values(row["adjectives"])), None)

    def cell(self, codes: Sequence[str]) -> str:
        """The cell of countries for codes that are known."""
        return "|".join(dict.fromkeys(filter(None, (self.country(code) for code in codes))))

    def split_group(self, group: str) -> tuple[str, list[str]]:
        """The kind and the codes of a group's head such as `city UA` or `news agency`."""
        kind, _, last = group.rpartition(" ")
        codes = values(last)
        if kind and all(self.is_code(code) for code in codes):
            return kind, codes
        return group, []


def _row(label: str, cells: list[str], wikidata: str, formal: str) -> Row:
    code, _, names, adjectives, people, capital, metonyms, *period = cells
    city = capital.strip("[]")
    stands = values(capital) if capital == city else []
    return {
        "id": slug(label),
        "label": label,
        "wikidata": wikidata,
        "iso2": code.strip("@-"),
        "names": distinct(label, formal, *values(names)),
        "adjectives": adjectives,
        "people": people_of(adjectives, people),
        "capital": slug(city),
        "capital_label": city,
        "metonyms": "|".join(dict.fromkeys(stands + values(metonyms))),
        "period": "".join(period),
    }


def _codes() -> dict[str, list[str]]:
    """ISO codes, Wikidata id and formal name by two-letter code."""
    rows = (SOURCES / "country_codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {row.split("\t")[0]: row.split("\t") for row in rows}


def _leaders() -> dict[str, str]:
    """The office of who rules, by country label; a president where the list names no other."""
    return {country: office for _, (office, countries) in fields("leaders.txt") for country in values(countries)}
