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


def test_several_frames_stand_in_one_notebook(browser: Page, tmp_path: Path) -> None:
    frames = "".join(page.frame(story(), title=f"Graph {n}", height=400)._repr_html_() for n in (1, 2))
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><title>Notebook</title>{frames}", "utf-8")
    browser.driver.get((tmp_path / "notebook.html").as_uri())
    for number, frame in enumerate(browser.all("iframe"), start=1):
        browser.driver.switch_to.frame(frame)
        browser.until("return document.documentElement.dataset.ready")
        browser.button("Ecuador").click()
        assert browser.title() == "Ecuador"
        assert browser.texts("h1") == [f"Graph {number}"]
        browser.driver.switch_to.default_content()
    assert [c for c in browser.complaints() if "SEVERE" in c or "Error" in c] == []
