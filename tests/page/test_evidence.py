"""Cards and the timeline: what is told once is shown once, with everyone who says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from looking import Page
from story import story

from kg import page
from kg.model import Assertion, Factuality

RUSSIA, NORTH_KOREA = "country/russia", "country/north-korea"


def told_by(*names: str) -> tuple[Assertion, ...]:
    """A denial, once for each of these who say so."""
    entities = {entity.label: entity for entity in story().entities}
    base = next(a for a in story().assertions if a.predicate == "supplied" and a.factuality is Factuality.DENIED)
    return tuple(replace(base, id=f"{base.document}#9{n}", source=entities[name]) for n, name in enumerate(names))


def test_a_sentence_with_two_sources_is_one_card(browser: Page, tmp_path: Path) -> None:
    claims = tuple(a for a in story().assertions if a.predicate == "supplied" and a.factuality is not Factuality.DENIED)
    page.write(replace(story(), assertions=(*claims, *told_by("Russia", "North Korea"))), tmp_path / "two.html")
    browser.open(tmp_path / "two.html", f"#selected={NORTH_KOREA}&selected={RUSSIA}")
    denial = browser.all(".dispute .sides > section")[1].find_elements("css selector", ".card")
    assert len(denial) == 1
    assert [b.text for b in denial[0].find_elements("css selector", "dd .actor")] == ["Russia", "North Korea"]


def test_who_says_so_stands_first(browser: Page, story_file: Path) -> None:
    browser.open(story_file, f"#selected={NORTH_KOREA}&selected={RUSSIA}")
    assert {card.text for card in browser.all(".card dl > div:first-child dt")} == {"Who says so"}


def test_the_timeline_quotes_a_sentence_once_for_all_that_it_says(browser: Page, tmp_path: Path) -> None:
    base = next(a for a in story().assertions if a.time and a.predicate == "met")
    others = [e for e in story().entities if e.type == base.object.type and e not in (base.object, base.subject)][:2]
    said = tuple(replace(base, id=f"{base.document}#{n}", object=o) for n, o in enumerate((base.object, *others)))
    page.write(replace(story(), assertions=said), tmp_path / "thrice.html")
    browser.open(tmp_path / "thrice.html", "#view=timeline")
    assert len(browser.all("#timeline blockquote")) == 1
    assert len(browser.all("#timeline .saying")) == 3


def test_the_timeline_can_be_ordered_by_publication(browser: Page, story_file: Path) -> None:
    browser.open(story_file, "#view=timeline")
    browser.button("Order by publication instead").click()
    assert browser.state("clock") == "published"
    assert len(browser.all("#timeline .saying")) == 65


def test_the_panel_stays_where_it_was_read_when_a_filter_changes(browser: Page, story_file: Path) -> None:
    browser.open(story_file, f"#selected={RUSSIA}")
    browser.run("document.getElementById('panel').scrollTop = 300")
    browser.run("explorer.change({view: 'table'})")
    assert browser.run("return document.getElementById('panel').scrollTop") == 300
    browser.run("explorer.change({confidence: 0.1})")
    assert browser.run("return document.getElementById('panel').scrollTop") > 0
    browser.run("explorer.change({selected: ['country/ecuador']})")
    assert browser.run("return document.getElementById('panel').scrollTop") == 0


def test_more_disputes_than_the_overview_holds_are_a_click_away(browser: Page, dense_file: Path) -> None:
    browser.open(dense_file)
    more = next(b for b in browser.all("#panel button") if "more dispute" in b.text)
    more.click()
    assert (browser.state("view"), browser.state("disputed")) == ("table", True)
    assert set(browser.texts("#table tbody td:last-child")) == {"disputed"}
