"""Search and filters: whoever is in the graph can be found, and what is taken away can be brought back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from looking import Page
from selenium.webdriver.common.keys import Keys
from story import story

from kg.ontology import Ontology

GROUPS = {name: predicate.group for name, predicate in Ontology.load().predicates.items()}


@pytest.fixture
def story_page(browser: Page, story_file: Path) -> Page:
    browser.open(story_file)
    return browser


def test_an_actor_tied_to_nobody_is_found_and_told_about(story_page: Page, story_file: Path) -> None:
    story_page.find("#search").send_keys("prisoners")
    assert "tied to nobody" in story_page.texts("#search-list li")[0]
    story_page.find("#search").send_keys(Keys.ENTER)
    assert story_page.title() == "Ukrainian prisoners"
    assert "say nothing of what it did to others" in story_page.find("#panel").text
    story_page.open(story_file, "#" + story_page.driver.current_url.partition("#")[2])
    assert story_page.title() == "Ukrainian prisoners"
    assert story_page.complaints() == []


def test_a_path_is_asked_for_only_between_actors_that_are_tied(story_page: Page) -> None:
    story_page.button("Path between two").click()
    story_page.find("#path-from").send_keys("prisoners")
    assert story_page.texts("#path-from-list li") == ["No actor of this name"]


@pytest.mark.parametrize("typed", ["Putin Vladimir", "jong-un kim", "korea south", "ZELENSKYY"])
def test_words_are_found_in_any_order_and_case(story_page: Page, typed: str) -> None:
    story_page.find("#search").send_keys(typed)
    labels = {"Putin Vladimir": "Vladimir Putin", "jong-un kim": "Kim Jong Un", "korea south": "South Korea"}
    assert labels.get(typed, "Volodymyr Zelensky") in story_page.texts("#search-list li")[0]


def test_a_plover_type_is_a_filter(story_page: Page) -> None:
    counts = [GROUPS[a.predicate] for a in story().assertions]
    group = next(g for g in ("CONSULT", "AGREE", "AID", "ASSAULT") if len({p for p in GROUPS if GROUPS[p] == g}) > 1)
    for summary in story_page.all(".quad summary"):
        summary.click()
    box = next(li for li in story_page.all(".plover > label") if li.text.startswith(group.capitalize()))
    assert box.text.endswith(str(counts.count(group)))
    box.find_element("css selector", "input").click()
    assert story_page.shown() == len(counts) - counts.count(group)
    assert all(
        GROUPS[name] != group
        for name in story_page.run(
            "return explorer.scene().assertions.map((a) => JSON.parse("
            "document.getElementById('data').textContent).predicates[a.predicate].name)"
        )
    )
    box.find_element("css selector", "input").click()
    assert story_page.shown() == len(counts)


def test_hidden_actors_are_counted_and_come_back(story_page: Page) -> None:
    story_page.run("explorer.change({hidden: ['country/japan', 'country/mexico']})")
    story_page.button("Show 2 hidden actors").click()
    assert {"Japan", "Mexico"} <= story_page.actors()


def test_a_long_list_says_how_many_it_does_not_show(browser: Page, large_file: Path) -> None:
    browser.open(large_file)
    facet = next(f for f in browser.all("details.facet") if f.text.startswith("Documents"))
    facet.find_element("css selector", "summary").click()
    rows = len(facet.find_elements("css selector", "li label"))
    assert f"{200 - rows} more: type to find them" in facet.text
    facet.find_element("css selector", ".finder").send_keys("no such title")
    browser.until("return document.querySelector('#facets').innerText.includes('Nothing of this name')")


def test_the_time_slider_names_its_years(story_page: Page) -> None:
    years = [text for text in story_page.texts("#time .ticks span") if text]
    assert years == sorted(years)
    assert "2024" in years
    left, right = story_page.run(
        "const r = document.querySelector('.ticks').getBoundingClientRect(); return [r.left, r.right]"
    )
    spans = story_page.run(
        """return [...document.querySelectorAll('.ticks span')].map((s) => s.getBoundingClientRect())
          .map(({left, right}) => [left, right])"""
    )
    assert all(left <= a and b <= right for a, b in spans)
    assert all(b < a for (_, b), (a, _) in pairwise(spans))
