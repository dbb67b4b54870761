"""One graph of all records: ids, names, reasons, corrections, and that a change gives what a fresh start gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import record

from kg.errors import GraphError
from kg.graph import Graph
from kg.model import DocumentRecord, Entity
from kg.resolve import Corrections, Index, outcome, resolve, resolve_with_reasons


def corrected(*lines: str) -> Corrections:
    return Corrections.parse(line.replace(" ", "\t", 2) for line in lines)


def entity(records: list[DocumentRecord], name: str, corrections: Corrections | None = None) -> Entity:
    return Graph(resolve(records, corrections)).entity(name)


# -- ids ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Marta Lindqvist", "person/marta-lindqvist"),
        ("Dr. Marta Lindqvist", "person/marta-lindqvist"),
        ("José Ñandú Pérez", "person/jose-nandu-perez"),
        ("#Kestrel Institute", "organization/kestrel-institute"),
        ("#Kestrel Institute Ltd.", "organization/kestrel-institute"),
        ("%Vorland", "place/vorland"),
        ("Владимир Котов", "person/владимир-котов"),
        ("Vladimir Putin", "person/vladimir-putin"),
    ],
)
def test_ids_are_readable_and_come_from_the_name_alone(name: str, id_: str) -> None:
    alone = resolve([record("a", name)]).entities
    among = resolve([record("a", name), record("b", "Olga Tarn", "#Red Heron Group"), record("c", name)]).entities
    assert [e.id for e in alone] == [id_]
    assert id_ in [e.id for e in among]


def test_what_has_no_name_of_its_own_has_an_id_of_its_document() -> None:
    one, other = (resolve([record(d, "~treaty", "Smith", "#Supreme Court")]).entities for d in ("a", "b"))
    assert not {e.id for e in one} & {e.id for e in other}
    assert {e.id.rpartition("-")[0] for e in one} == {"agreement/treaty", "person/smith", "organization/supreme-court"}
    assert len(resolve([record("a", "~treaty", "~treaty")]).entities) == 2


def test_a_name_without_letters_still_has_an_id() -> None:
    (found,) = resolve([record("a", "#!!! ???")]).entities
    assert found.id.startswith("organization/x-")


def test_what_is_unknown_never_has_the_id_of_what_is_known() -> None:
    ids = [e.id for e in resolve([record("a", "#PJSC Gazprom"), record("b", "#Gazprom")]).entities]
    assert ids == ["organization/gazprom"]


# -- a merged node keeps the ids of its variants -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("Yuri Melnichuk", "Yury Melnichuk", "Yuriy Melnichuk"),
        ("Volodymyr Zelenskyy", "Vladimir Zelenskyi"),
        ("#Vorland Liberation Front", "#VLF"),
        ("Muhammad bin Salman", "Mohammed bin Salman"),
    ],
)
def test_same_as_keeps_the_ids_that_variants_have_alone(names: tuple[str, ...]) -> None:
    stated = [record("z", "Olga Tarn", *names)] if names[0].startswith("#") else []
    if stated:  # one document gives the acronym
        first = stated[0].entities[1]
        both = first.mentions + stated[0].entities[2].mentions
        stated = [DocumentRecord(stated[0].document, (type(first)(first.label, first.type, both),), (), "by hand")]
    records = [*stated, *(record(f"d{n}", "Olga Tarn", name) for n, name in enumerate(names))]
    merged = entity(records, names[0].lstrip("#"))
    kept = {merged.id, *merged.same_as}
    for one in records:
        alone = entity([one], one.entities[-1].label)
        assert {alone.id, *alone.same_as} <= kept
    assert merged.id not in merged.same_as
    assert list(merged.same_as) == sorted(merged.same_as)


def test_a_link_into_an_earlier_graph_stays_valid() -> None:
    earlier = entity([record("a", "Yury Melnichuk")], "Yury Melnichuk").id
    later = Graph(resolve([record("a", "Yury Melnichuk"), *(record(f"b{n}", "Yuri Melnichuk") for n in range(3))]))
    assert later.entity(earlier).id == "person/yuri-melnichuk"
    linked = later.query("SELECT ?other { person:yuri-melnichuk owl:sameAs ?other }")
    assert [str(row["other"]).rpartition("/")[2] for row in linked] == ["yury-melnichuk"]


# -- reasons -----------------------------------------------------------------------------------------------------------


def test_every_merge_and_every_refused_merge_has_its_reason() -> None:
    records = [
        record("a", "Olga Tarn", "Yuri Melnichuk"),
        record("b", "Olga Tarn", "Yury Melnichuk"),
        record("c", "Marta Lindqvist", "Melnichuk"),
    ]
    graph = Graph(resolve(records))
    merge, refused = sorted(graph.why("Yuri Melnichuk"), key=lambda d: not d.merged)[:2]
    assert (merge.one, merge.other, merge.rule) == ("person/yuri-melnichuk", "person/yury-melnichuk", "spelling")
    assert merge.documents == ("a", "b")
    assert (refused.merged, refused.rule) == (False, "family name")
    assert "too little" in refused.reason
    assert graph.why(graph.entity("Olga Tarn")) == ()


def test_a_name_that_fits_two_which_do_not_fit_each_other_is_neither() -> None:
    full = [record("a", "#Kestrel Institute", "Peter T. Halloran"), record("b", "Olga Tarn", "Peter J. Halloran")]
    graph = Graph(resolve([*full, record("c", "Olga Tarn", "#Kestrel Institute", "Peter Halloran")]))
    assert {d.merged for d in graph.why("person/peter-halloran")} == {False}
    assert "which do not fit each other" in graph.why("person/peter-halloran")[0].reason


def test_many_that_stand_alone_do_not_keep_each_other_from_their_full_name() -> None:
    full = record("a", "Olga Tarn", "Marta Lindqvist", "Pavel Gusarov")
    bare = [record(f"b{n}", "Olga Tarn", "Gusarov") for n in range(5)]
    assert len([e for e in resolve([full, *bare]).entities if "gusarov" in e.id]) == 1


def test_an_office_on_the_day_tells_who_is_meant() -> None:
    (of_2005,) = resolve([_titled("President", "Bush", "2005-05-04")]).entities
    (of_1990,) = resolve([_titled("President", "Bush", "1990-05-04")]).entities
    (undated,) = resolve([_titled("President", "Bush", None)]).entities
    (mayor,) = resolve([_titled("Mayor", "Bush", "2005-05-04")]).entities
    (former,) = resolve([_titled("former President", "Bush", "2005-05-04")]).entities
    (german,) = resolve([_titled("German President", "Bush", "2005-05-04")]).entities
    assert (of_2005.id, of_1990.id) == ("person/george-w-bush", "person/george-h-w-bush")
    assert {undated.wikidata, mayor.wikidata, former.wikidata, german.wikidata} == {None}
    reason = resolve_with_reasons([_titled("President", "Bush", "2005-05-04")]).decisions[0]
    assert reason.rule == "office"
    assert "2005-05-04" in reason.reason


def _titled(title: str, name: str, date: str | None) -> DocumentRecord:
    made = record("a", f"{title} {name}", date=date)
    (local,) = made.entities
    (mention,) = local.mentions
    start = mention.end - len(name)
    named = type(local)(name, local.type, (type(mention)(start, mention.end, name, mention.kind),))
    return DocumentRecord(made.document, (named,), (), "by hand")


# -- corrections -------------------------------------------------------------------------------------------------------


def test_a_correction_joins_what_nothing_else_joins() -> None:
    records = [record("a", "Olga Tarn"), record("b", "Olga Tarnova")]
    one = entity(records, "Olga Tarn", corrected("same person/olga-tarn person/olga-tarnova"))
    assert {one.id, *one.same_as} == {"person/olga-tarn", "person/olga-tarnova"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Yuri Melnichuk", "Yury Melnichuk"), ("Muhammad bin Salman", "Mohammed bin Salman")],
)
def test_a_correction_keeps_apart_what_would_be_joined(one: str, other: str) -> None:
    records = [record("a", one), record("b", other)]
    assert len(resolve(records).entities) == 1
    ids = sorted(resolve([record("a", one)]).entities[0].same_as or ["person/yuri-melnichuk"])
    told = corrected(f"different {ids[0]} {resolve([record('b', other)]).entities[0].id}")
    graph = Graph(resolve(records, told))
    assert len(graph.entities()) == 2
    assert any("correction" in d.reason for e in graph.entities() for d in graph.why(e))


def test_a_correction_names() -> None:
    records = [record("a", "Olga Tarn"), record("b", "Vladimir Putin")]
    told = corrected("rename person/olga-tarn Olga_Tarn-Berg", "rename person/vladimir-putin V._Putin")
    assert {e.label for e in resolve(records, told).entities} == {"Olga_Tarn-Berg", "V._Putin"}
    assert entity(records, "Olga Tarn", told).names == ("Olga Tarn",)


def test_corrections_that_contradict_each_other_are_refused() -> None:
    told = corrected("same person/a person/b", "same person/b person/c", "different person/a person/c")
    records = [record(name, f"Xx {name}") for name in "abc"]
    told = Corrections.parse(
        f"{kind}\tperson/xx-{one}\tperson/xx-{other}"
        for kind, one, other in (("same", "a", "b"), ("same", "b", "c"), ("different", "a", "c"))
    )
    with pytest.raises(GraphError, match="contradict"):
        resolve(records, told)


@pytest.mark.parametrize("line", ["same\ta", "merge\ta\tb", "same\t\tb"])
def test_a_malformed_line_is_named(line: str) -> None:
    with pytest.raises(GraphError, match="line 2"):
        Corrections.parse(["# mine", line])


# -- a change gives what a fresh start gives ---------------------------------------------------------------------------

NAMES = (
    *("Yuri Melnichuk", "Yury Melnichuk", "Y. Melnichuk", "Melnichuk", "Anna Melnichuk", "Muhammad bin Salman"),
    *("Mohammed bin Salman", "Kim", "Kim Jong Un", "Biden", "Pavel Gusarov", "Pavel Andreyevich Gusarov", "Gusarov"),
    *("#Vorland Liberation Front", "#VLF", "#Interior Ministry", "#Kestrel Organization", "%Vorland", "~treaty"),
    *("Ricardo Montoya", "Ricardo Montoya Salcedo", "Jong Un Kim", "#3rd Battalion"),
)
CORRECTIONS = (
    Corrections(),
    Corrections(same=(("person/yuri-melnichuk", "person/anna-melnichuk"),)),
    Corrections(different=(("person/yuri-melnichuk", "person/yury-melnichuk"),)),
)
documents = st.sampled_from([f"doc-{n}" for n in range(5)])
contents = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
steps = st.lists(
    st.tuples(documents, st.one_of(st.none(), contents), st.sampled_from(CORRECTIONS)), min_size=1, max_size=8
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_any_changes_give_the_graph_of_a_fresh_start(
    steps: list[tuple[str, list[str] | None, Corrections]],
) -> None:
    now: dict[str, DocumentRecord] = {}
    with Index() as index:
        for document, names, told in steps:
            if names is None:
                now.pop(document, None)
                index.update(removed=[document], corrections=told)
            else:
                now[document] = record(document, *names, date="2022-03-01")
                index.update([now[document]], corrections=told)
            ordered = [now[id_] for id_ in sorted(now)]
            changed, fresh = outcome(index, ordered, told), resolve_with_reasons(reversed(ordered), told)
            assert changed == fresh
            assert changed.decisions == fresh.decisions


def test_a_document_among_many_touches_only_what_it_has_to_do_with() -> None:
    many = [record(f"d{n:05}", f"Ama Person{n // 2:04}", f"#Body {n // 3:04} Group", "Olga Tarn") for n in range(2000)]
    with Index() as index:
        index.update(many)
        assert index.touched > 1500
        index.update([record("new", "Olga Tarn", "Ama Person0007", "Yuri Melnichuk")])
        assert index.touched < 10
        index.update(removed=["new"])
        assert index.touched < 10
        assert outcome(index, many) == resolve_with_reasons(many)


def test_an_index_on_disk_goes_on_and_is_made_again_if_damaged_or_old(tmp_path: Path) -> None:
    path, one, other = tmp_path / "index", record("a", "Yuri Melnichuk"), record("b", "Yury Melnichuk")
    with Index(path) as index:
        index.update([one])
    with Index(path) as index:
        assert list(index.stamps) == ["a"]
        index.update([other])
        assert outcome(index, [one, other]) == resolve_with_reasons([one, other])
    with Index(path, version="newer") as index:
        assert index.stamps == {}
    path.write_bytes(b"no database" * 100)
    with Index(path) as index:
        assert index.stamps == {}


def test_a_change_that_fails_leaves_the_index_as_it_was() -> None:
    one, other = record("a", "Yuri Melnichuk"), record("a", "Yury Melnichuk")
    with Index() as index:
        index.update([one])
        with pytest.raises(GraphError, match="two records"):
            index.update([record("b", "Yury Melnichuk"), other, one])
        assert list(index.stamps) == ["a"]
        assert outcome(index, [one]) == resolve_with_reasons([one])
