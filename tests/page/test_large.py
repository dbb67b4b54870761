"""Graphs that are too large to be drawn whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from grown import grown
from looking import Page
from selenium.webdriver.common.keys import Keys

from kg import page


def test_communities_stand_for_their_members_and_open(browser: Page, large_file: Path) -> None:
    browser.open(large_file)
    nodes, inside, actors = browser.run(
        """const s = explorer.scene(); const inside = s.communities.reduce((n, c) => n + c.members.length, 0);
        return [s.nodes.length, inside, s.actors.size]"""
    )
    assert nodes <= 1500
    assert inside > 0
    assert f"{inside:,} actors stand together" in browser.find("#notice").text
    community = browser.run(
        """const [n] = explorer.view.nodes().filter(n => n.community).sort((a, b) => b.members - a.members);
        return {...explorer.view.project(n), id: n.id}"""
    )
    browser.click_canvas(community["x"], community["y"])
    assert browser.state("opened") == [int(community["id"][1:])]
    assert browser.run("return explorer.view.nodes().some(n => n.id === arguments[0])", community["id"]) is False
    assert browser.run("return explorer.scene().actors.size") == actors
    assert browser.complaints() == []


def test_a_community_is_read_and_opened_by_keys(browser: Page, large_file: Path) -> None:
    browser.open(large_file)
    browser.run("document.getElementById('stage').focus()")
    browser.keys(Keys.ARROW_DOWN)
    (chosen,) = browser.state("selected")
    assert "A community of" in browser.find("#panel .lead").text
    assert len(browser.all("#panel .ranking li")) > 1
    browser.keys(Keys.ENTER)
    assert browser.state("opened") == [int(chosen[1:])]
    browser.button("Close communities").click()
    assert browser.run("return explorer.view.nodes().some(n => n.id === arguments[0])", chosen)


def test_search_opens_the_community_of_whoever_it_finds(browser: Page, large_file: Path) -> None:
    browser.open(large_file)
    label = browser.run("const [c] = explorer.scene().communities; return explorer.label(c.members[1])")
    browser.find("#search").send_keys(label, Keys.ENTER)
    assert browser.title() == label
    assert label in browser.actors()


def test_every_actor_is_drawn_or_counted(browser: Page, large_file: Path) -> None:
    browser.open(large_file)
    drawn, inside, left, actors = browser.run(
        """const s = explorer.scene(); const inside = s.communities.reduce((n, c) => n + c.members.length, 0);
        return [s.nodes.filter(n => !n.community).length, inside, s.left, s.actors.size]"""
    )
    assert drawn + inside + left == actors


def test_search_answers_a_keystroke_at_once(browser: Page, large_file: Path) -> None:
    browser.open(large_file)
    milliseconds = browser.run(
        """const s = document.getElementById('search'); s.focus(); s.value = 'ba'; const t = performance.now();
        s.dispatchEvent(new Event('input')); s.offsetWidth; return performance.now() - t"""
    )
    assert browser.texts("#search-list li")
    assert milliseconds < 500


@pytest.fixture(scope="module")
def huge_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("huge") / "huge.html"
    page.write(grown(10_000, 50_000), path)
    return path


WHERE = """
const s = explorer.scene();
const inside = s.communities.reduce((n, {members}) => n + members.length, 0);
const kept = s.lines.reduce((n, {said}) => n + said.length, 0);
return {assertions: s.assertions.length, actors: s.actors.size, drawn: s.nodes.filter((n) => !n.community).length,
  inside, left: s.left, linesLeft: s.linesLeft, nodes: s.nodes.length, kept}"""


def test_fifty_thousand_assertions_open_in_one_file_and_all_are_counted(browser: Page, huge_file: Path) -> None:
    browser.open(huge_file)
    found = browser.run(WHERE)
    notice = browser.find("#notice").text
    assert found["assertions"] == 50_000
    assert found["drawn"] + found["inside"] + found["left"] == found["actors"]
    assert found["nodes"] <= 1500
    assert f"50,000 statements, {found['actors']:,} actors" in notice
    assert f"{found['inside']:,} actors stand together" in notice
    assert f"{10_000 - found['actors']} more actors tied to nobody" in notice
    assert browser.complaints() == []


def test_fifty_thousand_assertions_stay_usable(browser: Page, huge_file: Path) -> None:
    browser.open(huge_file)
    times = browser.run(
        """const timed = (action) => {
          const start = performance.now(); action(); document.body.offsetWidth; return performance.now() - start;
        };
        const search = document.getElementById('search');
        const type = (text) => () => { search.value = text; search.dispatchEvent(new Event('input')); };
        const change = (patch) => () => explorer.change(patch);
        return {key: Math.max(...['b', 'ba', 'bar'].map((text) => timed(type(text)))),
          filter: timed(change({without: {...explorer.state().without, type: ['Person']}})),
          words: timed(change({text: 'told here'})), undo: timed(change({text: '', without: explorer.state().without})),
          table: timed(change({view: 'table'})), timeline: timed(change({view: 'timeline'})),
          graph: timed(change({view: 'graph'}))}"""
    )
    assert times["key"] < 500
    assert all(took < 5000 for took in times.values()), times
    assert browser.complaints() == []


def test_of_fifty_thousand_assertions_tables_and_timeline_say_what_they_do_not_show(
    browser: Page, huge_file: Path
) -> None:
    browser.open(huge_file, "#view=table")
    assert "1 to 100 of 50,000" in browser.find("#table .pager").text
    assert len(browser.all("#table tbody tr")) == 100
    browser.find("#view-timeline").click()
    dated = int(browser.run("return explorer.scene().assertions.filter(({time}) => time).length"))
    assert f"{50_000 - dated:,} statements without a date are not in the timeline" in browser.find("#timeline").text
    assert browser.find("#timeline > .more").text == f"Show more: {dated - 200:,} statements left"


def test_a_filter_brings_a_large_graph_down_to_its_actors(browser: Page, huge_file: Path) -> None:
    browser.open(huge_file)
    browser.run("explorer.change({around: {actor: arguments[0], steps: 1}})", first(browser))
    found = browser.run(WHERE)
    assert found["inside"] == found["left"] == 0
    assert found["drawn"] == found["actors"] < 1500
    assert found["kept"] == found["assertions"]


def first(browser: Page) -> str:
    """An actor of whom little is said."""
    return str(
        browser.run(
            """const data = JSON.parse(document.getElementById('data').textContent);
            const {id} = data.network.nodes.find(({value}) => value > 2 && value < 6); return data.entities.id[id]"""
        )
    )
