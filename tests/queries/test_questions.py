"""The questions of the package, asked of the sample articles: each with its answer, and held to the graph."""

from __future__ import annotations

import re
from importlib.resources import files

import pyoxigraph as ox
import pytest

import kg
from kg.errors import GraphError
from kg.graph import Rows
from kg.model import Assertion, Entity
from kg.queries import KINDS, load, questions

SEOUL, TREATY = "pyongyang_reaction_seoul.txt", "pyongyang_treaty_signed.txt"
MOSCOW, VISIT = "pyongyang_view_from_moscow.txt", "pyongyang_visit_planned.txt"

Answer = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def samples() -> kg.Graph:
    return kg.build(str(files("kg") / "samples"))


def cells(rows: Rows, *columns: str) -> Answer:
    return [tuple(row[column] for column in columns) for row in rows]


def source(assertion: Assertion) -> str | None:
    return assertion.source.label if isinstance(assertion.source, Entity) else assertion.source


# -- each question ---------------------------------------------------------------------------------------------------


def test_who_met_whom_when(samples: kg.Graph) -> None:
    rows = samples.ask("meetings", "Putin", "Kim Jong-un")
    told = cells(rows, "one", "other", "time", "factuality", "document")
    for answer in (
        ("Vladimir Putin", "Kim Jong Un", "2023-09", "fact", VISIT),
        ("Vladimir Putin", "Kim Jong Un", "2024-06-18", "planned", VISIT),
        ("Vladimir Putin", "Kim Jong Un", "2024-06-19", "fact", TREATY),
        ("Vladimir Putin", "Kim Jong Un", "2024-06-19", "fact", SEOUL),
    ):
        assert answer in told
    assert "Putin met Kim in Pyongyang on Wednesday after a welcome in Kim Il Sung Square." in [
        row["sentence"] for row in rows
    ]
    mine = samples.assertions(subject="Putin", object="Kim Jong Un", predicate="met")
    assert len(rows) == sum(len(a.evidence) for a in mine)


def test_meetings_between_dates(samples: kg.Graph) -> None:
    assert {row["time"] for row in samples.ask("meetings", who="Putin", since="2023-09", until="2023")} == {"2023-09"}
    assert not samples.ask("meetings", who="Putin", until="2022")


def test_what_one_did_to_another_over_time(samples: kg.Graph) -> None:
    rows = samples.ask("timeline", "Ecuador")
    told = cells(rows, "time", "published", "subject", "relation", "object", "factuality", "sentence")
    expelled = "Ecuador expelled the Mexican ambassador, Raquel Serur, on Thursday."
    assert ("2024-04-04", "2024-04-08", "Ecuador", "expelled", "Raquel Serur", "fact", expelled) in told
    mine = samples.assertions(subject="Ecuador")
    assert len(rows) == sum(len(a.evidence) for a in mine if a.subject.label == "Ecuador")
    order = [str(row["time"] or row["published"]) for row in rows]
    assert order == sorted(order)
    supplies = samples.ask("timeline", actor="DPRK", target="Russia")
    assert {row["factuality"] for row in supplies if row["relation"] == "supplied"} == {"fact", "alleged", "denied"}


def test_a_timeline_of_what_was_done_to_somebody(samples: kg.Graph) -> None:
    rows = samples.ask("timeline", target="Jorge Glas")
    assert ("Mexico", "supported", "Jorge Glas") in cells(rows, "subject", "relation", "object")
    assert {row["object"] for row in rows} == {"Jorge Glas"}


def test_who_accuses_whom_of_what(samples: kg.Graph) -> None:
    rows = samples.ask("accusations")
    told = cells(rows, "accuser", "accused", "relation", "object", "document", "sentence")
    for answer in (
        ("South Korea", "North Korea", "supplied", "Russia", SEOUL,
         "Seoul accuses North Korea of having delivered millions of artillery shells to Russia."),
        ("State Department", "Russia", "violated", "UN sanctions", TREATY,
         "The US State Department has also accused Moscow of breaking UN sanctions."),
    ):  # fmt: skip
        assert answer in told
    assert len(rows) == sum(len(a.evidence) for a in samples.assertions(factuality="alleged"))
    assert {row["accuser"] for row in samples.ask("accusations", "North Korea", "Seoul")} == {"South Korea"}


