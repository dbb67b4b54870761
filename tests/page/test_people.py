"""The page for people who use keys, a finger, a screen reader, paper, little motion, or another script."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import Page
from pypdf import PdfReader
from selenium.webdriver.common.keys import Keys

from kg import page
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution

PAIR = "#selected=country/north-korea&selected=country/russia"
NAMES = (
    "محمود عباس",
    "בנימין נתניהו",
    "习近平",
    "Владимир Владимирович Путин",
    "ประเทศไทย",
    "भारत गणराज्य",
    "جمهورية إيران الإسلامية",
    "대한민국",
)
SENTENCE = "التقى محمود عباس مع جمهورية إيران الإسلامية يوم الأربعاء"


def set_media(browser: Page, **features: str) -> None:
    given = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": given})


@pytest.fixture
def media(browser: Page) -> Iterator[Page]:
    """The browser, whose media features are put back afterwards."""
    yield browser
    set_media(browser)


def scripts() -> Resolution:
    """A ring of actors with names in eight scripts."""
    document = Document("a.txt", "", title="لقاء في القاهرة", date="2024-05-01", publisher="الأهرام")
    actors = tuple(Entity(f"person/{n}", name, EntityType.PERSON) for n, name in enumerate(NAMES))
    return Resolution((document,), actors, tuple(_met(n, actors) for n in range(len(actors))))


def _met(n: int, actors: tuple[Entity, ...]) -> Assertion:
    one, other = actors[n], actors[(n + 6) % len(actors)]
    text = SENTENCE if n == 0 else f"{one.label}访问了{other.label}。"
    return Assertion(
        id=f"a.txt#{n}",
        document="a.txt",
        subject=one,
        predicate="visited",
        object=other,
        factuality=Factuality.FACT,
        evidence=(Evidence("a.txt", 0, len(text), text),),
        subject_mentions=(one.label,),
        object_mentions=(other.label,),
    )


@pytest.fixture(scope="module")
def scripts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scripts") / "scripts.html"
    page.write(scripts(), path, title="من فعل ماذا")
    return path


def test_every_script_is_drawn_found_and_marked(browser: Page, scripts_file: Path) -> None:
    browser.open(scripts_file)
    assert browser.actors() == set(NAMES)
    assert len(browser.run("return explorer.view.labels()")) == len(NAMES)
    for name in NAMES:
        browser.find("#search").clear()
        browser.find("#search").send_keys(name[:4], Keys.ENTER)
        assert browser.title() == name
    browser.open(scripts_file, "#selected=person/2&selected=person/0")
    assert sorted(browser.texts("#panel mark")) == sorted(["习近平", "محمود عباس"])


def test_names_from_right_to_left_do_not_turn_what_stands_around_them(browser: Page, scripts_file: Path) -> None:
    browser.open(scripts_file, "#selected=person/0&selected=person/6")
    assert browser.run("return getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert browser.run("return getComputedStyle(document.querySelector('#panel blockquote')).direction") == "rtl"
    heading = browser.run(
        """const [one, other] = document.querySelectorAll('#panel h2 bdi');
        return [one, other].map((b) => b.getBoundingClientRect()).map(({x, y}) => [y, x])"""
    )
    assert heading[0] < heading[1]
    publisher, date = browser.run(
        "return [...document.querySelectorAll('#facets small bdi')].map((b) => b.getBoundingClientRect().x)"
    )
    assert publisher < date


SCALES = """
explorer.view.zoom(2);
return new Promise((done) => {
  const seen = [];
  const look = () => {
    seen.push(explorer.view.scale().toFixed(2));
    if (seen.length < 25) requestAnimationFrame(look);
    else done(seen);
  };
  requestAnimationFrame(look);
})"""


@pytest.mark.parametrize(("wish", "is_moving"), [("reduce", False), ("no-preference", True)])
def test_the_camera_glides_only_where_motion_is_welcome(
    media: Page, story_file: Path, wish: str, is_moving: bool
) -> None:
    set_media(media, prefers_reduced_motion=wish)
    media.open(story_file)
    assert (len(set(media.run(SCALES))) > 4) is is_moving


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_opens_as_dark_as_the_system(media: Page, story_file: Path, scheme: str) -> None:
    set_media(media, prefers_color_scheme=scheme)
    media.open(story_file)
    assert media.run("return document.documentElement.dataset.theme") == scheme
    paper = media.run("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, paper[4:-1].split(","))) > 380) is (scheme == "light")


def touch(browser: Page, *points: tuple[float, float], to: tuple[tuple[float, float], ...] = ()) -> None:
    """Fingers put down at points of the canvas, drawn to others, and lifted."""
    left, top = browser.run(
        "const {x, y} = document.querySelector('#canvas canvas').getBoundingClientRect(); return [x, y]"
    )

    def send(kind: str, places: tuple[tuple[float, float], ...]) -> None:
        given = [{"x": left + x, "y": top + y, "id": n} for n, (x, y) in enumerate(places)]
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})

    send("touchStart", points)
    for step in range(1, 6) if to else ():
        between = tuple(
            (x + (u - x) * step / 5, y + (v - y) * step / 5) for (x, y), (u, v) in zip(points, to, strict=True)
        )
        send("touchMove", between)
    send("touchEnd", ())


@pytest.fixture
def finger(browser: Page) -> Iterator[Page]:
    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    yield browser
    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_a_finger_beside_an_actor_chooses_it(finger: Page, story_file: Path) -> None:
    finger.open(story_file, size=(375, 760))
    x, y = finger.place("NATO")
    radius = finger.run(
        "return explorer.view.nodes().find(({label}) => label === 'NATO').radius * explorer.view.scale()"
    )
    touch(finger, (x + radius + 9, y + 3))
    finger.until("return explorer.state().selected !== null")
    assert finger.title() == "NATO"
    assert finger.find("#panel").is_displayed()


def test_two_fingers_bring_the_drawing_closer(finger: Page, story_file: Path) -> None:
    finger.open(story_file, size=(375, 760))
    before = finger.run("return explorer.view.scale()")
    touch(finger, (150, 200), (220, 200), to=((80, 200), (300, 200)))
    assert finger.run("return explorer.view.scale()") > 1.5 * before
    assert finger.state("selected") is None


def test_what_appears_under_a_pointer_is_there_for_a_finger(finger: Page, story_file: Path) -> None:
    finger.open(story_file, size=(375, 760))
    finger.find("#filters-open").click()
    assert finger.run("return matchMedia('(hover: none)').matches")
    buttons = finger.all("#facets .only")
    seen = [button for button in buttons if button.is_displayed()]
    assert len(seen) > 10
    assert all(button.size["height"] >= 24 and button.size["width"] >= 24 for button in seen)
    boxes = finger.run(
        """const rect = (e) => e.getBoundingClientRect();
        return [...document.querySelectorAll('#facets li > .only')].filter((b) => b.offsetParent)
          .map((b) => [rect(b).left, rect(b.parentElement.querySelector('label')).right])"""
    )
    assert all(left >= label_end - 1 for left, label_end in boxes)


def printed(browser: Page) -> list[str]:
    """The text of each page of paper."""
    answer = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(base64.b64decode(answer["data"]))).pages]


def test_paper_holds_the_drawing_and_the_evidence(browser: Page, story_file: Path) -> None:
    browser.open(story_file, PAIR)
    text = " ".join(printed(browser))
    assert "North Korea and Russia" in text
    assert "Others deny it" in text
    assert "Back to overview" not in text
    assert "Find a person" not in text
    assert browser.complaints() == []


def test_paper_holds_every_row_of_the_table_under_its_heading(browser: Page, dense_file: Path) -> None:
    browser.open(dense_file, "#view=table&confidence=0.95")
    rows = browser.shown()
    assert 100 < rows < 1000
    sheets = [" ".join(sheet.split()) for sheet in printed(browser)]
    assert all("Whom or what" in sheet for sheet in sheets)
    assert sum(sheet.count("said or did something") for sheet in sheets) == rows
    assert len(browser.all("#table tbody tr")) == 100


def test_paper_holds_the_timeline(browser: Page, story_file: Path) -> None:
    browser.open(story_file, "#view=timeline")
    text = " ".join(printed(browser))
    assert "1951" in text
    assert "July 2024" in text
    assert "26 statements without a date" in " ".join(text.split())
    assert browser.complaints() == []


def focused(browser: Page) -> str:
    return str(
        browser.run(
            "const e = document.activeElement; return e.getAttribute('aria-label') ?? e.textContent ?? e.id ?? ''"
        )
    )


def test_the_focus_stays_where_it_was_when_things_change(browser: Page, story_file: Path) -> None:
    browser.open(story_file, "#selected=country/russia")
    for name in ("Only what is within 1 step", "Only what is within 2 steps"):
        browser.run("document.querySelector(`[aria-label='${arguments[0]}']`).focus()", name)
        browser.keys(Keys.ENTER)
        assert focused(browser) == name
    browser.run(
        "[...document.querySelectorAll('#notice button')].find((b) => /everything/.test(b.textContent)).focus()"
    )
    browser.keys(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "stage"
    browser.find("#view-table").click()
    browser.run("document.querySelectorAll('#table thead button')[2].focus()")
    browser.keys(Keys.ENTER)
    assert focused(browser) == "Whom or what"


def test_an_actor_chosen_in_the_panel_is_where_the_focus_goes(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    browser.run("document.querySelector('#panel .ranking button').focus()")
    browser.keys(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "panel-title"
    assert browser.title() == "Russia"
    assert "Details: Russia" in browser.run("return document.getElementById('live').textContent")


def test_everything_is_reached_by_the_tab_key_in_the_order_of_the_page(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    browser.run("document.activeElement.blur()")
    order = []
    for _ in range(80):
        browser.keys(Keys.TAB)
        order.append(browser.run("return document.activeElement.closest('header, aside, #graph, #time')?.id || 'head'"))
    places = list(dict.fromkeys(order))
    assert places == ["head", "filters", "graph", "time", "panel"]


def test_the_menu_closes_by_escape_and_by_a_click_elsewhere(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    browser.find("#save summary").click()
    browser.run("document.getElementById('copy-csv').focus()")
    browser.keys(Keys.ESCAPE)
    assert browser.find("#save").get_attribute("open") is None
    assert browser.run("return document.activeElement.localName") == "summary"
    browser.find("#save summary").click()
    browser.find("h1").click()
    assert browser.find("#save").get_attribute("open") is None


def test_a_drawer_gives_the_focus_back(browser: Page, story_file: Path) -> None:
    browser.open(story_file, size=(375, 760))
    browser.find("#panel-open").click()
    browser.keys(Keys.ESCAPE)
    assert browser.run("return document.activeElement.id") == "panel-open"


@pytest.mark.parametrize("size", [(320, 640), (768, 1024), (1000, 720)])
def test_what_is_chosen_is_not_hidden_behind_the_panel(browser: Page, story_file: Path, size: tuple[int, int]) -> None:
    browser.open(story_file, PAIR, size)
    assert browser.find("#panel").is_displayed()
    covered, places = browser.run(
        """const stage = document.getElementById('stage').getBoundingClientRect();
        const panel = document.getElementById('panel').getBoundingClientRect();
        const nodes = explorer.view.nodes().filter(({entity}) => explorer.state().selected.includes(entity));
        const at = nodes.map((n) => explorer.view.project(n)).map(({x, y}) => [x + stage.x, y + stage.y]);
        return [[panel.left, panel.top, panel.right, panel.bottom], at]"""
    )
    left, top, right, bottom = covered
    assert len(places) == 2
    for x, y in places:
        assert not (left < x < right and top < y < bottom)
        assert 0 < x < size[0]
        assert 0 < y < size[1]
