"""Graphs that are too large to be drawn whole."""

from __future__ import annotations

from pathlib import Path

from looking import Page
from selenium.webdriver.common.keys import Keys


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
