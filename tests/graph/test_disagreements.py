"""A claim and a denial are a disagreement only when they can be about one act."""

from __future__ import annotations

import pytest
from made import graph, said

from kg.model import Assertion

ARMS = said("Oman denies having sold arms to Mali.", "Oman", "supplied", "Mali", "denied", document="d2", source="Oman")
DEAL = said("Oman and Mali denied the arms deal.", "Oman", "agreedWith", "Mali", "denied", document="d2", source="Oman")


def disputed(*assertions: Assertion) -> bool:
    """Whether they are, which the graph, the question and the page must say alike."""
    made = graph(*assertions)
    found = bool(made.disagreements())
    assert bool(made.ask("contradictions")) is found
    return found


@pytest.mark.parametrize(
    ("sentence", "one_act"),
    [
        ("Oman sold Mali rockets and artillery shells.", True),
        ("Oman delivered dozens of containers to Mali.", True),  # nobody says of what
        ("Oman armed Mali with drones, and sent food to Togo.", True),
        ("Oman sent food and medicine to Mali.", False),
        ("Oman has so far given Mali only non-lethal goods.", False),
        ("Oman sent aid to Mali.", False),  # who denies to have sold arms does not deny all aid
        ("Chad, which buys weapons, says that Oman sent grain to Mali.", False),
    ],
)
def test_supplies_of_different_things(sentence: str, one_act: bool) -> None:
    assert disputed(said(sentence, "Oman", "supplied", "Mali"), ARMS) is one_act


@pytest.mark.parametrize(
    ("sentence", "one_act"),
    [
        ("Oman and Mali signed an arms deal.", True),
        ("Oman and Mali came to terms.", True),
        ("Oman and Mali signed a pact of friendship.", False),
        ("Oman and Mali agreed on a ceasefire.", False),
        ("Togo condemns the pact of Oman and Mali, may buy arms.", False),
    ],
)
def test_agreements_on_different_things(sentence: str, one_act: bool) -> None:
    assert disputed(said(sentence, "Oman", "agreedWith", "Mali"), DEAL) is one_act


def test_a_denial_of_everything_denies_each_kind() -> None:
    denial = said("Oman and Mali deny any deal.", "Oman", "agreedWith", "Mali", "denied", document="d2")
    assert disputed(said("Oman and Mali signed an arms deal.", "Oman", "agreedWith", "Mali"), denial)


def test_a_symmetric_relation_is_disputed_either_way_round() -> None:
    assert disputed(said("Mali and Oman signed an arms deal.", "Mali", "agreedWith", "Oman"), DEAL)
    turned = said("Mali sold Oman arms.", "Mali", "supplied", "Oman")
    assert not disputed(turned, ARMS)


@pytest.mark.parametrize(
    ("one", "other", "same"), [("2023", "2023-05", True), ("2023", "2024", False), (None, "2024", True)]
)
def test_times_that_exclude_each_other(one: str | None, other: str, same: bool) -> None:
    claim = said("Chad attacked Togo.", "Chad", "attacked", "Togo", time=one)
    denial = said("Chad denies it.", "Chad", "attacked", "Togo", "denied", source="Chad", time=other)
    assert disputed(claim, denial) is same


@pytest.mark.parametrize("told", ["planned", "possible"])
def test_what_is_only_announced_is_not_disputed(told: str) -> None:
    assert not disputed(said("Oman may sell Mali rockets.", "Oman", "supplied", "Mali", told), ARMS)


def test_only_the_claims_that_are_denied_are_in_it() -> None:
    rockets = said("Oman sold Mali rockets.", "Oman", "supplied", "Mali", "alleged", source="Chad")
    food = said("Oman sent food to Mali.", "Oman", "supplied", "Mali")
    (found,) = graph(rockets, food, ARMS).disagreements()
    assert [a.evidence[0].text for a in found.claims] == ["Oman sold Mali rockets."]
    assert [a.evidence[0].text for a in found.denials] == ["Oman denies having sold arms to Mali."]
