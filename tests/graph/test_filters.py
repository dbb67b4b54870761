"""What `Graph.assertions`, `entities` and `entity` can be asked for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from made import ADA, COUNTRIES, graph, said

from kg.errors import GraphError

GRAPH = graph(
    said("Ada Obi met Ben Obi.", "Ada", "met", "Ben", time="2024-03-05"),
    said("Ada Obi visited Togo.", "Ada", "visited", "Togo", time="2024-02/2024-04"),
    said("Chad accuses Mali of attacking it.", "Mali", "attacked", "Chad", "alleged", source="Chad"),
    said("Mali denies having attacked Chad.", "Mali", "attacked", "Chad", "denied", document="d2", source="Mali"),
    said("Officials say Oman will visit.", "Oman", "visited", "Chad", "planned", document="d2", source="officials"),
)


def numbers(**wanted: Any) -> list[str]:
    return [a.id for a in GRAPH.assertions(**wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["d1#1", "d1#2", "d1#3", "d2#1", "d2#2"]),
        ({"subject": "Ada Obi"}, ["d1#1", "d1#2"]),
        ({"subject": ADA, "predicate": "visited"}, ["d1#2"]),
        ({"subject": "Ben Obi"}, ["d1#1"]),  # "met" holds both ways
        ({"object": "Ada Obi"}, ["d1#1"]),
        ({"subject": "Chad"}, []),  # "attacked" does not
        ({"object": COUNTRIES["Chad"], "factuality": "denied"}, ["d2#1"]),
        ({"source": "Mali"}, ["d2#1"]),
        ({"source": "officials"}, ["d2#2"]),
        ({"document": "d2"}, ["d2#1", "d2#2"]),
        ({"since": "2024-03-06"}, ["d1#2"]),
        ({"until": "2024-02"}, ["d1#2"]),
        ({"since": "2024-03", "until": "2024-03"}, ["d1#1", "d1#2"]),
        ({"since": "2025"}, []),
    ],
)
def test_assertions_that_fit_all_that_is_given(wanted: dict[str, Any], found: list[str]) -> None:
    assert numbers(**wanted) == found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"predicate": "meet"}, "no predicate 'meet'. Near: met"),
        ({"factuality": "true"}, "no factuality 'true'"),
        ({"document": "d3"}, "no document 'd3'"),
        ({"source": "nobody"}, "no entity 'nobody'"),
        ({"since": "March"}, "since='March' is not a day"),
        ({"subject": "Obi"}, "'Obi' can be person/ada-obi (Person), person/ben-obi (Person)"),
        ({"subject": "Chat"}, "Near: Chad (country/chad)"),
    ],
)
def test_what_is_not_there_is_an_error_with_what_is_near(wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(GraphError, match=re.escape(message)):
        GRAPH.assertions(**wanted)


@pytest.mark.parametrize(
    "name", ["person/ada-obi", "person/obi", "Q1", "Ada Obi", "ADA OBI", "Ms Obi", "Ms  OBI", "Ada Óbi"]
)
def test_an_entity_has_many_names(name: str) -> None:
    assert GRAPH.entity(name) == ADA


@pytest.mark.parametrize("name", ["the Sultanate of Oman", "Omani", "Muscat"])
def test_names_that_no_text_uses_come_from_the_knowledge_base(name: str) -> None:
    assert GRAPH.entity(name) == COUNTRIES["Oman"]


def test_the_names_of_the_texts_come_first() -> None:
    assert GRAPH.entity("Chad") == COUNTRIES["Chad"]
    with pytest.raises(GraphError, match="no entity 'Norway'"):
        GRAPH.entity("Norway")


def test_entities_of_a_class() -> None:
    assert [entity.label for entity in GRAPH.entities("Person")] == ["Ada Obi", "Ben Obi"]
    assert len(GRAPH.entities("Actor")) == len(GRAPH.entities()) == 6
    with pytest.raises(GraphError, match="no class 'Human'"):
        GRAPH.entities("Human")
