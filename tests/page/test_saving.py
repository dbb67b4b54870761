"""What can be taken from the page: read back by other programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from looking import Page
from story import story
from test_hostile import hostile

from kg import page
from kg.model import Resolution
from kg.rdf.writing import quads

CATCH = """
const caught = {};
URL.createObjectURL = (blob) => { caught.blob = blob; return 'blob:caught'; };
HTMLAnchorElement.prototype.click = function () { caught.name = this.download; };
navigator.clipboard.writeText = (text) => { caught.text = text; return Promise.resolve(); };
document.getElementById(arguments[0]).click();
return new Promise((done) => setTimeout(async () =>
  done([caught.name, caught.text ?? await caught.blob.text(), caught.blob?.size]), 300));
"""


def plain(parts: Iterable[ox.Quad]) -> set[tuple[object, object, object]]:
    """The triples of all graphs as one."""
    return {(part.subject, part.predicate, part.object) for part in parts}


@pytest.mark.parametrize("resolution", [story(), hostile()], ids=["story", "hostile"])
def test_turtle_is_a_part_of_the_graph_s_own_rdf(browser: Page, tmp_path: Path, resolution: Resolution) -> None:
    page.write(resolution, tmp_path / "page.html")
    browser.open(tmp_path / "page.html")
    name, text, _ = browser.run(CATCH, "save-turtle")
    written = plain(ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert name == "graph.ttl"
    assert written <= plain(quads(resolution))
    statements = [s for s, p, o in written if str(o).endswith("#Statement>")]
    assert len(statements) == len(resolution.assertions)


def test_turtle_holds_only_what_is_shown(browser: Page, story_file: Path) -> None:
    browser.open(story_file, "#around=1,person/jorge-glas")
    _, text, _ = browser.run(CATCH, "save-turtle")
    statements = {s for s, _, o in plain(ox.parse(text, format=ox.RdfFormat.TURTLE)) if str(o).endswith("#Statement>")}
    assert len(statements) == 2
    assert "Kim" not in text


def test_csv_has_a_row_for_each_statement(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    _, text, _ = browser.run(CATCH, "copy-csv")
    header, *rows = text.split("\r\n")
    assert header.startswith("Who,Relation,Whom or what,How told")
    assert len(rows) == 65


def test_svg_shows_the_labels_of_the_view(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    name, text, _ = browser.run(CATCH, "save-svg")
    root = ElementTree.fromstring(text)
    labels = {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert name == "graph.svg"
    assert {"Vladimir Putin", "North Korea", "NATO"} <= labels


def test_png_is_a_picture(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    name, text, size = browser.run(CATCH, "save-png")
    assert name == "graph.png"
    assert "PNG" in text[:8]
    assert size > 20_000


def test_the_address_of_the_view_is_copied(browser: Page, story_file: Path) -> None:
    browser.open(story_file, "#selected=country/russia")
    _, text, _ = browser.run(CATCH, "copy-link")
    assert text.endswith("#selected=country/russia")


def test_svg_has_the_signs_arrows_and_opened_lines_of_the_view(browser: Page, story_file: Path) -> None:
    browser.open(story_file)
    _, text, _ = browser.run(CATCH, "save-svg")
    root = ElementTree.fromstring(text)
    written = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    signs = browser.run("return explorer.view.marks().map(({sign}) => sign)")
    assert "≠" in signs
    assert sorted(sign for sign in written if sign in set(signs)) == sorted(signs)
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polygon"))) > 10
    browser.open(story_file, "#selected=country/north-korea&selected=country/russia")
    _, text, _ = browser.run(CATCH, "save-svg")
    assert "supplied – denied ×" in text
    assert 'stroke-opacity="0.1"' in text


def test_turtle_holds_what_is_chosen(browser: Page, story_file: Path) -> None:
    browser.open(story_file, "#selected=country/ecuador&selected=person/jorge-glas")
    browser.find("#save summary").click()
    assert browser.find("#save-turtle").text == "Save what is chosen (Turtle)"
    _, text, _ = browser.run(CATCH, "save-turtle")
    statements = {s for s, _, o in plain(ox.parse(text, format=ox.RdfFormat.TURTLE)) if str(o).endswith("#Statement>")}
    between = [a for a in story().assertions if {a.subject.id, a.object.id} == {"country/ecuador", "person/jorge-glas"}]
    assert len(statements) == len(between) > 0


def test_a_picture_is_offered_only_of_a_drawing_that_is_seen(browser: Page, story_file: Path) -> None:
    browser.open(story_file, "#view=table")
    browser.find("#save summary").click()
    assert not browser.find("#save-png").is_enabled()
    assert not browser.find("#save-svg").is_enabled()
    assert browser.find("#save-turtle").is_enabled()
