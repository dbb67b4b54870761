from __future__ import annotations

from kg.cli.summary import main_assertions
from kg.model import Assertion, Entity, EntityType, Evidence, Factuality

RUSSIA = Entity("country/russia", "Russia", EntityType.COUNTRY)
KOREA = Entity("country/north-korea", "North Korea", EntityType.COUNTRY)
SEOUL = Entity("country/south-korea", "South Korea", EntityType.COUNTRY)


def assertion(document: str, predicate: str = "supplied", factuality: str = "alleged", **more: object) -> Assertion:
    return Assertion(
        id=f"{document}#1",
        document=document,
        subject=KOREA,
        predicate=predicate,
        object=RUSSIA,
        factuality=Factuality(factuality),
        evidence=(Evidence(document, 0, 1, "x"),),
        **more,  # type: ignore[arg-type]
    )


def test_what_several_articles_say_is_one_row_with_all_its_sources() -> None:
    rows = main_assertions(
        [assertion("b", source=SEOUL, time="2024-06"), assertion("a", source="officials"), assertion("a", source=SEOUL)]
    )
    (row,) = rows
    assert (row.subject, row.predicate, row.object, row.factuality) == ("North Korea", "supplied", "Russia", "alleged")
    assert row.sources == ("South Korea", "officials")
    assert row.times == ("2024-06",)
    assert row.articles == ("a", "b")


def test_an_allegation_and_its_denial_stay_apart() -> None:
    rows = main_assertions([assertion("a"), assertion("a", factuality="denied", source=RUSSIA)])
    assert [(row.factuality, row.sources) for row in rows] == [("alleged", ()), ("denied", ("Russia",))]


def test_the_most_told_comes_first_and_states_come_last() -> None:
    told = [assertion("a", "borders"), assertion("a", "met"), assertion("a", "supplied"), assertion("b", "supplied")]
    assert [row.predicate for row in main_assertions(told)] == ["supplied", "met", "borders"]


def test_each_article_has_its_turn() -> None:
    told = [assertion("a", "met"), assertion("a", "praised"), assertion("b", "thanked"), assertion("b", "visited")]
    assert [row.articles[0] for row in main_assertions(told)] == ["a", "b", "a", "b"]