def test_what_some_claim_and_others_deny(samples: kg.Graph) -> None:
    rows = samples.ask("contradictions", "North Korea", "Russia")
    told = cells(rows, "claimed_by", "told", "document", "denied_by", "denial_document", "denial_sentence")
    denial = "Russia and North Korea deny any arms transfers."
    assert ("South Korea", "alleged", SEOUL, "Russia", TREATY, denial) in told
    assert ("United States", "alleged", VISIT, "North Korea", TREATY, denial) in told
    assert {(row["subject"], row["relation"], row["object"]) for row in rows} == {("North Korea", "supplied", "Russia")}


def test_contradictions_are_the_disagreements_of_the_graph(samples: kg.Graph) -> None:
    found = set(cells(samples.ask("contradictions"), "relation", "sentence", "denial_sentence"))
    claims = {(relation, claim) for relation, claim, _ in found}
    disagreements = samples.disagreements()
    assert claims == {(a.predicate, e.text) for d in disagreements for a in d.claims for e in a.evidence}
    assert {denial for *_, denial in found} == {e.text for d in disagreements for a in d.denials for e in a.evidence}


def test_what_the_target_of_a_claim_denies(samples: kg.Graph) -> None:
    rows = samples.ask("denied-by-target", "Kremlin")
    told = cells(rows, "subject", "relation", "object", "claimed_by", "denied_by", "denial_document")
    assert ("North Korea", "supplied", "Russia", "South Korea", "Russia", TREATY) in told
    assert {row["denied_by"] for row in rows} == {"Russia"}
    everyone = {row["denied_by"] for row in samples.ask("denied-by-target")}
    assert {"Russia", "North Korea"} <= everyone
    assert "Kim Yo Jong" not in everyone, "she denies what is claimed of her country, not of herself"


def test_what_was_planned_and_became_fact_or_not(samples: kg.Graph) -> None:
    columns = ("subject", "relation", "object", "planned_for", "outcome", "time", "outcome_document")
    told = cells(samples.ask("plans"), *columns)
    met = ("Vladimir Putin", "met", "Kim Jong Un", "2024-06-18", "told as fact", "2024-06-19")
    assert (*met, SEOUL) in told
    assert (*met, TREATY) in told
    assert ("Mexico", "charged", "Ecuador", None, "not told as fact", None, None) in told
    manila = ("Antony Blinken", "visited", "Manila", "2024-07-29/2024-08-04", "not told as fact", None, None)
    assert manila in told
    earlier = [row for row in told if row[:3] == met[:3] and str(row[5]).startswith("2023")]
    assert not earlier, "a meeting of the year before is not the one that was announced"
    open_ones = samples.ask("plans", outcome="not told as fact")
    assert {row["outcome"] for row in open_ones} == {"not told as fact"}
    assert set(cells(open_ones, *columns)) == {row for row in told if row[4] == "not told as fact"}


def test_whose_claims_rest_on_one_source(samples: kg.Graph) -> None:
    rows = samples.ask("single-source", about="North Korea")
    told = cells(rows, "source", "subject", "relation", "object", "document")
    assert ("South Korea", "Russia", "aided", "North Korea", SEOUL) in told
    statements = {row[1:4] for row in told}
    assert ("North Korea", "supplied", "Russia") not in statements, "Seoul and Washington both say so"
    assert {row["source"] for row in samples.ask("single-source", "", "Seoul")} == {"South Korea"}
    publishers = {document.id: document.publisher for document in samples.documents()}
    for row in rows:
        same = [
            source(a) or publishers[a.document]
            for a in samples.assertions(subject=str(row["subject"]), object=str(row["object"]))
            if a.predicate == row["relation"] and a.factuality in ("fact", "alleged")
        ]
        assert set(same) == {row["source"]}


def test_the_shortest_cited_path(samples: kg.Graph) -> None:
    rows = samples.ask("path", "Kim Yo Jong", "Russia")
    assert cells(rows, "step", "subject", "relation", "object")[0] == (1, "Kim Yo Jong", "siblingOf", "Kim Jong Un")
    assert len(rows) == 2
    assert {rows[1]["subject"], rows[1]["object"]} == {"Kim Jong Un", "Russia"}
    for row in rows:
        cited = samples.assertions(subject=str(row["subject"]), predicate=str(row["relation"]), factuality="fact")
        assert any(e.text == row["sentence"] for a in cited for e in a.evidence)
    back = samples.ask("path", one="Russia", other="Kim Yo Jong")
    assert len(back) == 2


def test_alliances_and_conflicts_by_quad(samples: kg.Graph) -> None:
    (allies,) = [
        row for row in samples.ask("alliances", "Russia") if {row["one"], row["other"]} == {"North Korea", "Russia"}
    ]
    assert allies["material_cooperation"]
    assert (allies["verbal_conflict"], allies["material_conflict"]) == (0, 0)
    (foes,) = [
        row for row in samples.ask("alliances", "Ecuador") if {row["one"], row["other"]} == {"Ecuador", "Nicaragua"}
    ]
    assert isinstance(foes["intensity"], float)
    assert foes["intensity"] < 0


