"""The builder of the knowledge base reads its lists, and says where they are wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "ontology"))

from knowledge_build import entities, places, source, states  # noqa: E402
from knowledge_build.source import Problems, Row  # noqa: E402


class Lists:
    """Source lists of a test beside the countries that ship."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("countries.txt", "country_codes.tsv", "leaders.txt", "territories.txt"):
            text = (ROOT / "ontology" / "knowledge" / "sources" / name).read_text(encoding="utf-8")
            (folder / name).write_text(text, encoding="utf-8")
        self.problems = Problems()

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def people(self) -> list[Row]:
        known = states.States(self.problems)
        return entities.people(known, entities.organizations(known, self.problems), self.problems)


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lists:
    for module in (source, states):
        monkeypatch.setattr(module, "SOURCES", tmp_path)
    return Lists(tmp_path)


def test_missing_lists_make_no_rows(lists: Lists) -> None:
    assert lists.people() == []
    assert entities.things(states.States(lists.problems), lists.problems) == []
    assert lists.problems.found == []


def test_people_hold_offices(lists: Lists) -> None:
    lists.write("organizations.txt", "== international\nUnited Nations {un} (UN) @ FR|HK|XK\n")
    lists.write(
        "people.txt", "== HK\nAda Example [Q1] (Example Ada|Ada-Example): leader 2001-02/2003; envoy@un 2004/\n"
    )
    (row,) = lists.people()
    assert lists.problems.found == []
    assert (row["id"], row["country"], row["names"]) == ("ada-example", "china", "Example Ada")
    assert row["offices"] == "leader:place/hong-kong:2001-02/2003|envoy:organization/un:2004/"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Ada Example: president 2001-13/", "not an office with a valid interval"),
        ("Ada Example: president 2001-02-30/", "not an office with a valid interval"),
        ("Ada Example: president 2003/2001", "not an office with a valid interval"),
        ("Ada Example: president", "not an office with a valid interval"),
        ("Ada Example: chief@nowhere 2001/", "neither a country nor an organization"),
        ("Ada Example [q7]", "not a Wikidata id"),
        ("Ada Example (unclosed", "not a label with its brackets"),
    ],
)
def test_problems_name_list_and_line(lists: Lists, line: str, problem: str) -> None:
    lists.write("people.txt", f"# people\n== FR\n{line}\n")
    lists.people()
    (found,) = lists.problems.found
    assert found.startswith("people.txt:3: ")
    assert problem in found


def test_ids_stand_once(lists: Lists) -> None:
    lists.write("people.txt", "== FR\nAda Example\n")
    lists.write("people_2.txt", "== DE\nAda Example\n")
    assert len(lists.people()) == 1
    assert lists.problems.found == ["people_2.txt:2: 'ada-example' (Ada Example) is the id of an earlier item, too"]


def test_a_second_item_of_a_person_adds_offices_and_names(lists: Lists) -> None:
    lists.write("people.txt", "== FR\nAda Example: foreign minister 2004/2006\n")
    lists.write("people_2.txt", "== FR\nAda Example (A. Example): president 2001/2003\n")
    (row,) = lists.people()
    assert lists.problems.found == []
    assert row["names"] == "A. Example"
    assert row["offices"] == "president:country/france:2001/2003|foreign minister:country/france:2004/2006"


def test_of_two_accounts_of_a_term_the_more_exact_dates_count(lists: Lists) -> None:
    lists.write("people.txt", "== FR\nAda Example: president 2004/2006-05-02; envoy@DE 2007/\n")
    lists.write("people_2.txt", "== FR\nAda Example: president 2004-03-01/2006; envoy@DE 2007/\n== -\nAda Example\n")
    (row,) = lists.people()
    assert lists.problems.found == []
    assert row["offices"] == "president:country/france:2004-03-01/2006-05-02|envoy:country/germany:2007/"


def test_two_accounts_of_a_term_agree(lists: Lists) -> None:
    lists.write("people.txt", "== FR\nAda Example: president 2004/2006\n")
    lists.write("people_2.txt", "== FR\nAda Example: president 2004/2007\n")
    lists.people()
    (found,) = lists.problems.found
    assert found.startswith("people_2.txt:2: 'president:country/france:2004/2007' overlaps with")


def test_bodies_are_made_by_pattern_and_join_listed_ones(lists: Lists) -> None:
    lists.write("organizations.txt", "== parliament DE\nBundestag (German parliament)\n")
    lists.write(
        "bodies.txt",
        "some;DE|PH\nparliament;Parliament;{adj} parliament|Parliament of {the};some|CG -FR\nclub;Club;X;some\n",
    )
    known = states.States(lists.problems)
    rows = {row["id"]: row for row in entities.organizations(known, lists.problems)}
    assert lists.problems.found == ["bodies.txt:3: neither a group of codes nor kind, body, names and codes"]
    assert rows["bundestag"]["names"].split("|")[:2] == ["German parliament", "German Parliament"]
    assert "Parliament of Germany" in rows["bundestag"]["names"]
    assert rows["parliament-of-philippines"]["label"] == "Filipino Parliament"
    assert "Parliament of the Philippines" in rows["parliament-of-philippines"]["names"].split("|")
    assert rows["parliament-of-republic-of-the-congo"]["label"] == "Parliament of the Republic of the Congo"
    assert "parliament-of-germany" not in rows


def test_organizations_have_parents_and_members(lists: Lists) -> None:
    lists.write(
        "organizations.txt", "== alliance\nBody @ FR|XK\n== news agency FR\nAgency ^ body\nOther ^ none\n== club\nX\n"
    )
    known = states.States(lists.problems)
    body, agency, other, _ = entities.organizations(known, lists.problems)
    assert body["members"] == "country/france|country/kosovo"
    assert (agency["kind"], agency["country"], agency["parent"], other["parent"]) == (
        "news agency",
        "france",
        "body",
        "",
    )
    assert [text.partition(":")[2].partition(":")[0] for text in lists.problems.found] == ["5", "7"]


def test_places_merge_with_capitals_and_territories(lists: Lists) -> None:
    lists.write("places.txt", "== city FR\nParis (Lutetia) [Q90]; Nowhere ~ Nowhere\n== region CN\nHong Kong (HK)\n")
    known = states.States(lists.problems)
    rows = {row["id"]: row for row in places.places(known, lists.problems)}
    assert lists.problems.found == []
    assert (rows["paris"]["kind"], rows["paris"]["wikidata"]) == ("city", "Q90")
    assert rows["nowhere"]["people"] == "Nowheres|Nowhere"
    assert rows["hong-kong"]["names"].startswith("HK|Hongkong")
    assert rows["berlin"]["kind"] == "capital"
    assert next(row["capital"] for row in known.countries if row["id"] == "france") == "paris"


def test_resolutions_have_their_usual_names(lists: Lists) -> None:
    lists.write("things.txt", "== Resolution LB\n1701\n== Weapon\nBow {bow} (Longbow)\n== Weapon XX\nArrow\n")
    resolution, bow = entities.things(states.States(lists.problems), lists.problems)
    assert resolution["label"] == "UN Security Council Resolution 1701"
    assert (resolution["type"], resolution["country"]) == ("Measure", "lebanon")
    assert (bow["type"], bow["names"]) == ("Weapon", "Longbow")
    assert lists.problems.found == ["things.txt:6: 'Arrow' in 'Weapon XX' is not of a known type and countries"]
