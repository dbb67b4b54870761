"""What the drawing shows: who matters is named, and a line is not taken for another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from looking import Page
from story import story

from kg import page
from kg.model import Assertion, Factuality, Resolution

SIZES = ((320, 640), (768, 1024), (1280, 800), (1920, 1080))


@pytest.mark.parametrize("size", SIZES)
def test_the_actors_of_whom_most_is_said_are_named(browser: Page, story_file: Path, size: tuple[int, int]) -> None:
    browser.open(story_file, size=size)
    named, most = browser.run(
        """const most = [...explorer.view.nodes()].sort((a, b) => b.said - a.said).slice(0, 8).map(({label}) => label);
        return [explorer.view.labels().map(({node}) => node.label), most]"""
    )
    assert set(most) <= set(named)


@pytest.mark.parametrize("size", SIZES)
def test_marks_and_names_cover_neither_each_other_nor_who_matters(
    browser: Page, story_file: Path, size: tuple[int, int]
) -> None:
    browser.open(story_file, size=size)
    covered = browser.run(
        """const box = ({left, right, top, bottom}) => ({left, right, top, bottom});
        const all = [...explorer.view.labels(), ...explorer.view.marks()].map(box);
        const hit = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        return all.flatMap((a, i) => all.slice(0, i).filter((b) => hit(a, b))).length"""
    )
    assert covered == 0


@pytest.mark.parametrize("size", SIZES)
def test_the_first_view_fills_its_place(browser: Page, story_file: Path, size: tuple[int, int]) -> None:
    browser.open(story_file, size=size)
    across, down = browser.run(
        """const {clientWidth, clientHeight} = document.getElementById('stage');
        const corners = ({left, right, top, bottom}) => [{x: left, y: top}, {x: right, y: bottom}];
        const places = explorer.view.nodes().map((n) => explorer.view.project(n));
        const at = [...places, ...explorer.view.labels().flatMap(corners)];
        const reach = (axis) => Math.max(...at.map((p) => p[axis])) - Math.min(...at.map((p) => p[axis]));
        return [reach('x') / clientWidth, reach('y') / clientHeight]"""
    )
    assert max(across, down) > 0.8
    assert min(across, down) > 0.6


PAINTED = """
const canvas = explorer.view.canvas();
const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
const hex = (data) => '#' + [...data].slice(0, 3).map((n) => n.toString(16).padStart(2, '0')).join('');
const brush = canvas.getContext('2d');
const seen = explorer.view.nodes().filter(({faded}) => !faded).map((node) => explorer.view.project(node))
  .filter(({x, y}) => x > 0 && y > 0 && x < canvas.clientWidth && y < canvas.clientHeight);
const colours = seen.map(({x, y}) => brush.getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data);
return [seen.length, colours.filter((data) => data[3] === 0 || hex(data) === paper).length]"""


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "#selected=country/ecuador",
        "#path-from=person/vladimir-putin&path-to=country/philippines",
        "#around=1,person/jorge-glas",
        "#selected=country/north-korea&selected=country/russia",
    ],
)
def test_every_actor_in_view_is_painted_when_the_page_opens(browser: Page, story_file: Path, fragment: str) -> None:
    browser.open(story_file, fragment)
    seen, blank = browser.run(PAINTED)
    assert seen > 1
    assert blank == 0


PLACE = "const {x, y} = explorer.view.nodes().find(({label}) => label === 'Mexico'); return [x, y].map(Math.round)"


def test_an_actor_that_was_moved_stands_where_it_was_put(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    before = browser.run(PLACE)
    drag = browser.at(*browser.place("Mexico")).click_and_hold()
    for _ in range(4):
        drag.move_by_offset(15, -10)
    drag.release().perform()
    put = browser.run(PLACE)
    assert put[0] > before[0]
    assert put[1] < before[1]
    browser.open(story_file, "#" + browser.driver.current_url.partition("#")[2])
    assert browser.run(PLACE) == put


def test_choosing_an_actor_in_a_list_brings_its_ties_into_view(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    before = browser.run("return explorer.view.scale()")
    browser.button("Ecuador").click()
    inside, scale = browser.run(
        """const {clientWidth: w, clientHeight: h} = document.getElementById('stage');
        const bright = explorer.view.nodes().filter(({faded}) => !faded).map((n) => explorer.view.project(n));
        return [bright.every(({x, y}) => x > 0 && y > 0 && x < w && y < h), explorer.view.scale()]"""
    )
    assert inside
    assert scale > before
    browser.button("Back to overview").click()
    assert abs(browser.run("return explorer.view.scale()") - before) < 0.1 * before


def pair(*told: tuple[str, Factuality, bool]) -> Resolution:
    """One pair of actors of whom this is told: relation, factuality, and whether it is told the other way round."""
    base = next(a for a in story().assertions if a.predicate == "met")
    said = [_told(base, n, *one) for n, one in enumerate(told)]
    return replace(story(), assertions=tuple(said))


def _told(base: Assertion, n: int, predicate: str, factuality: Factuality, is_turned: bool) -> Assertion:
    ends = (base.object, base.subject) if is_turned else (base.subject, base.object)
    return replace(
        base, id=f"{base.document}#{n}", subject=ends[0], object=ends[1], predicate=predicate, factuality=factuality
    )


LOOK = """
const [line] = explorer.view.lines();
return [line.dashes ?? null, line.factuality, explorer.view.marks().map(({sign}) => sign)]"""


@pytest.mark.parametrize(
    ("factuality", "signs"),
    [
        (Factuality.FACT, []),
        (Factuality.PLANNED, []),
        (Factuality.ALLEGED, []),
        (Factuality.DENIED, ["×"]),
    ],
)
def test_how_a_thing_is_told_is_seen_on_its_line(
    browser: Page, tmp_path: Path, factuality: Factuality, signs: list[str]
) -> None:
    page.write(pair(("met", factuality, False)), tmp_path / "pair.html")
    browser.open(tmp_path / "pair.html")
    _, told, found = browser.run(LOOK)
    assert (told, found) == (factuality.value, signs)


def test_a_relation_that_holds_both_ways_is_one_strand(browser: Page, tmp_path: Path) -> None:
    told = [("met", Factuality.FACT, False), ("met", Factuality.FACT, True), ("supplied", Factuality.FACT, True)]
    page.write(pair(*told), tmp_path / "pair.html")
    browser.open(tmp_path / "pair.html")
    (one, other) = browser.run("return explorer.view.nodes().map(({entity}) => entity)")
    browser.run("explorer.change({selected: [arguments[0], arguments[1]]})", one, other)
    texts = browser.run(
        """const seen = []; const {fillText} = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text) { seen.push(text); };
        explorer.view.repaint();
        CanvasRenderingContext2D.prototype.fillText = fillText;
        return seen"""
    )
    assert sorted(t for t in texts if t.startswith(("met", "supplied"))) == ["met (2)", "supplied"]


def test_among_very_many_lines_only_denials_and_disputes_are_marked(browser: Page, dense_file: Path) -> None:
    browser.open(dense_file)
    assert browser.run("return explorer.view.lines().length") > 1000
    assert set(browser.run("return explorer.view.marks().map(({sign}) => sign)")) == {"×", "≠"}