def test_what_changed_between_two_dates(samples: kg.Graph) -> None:
    rows = samples.ask("changes", "2024-06-18", "2024-06-20", "Putin")
    told = cells(rows, "published", "subject", "relation", "object", "before", "now")
    assert ("2024-06-20", "Vladimir Putin", "agreedWith", "Kim Jong Un", "planned", "fact") in told
    assert ("2024-06-20", "Vladimir Putin", "warned", "South Korea", None, "fact") in told
    assert {row["published"] for row in rows} == {"2024-06-20"}
    known = {(a.subject.label, a.predicate, a.object.label, a.factuality) for a in samples.assertions(document=VISIT)}
    assert not {(row[1], row[2], row[3], row[5]) for row in told} & known
    everything = samples.ask("changes", "2023", "2024")
    assert {row["before"] for row in everything} == {None}
    assert len(everything) >= len(samples.assertions())


# -- how they are asked ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["DPRK", "Kim Jong-un", "ROK", "person/kim-jong-un", "Q159", "kremlin"])
def test_names_are_those_that_users_write(samples: kg.Graph, name: str) -> None:
    assert samples.ask("timeline", actor=name) == samples.ask("timeline", actor=samples.entity(name).id)


@pytest.mark.parametrize(
    ("question", "values", "message"),
    [
        ("meetings", ["Vladimir Putn"], "Near: Vladimir Putin (person/vladimir-putin)"),
        ("meetings", ["Putin", "", "soon"], "since='soon' is not a day, month or year"),
        ("meetings", ["Putin", "", "2024-02-30"], "2024-02-30"),
        ("meetings", ["Putin", "", "2024", "2023"], "since=2024 is not before until=2023"),
        ("meetings", ["Putin", "Kim Jong Un", "2024", "2025", "more"], "takes no 5 values"),
        ("timeline", [], "needs actor or target"),
        ("path", ["Putin"], "needs other"),
        ("path", ["Putin", "Vladimir Putin"], "both ends"),
        ("changes", ["2024"], "needs until"),
        ("quarrels", [], "there are accusations, alliances,"),
    ],
)
def test_what_cannot_be_asked_is_explained(samples: kg.Graph, question: str, values: list[str], message: str) -> None:
    with pytest.raises(GraphError, match=re.escape(message)):
        samples.ask(question, *values)


def test_a_value_that_is_given_twice_or_has_no_parameter(samples: kg.Graph) -> None:
    with pytest.raises(GraphError, match="given twice"):
        samples.ask("meetings", "Putin", who="Kim Jong Un")
    with pytest.raises(GraphError, match="no parameter 'whom'"):
        samples.ask("meetings", whom="Putin")


def test_a_value_is_never_a_part_of_the_query(samples: kg.Graph) -> None:
    text = 'x" . ?s ?p ?o } #'
    assert not samples.ask("plans", outcome=text)
    query = samples.sparql("plans", outcome=text)
    assert query.count("?outcome = ") == 1
    assert '"x\\" . ?s ?p ?o } #"' in query


# -- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", questions())
def test_each_file_is_a_query_that_any_engine_can_run(name: str) -> None:
    question = load(name)
    assert question.title
    assert all(kind in KINDS and meaning for kind, meaning in question.parameters.values())
    assert {name for group in question.needs for name in group} <= set(question.parameters)
    assert question.then in ("", "same-act", "shortest-path")
    for parameter in question.parameters:
        assert f"${parameter}" in question.sparql, "a parameter that changes nothing"
    assert list(ox.Store().query(question.sparql)) == []


@pytest.mark.parametrize("name", questions())
def test_each_answer_has_one_order(name: str) -> None:
    """Every column sorts, so that the same graph gives the same bytes."""
    sparql = load(name).sparql
    columns = re.findall(r"\?(\w+)", re.split(r"\nWHERE", sparql.partition("\nSELECT")[2])[0])
    sorted_by = set(re.findall(r"\?(\w+)", sparql[sparql.rindex("ORDER BY") :]))
    assert set(columns) <= sorted_by


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")
def test_a_query_can_be_taken_to_another_engine(samples: kg.Graph) -> None:
    query = samples.sparql("alliances", "Russia")
    found = list(samples.to_rdflib().query(query))
    assert len(found) == len(samples.ask("alliances", "Russia"))
