"""Each feature of the page in a real browser, on the graph of the story."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from looking import Page
from selenium.webdriver.common.keys import Keys
from story import story

from kg.model import Assertion, Entity, EntityType
from kg.ontology import Ontology

QUADS = {name: predicate.quad for name, predicate in Ontology.load().predicates.items()}
RUSSIA, NORTH_KOREA = "country/russia", "country/north-korea"


@pytest.fixture
def story_page(browser: Page, story_file: Path) -> Page:
    browser.open(story_file)
    return browser


def test_opens_without_complaint_and_without_the_network(story_page: Page, story_file: Path) -> None:
    assert story_page.complaints() == []
    assert story_page.requests() == [story_file.as_uri()]


def test_first_view_shows_everything_and_no_label_covers_another(story_page: Page) -> None:
    labels = story_page.run(
        "return explorer.view.labels().map(({left, right, top, bottom}) => ({left, right, top, bottom}))"
    )
    overlaps = [
        (a, b)
        for n, a in enumerate(labels)
        for b in labels[:n]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
    assert len(story_page.actors()) == 32
    assert len(labels) >= 30
    assert overlaps == []


def test_title_stands_once(story_page: Page) -> None:
    assert story_page.texts("h1") == [story_page.driver.title]


def test_physics_is_off(story_page: Page) -> None:
    before = story_page.run(
        "return JSON.stringify(explorer.view.nodes().map(({id}) => explorer.view.project({x: 0, y: 0})))"
    )
    assert before == story_page.run(
        "return JSON.stringify(explorer.view.nodes().map(({id}) => explorer.view.project({x: 0, y: 0})))"
    )
    assert story_page.run("return JSON.parse(document.getElementById('data').textContent).network.options.physics") == {
        "enabled": False
    }


def test_click_on_an_actor_shows_its_evidence(story_page: Page) -> None:
    story_page.click_canvas(*story_page.place("Ecuador"))
    assert story_page.title() == "Ecuador"
    card = next(c for c in story_page.all(".card") if "arrested" in c.text)
    assert "Ecuador arrested former vice-president Jorge Glas inside." in card.text
    assert "Police storm embassy to arrest former vice-president" in card.text
    assert "Andes Courier · 6 April 2024" in card.text
    assert "95 %" in card.text
    assert [(m.text, m.get_attribute("class")) for m in card.find_elements("css selector", "mark")] == [
        ("Ecuador", "subject"),
        ("Jorge Glas", "object"),
    ]


def test_click_on_a_line_opens_what_is_said_of_two(story_page: Page) -> None:
    (ax, ay), (bx, by) = story_page.place("Russia"), story_page.place("Ukraine")
    story_page.click_canvas(ax * 0.4 + bx * 0.6, ay * 0.4 + by * 0.6)
    assert story_page.title() == "Russia and Ukraine"
    assert "Russia struck Kharkiv" in story_page.find("#panel").text


def test_links_lead_only_to_the_web_and_keep_the_opener(story_page: Page) -> None:
    story_page.run("explorer.change({selected: arguments[0]})", [RUSSIA])
    links = story_page.all("#panel a")
    assert links
    assert all(a.get_attribute("href").startswith("https://") for a in links)
    assert all("noopener" in a.get_attribute("rel") for a in links)


def test_contradictions_stand_side_by_side(story_page: Page) -> None:
    story_page.button("North Korea supplied Russia").click()
    sides = story_page.all(".dispute .sides > section")
    assert [side.find_element("css selector", "h4").text for side in sides] == ["Some say so", "Others deny it"]
    assert "According to Kyiv" in sides[0].text
    assert "The DPRK has never delivered weapons" in sides[1].text
    assert sides[0].rect["y"] == sides[1].rect["y"]
    assert sides[0].rect["x"] < sides[1].rect["x"]


def test_a_bundle_has_its_count_and_opens_into_strands(story_page: Page) -> None:
    lines = story_page.run("return explorer.view.lines().map(({a, b, count, opened}) => ({a, b, count, opened}))")
    assert max(line["count"] for line in lines) == 8
    story_page.run("explorer.change({selected: arguments[0]})", [NORTH_KOREA, RUSSIA])
    assert story_page.run("return explorer.view.lines().filter(({opened}) => opened).length") == 1


@pytest.mark.parametrize(
    ("typed", "label"),
    [("Kim J", "Kim Jong Un"), ("kreml", "Russia"), ("zelenskyy", "Volodymyr Zelensky"), ("김정은", "Kim Jong Un")],
)
def test_search_completes_names_and_aliases(story_page: Page, typed: str, label: str) -> None:
    story_page.find("#search").send_keys(typed)
    assert label in story_page.texts("#search-list li")[0]
    story_page.find("#search").send_keys(Keys.ENTER)
    assert story_page.title() == label


def test_search_says_when_nothing_is_found(story_page: Page) -> None:
    story_page.find("#search").send_keys("Atlantis")
    assert story_page.texts("#search-list li") == ["No actor of this name"]


def tick(page: Page, title: str, row: str) -> None:
    facet = next(f for f in page.all("details.facet") if f.find_element("css selector", "summary").text == title)
    if not facet.get_attribute("open"):
        facet.find_element("css selector", "summary").click()
    label = next(label for label in facet.find_elements("css selector", "label") if row in label.text)
    label.find_element("css selector", "input").click()


@pytest.mark.parametrize(
    ("title", "row", "stays"),
    [
        ("Actors", "Person", lambda a: EntityType.PERSON not in (a.subject.type, a.object.type)),
        ("Relations", "Conflict in deeds", lambda a: QUADS[a.predicate] != "material conflict"),
        ("How it is told", "Denied", lambda a: a.factuality != "denied"),
        ("Who says so", "Ukraine", lambda a: not (isinstance(a.source, Entity) and a.source.label == "Ukraine")),
        ("Documents", "Great friendship opens a new era", lambda a: a.document != "state-agency.txt"),
    ],
)
def test_filters_take_away_and_undo_brings_back(
    story_page: Page, title: str, row: str, stays: Callable[[Assertion], bool]
) -> None:
    left = sum(map(stays, story().assertions))
    assert 0 < left < 65
    tick(story_page, title, row)
    assert story_page.shown() == left
    assert f"{left} of 65 statements" in story_page.find("#notice").text
    story_page.undo()
    assert story_page.shown() == 65


def test_confidence_words_and_disputes_filter(story_page: Page) -> None:
    story_page.run(
        "const s = document.getElementById('confidence'); s.value = 0.9; s.dispatchEvent(new Event('input'))"
    )
    story_page.until("return explorer.scene().assertions.length < 65")
    assert story_page.run("return Math.min(...explorer.scene().assertions.map(({confidence}) => confidence))") >= 0.9
    story_page.button("Show everything").click()
    story_page.find("#words").send_keys("embassy")
    story_page.until("return explorer.scene().assertions.length < 10")
    assert story_page.shown() == 2
    story_page.button("Show everything").click()
    story_page.find("#disputed").click()
    assert story_page.shown() == 11


def test_time_slider_narrows_and_keeps_the_undated_on_request(story_page: Page) -> None:
    assert len(story_page.all(".histogram .shown")) > 3
    story_page.find("#time-from").send_keys(Keys.END)
    story_page.until("return explorer.state().from !== null")
    assert story_page.run("return explorer.scene().assertions.filter(({time}) => time === null).length") == 26
    story_page.find("#time input[type=checkbox]").click()
    assert story_page.run("return explorer.scene().assertions.every(({time}) => time !== null)")


def test_neighbourhood_of_some_steps(story_page: Page) -> None:
    story_page.run("explorer.change({selected: ['person/jorge-glas']})")
    story_page.button("1").click()
    assert story_page.actors() == {"Jorge Glas", "Ecuador"}
    story_page.button("2").click()
    assert story_page.actors() == {"Jorge Glas", "Ecuador", "Mexico", "Daniel Noboa"}


def test_shortest_paths_between_two(story_page: Page) -> None:
    story_page.button("Path between two").click()
    story_page.find("#path-from").send_keys("Vladimir", Keys.ENTER)
    story_page.find("#path-to").send_keys("Philippines", Keys.ENTER)
    assert story_page.find("#panel .lead").text == "3 steps, 2 ways"
    assert story_page.actors() == {"Vladimir Putin", "North Korea", "South Korea", "United States", "Philippines"}
    story_page.button("End path").click()
    assert story_page.shown() == 65


def test_no_path_is_said(story_page: Page) -> None:
    story_page.run("explorer.change({path: ['country/mexico', 'country/japan']})")
    assert "Nothing that is shown connects Mexico and Japan." in story_page.find("#panel").text


def test_hide_pin_and_undo(story_page: Page) -> None:
    story_page.run("explorer.change({selected: ['person/kim-jong-un']})")
    story_page.button("Pin").click()
    story_page.run("explorer.change({without: {...explorer.state().without, type: ['Person']}})")
    assert story_page.actors() & {"Kim Jong Un", "Vladimir Putin"} == {"Kim Jong Un"}
    story_page.button("Hide").click()
    assert "Kim Jong Un" not in story_page.actors()
    for _ in range(3):
        story_page.find("#undo").click()
    assert {"Kim Jong Un", "Vladimir Putin"} <= story_page.actors()


def test_a_view_can_be_sent_by_its_address(story_page: Page, story_file: Path) -> None:
    patch = {
        "view": "timeline",
        "confidence": 0.6,
        "from": "2024-01-01",
        "hidden": ["country/japan"],
        "pinned": ["country/china"],
        "moved": {"country/russia": [10, -20]},
        "selected": ["country/russia"],
        "without": {
            "type": ["Weapon"],
            "relation": [],
            "factuality": [],
            "source": [],
            "document": ["state-agency.txt"],
        },
    }
    story_page.run("explorer.change(arguments[0])", patch)
    address, before = story_page.driver.current_url, story_page.run("return JSON.stringify(explorer.state())")
    story_page.open(story_file, "#" + address.partition("#")[2])
    assert json.loads(story_page.run("return JSON.stringify(explorer.state())")) == json.loads(before)


def test_an_address_with_nonsense_shows_the_whole_graph(story_page: Page, story_file: Path) -> None:
    story_page.open(
        story_file, "#selected=nobody&hide=%00&type-not=<script>&confidence=x&around=9,nobody&at=1,2&open=-4"
    )
    assert story_page.shown() == 65
    assert story_page.complaints() == []


def test_table_sorts_and_leads_to_the_evidence(story_page: Page) -> None:
    story_page.find("#view-table").click()
    column = next(b for b in story_page.all("#table thead button") if b.text.startswith("Who says so"))
    column.click()
    cells = story_page.texts("#table tbody td:nth-child(5)")
    assert cells == sorted(cells, key=str.casefold)
    assert story_page.find("#table th[aria-sort=ascending]").text.startswith("Who says so")
    story_page.find("#table tbody button").click()
    assert story_page.find("#panel h2").is_displayed()


def test_actors_tied_to_nobody_are_listed(story_page: Page) -> None:
    story_page.button("1 more actor tied to nobody").click()
    assert any("Ukrainian prisoners" in row for row in story_page.texts("#table tbody tr"))


def test_timeline_is_in_order_and_says_what_has_no_date(story_page: Page) -> None:
    story_page.find("#view-timeline").click()
    dates = [t.get_attribute("datetime") for t in story_page.all("#timeline time")]
    assert dates[0] == "1951/"
    assert dates[-1] == "2024-07"
    assert [d.partition("/")[0] for d in dates] == sorted(d.partition("/")[0] for d in dates)
    assert "26 statements without a date are not in the timeline" in story_page.find("#timeline").text


def test_keys_walk_the_graph(story_page: Page) -> None:
    story_page.run("document.getElementById('stage').focus()")
    story_page.keys(Keys.ARROW_DOWN)
    assert story_page.state("selected") == [RUSSIA]
    assert "Russia, Country, tied to 11 others" in story_page.run("return document.getElementById('live').textContent")
    story_page.keys(Keys.ARROW_LEFT)
    assert story_page.state("selected") != [RUSSIA]
    story_page.keys("h")
    assert len(story_page.state("hidden")) == 1
    story_page.keys("/")
    assert story_page.run("return document.activeElement.id") == "search"
    story_page.keys(Keys.ESCAPE)
    story_page.run("document.activeElement.blur()")
    story_page.keys("?")
    assert story_page.find("#help").is_displayed()


def test_dark_and_light(story_page: Page) -> None:
    def ground() -> str:
        return str(story_page.run("return getComputedStyle(document.body).backgroundColor"))

    light = ground()
    story_page.find("#theme").click()
    assert ground() != light
    assert story_page.find("#theme").get_attribute("aria-pressed") == "true"


def test_dragging_an_actor_is_remembered(story_page: Page) -> None:
    story_page.at(*story_page.place("Mexico")).click_and_hold().move_by_offset(40, -30).release().perform()
    assert list(story_page.state("moved")) == ["country/mexico"]
    assert "at=" in story_page.driver.current_url


@pytest.mark.parametrize("size", [(820, 1180), (375, 760), (320, 640)])
def test_nothing_sticks_out_of_narrow_screens(browser: Page, story_file: Path, size: tuple[int, int]) -> None:
    browser.open(story_file, size=size)
    assert browser.run("return document.documentElement.scrollWidth") <= size[0]
    browser.find("#filters-open").click()
    assert browser.find("#facets").is_displayed()
    browser.find("#filters-close").click()
    assert not browser.find("#facets").is_displayed()
    browser.click_canvas(*browser.place("Ecuador"))
    assert browser.find("#panel h2").is_displayed()
    browser.keys(Keys.ESCAPE)
    assert not browser.find("#panel").is_displayed()
