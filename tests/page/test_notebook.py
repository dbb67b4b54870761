"""Graphs shown in a notebook."""

from __future__ import annotations

from pathlib import Path

from looking import Page
from story import story

from kg.graph import Graph


def notebook(path: Path, *graphs: object) -> Path:
    """A page with these outputs one below the other, as a notebook has them."""
    outputs = "".join(f"<div class=output>{graph._repr_html_()}</div>" for graph in graphs)  # type: ignore[attr-defined]
    path.write_text(f"<!DOCTYPE html><title>Notebook</title>{outputs}", "utf-8")
    return path


def test_several_graphs_stand_in_one_notebook(browser: Page, tmp_path: Path) -> None:
    graph = Graph(story())
    whole, near = graph.show(title="All"), graph.neighbourhood("Jorge Glas", steps=2).show(title="Near Glas")
    browser.driver.get(notebook(tmp_path / "notebook.html", whole, near, whole).as_uri())
    found = []
    for frame in browser.all("iframe"):
        browser.run("arguments[0].scrollIntoView()", frame)  # a frame out of sight is not drawn
        browser.driver.switch_to.frame(frame)
        browser.until("return document.documentElement.dataset.ready")
        found.append((browser.texts("h1")[0], len(browser.actors())))
        browser.run("explorer.change({selected: ['country/ecuador']})")
        assert browser.title() == "Ecuador"
        browser.driver.switch_to.default_content()
    assert found == [("All", 32), ("Near Glas", 4), ("All", 32)]
    assert [c for c in browser.complaints() if "SEVERE" in c or "Error" in c] == []


def test_the_neighbourhood_of_kim_is_shown(browser: Page, tmp_path: Path) -> None:
    near = Graph(story()).neighbourhood("Kim Jong Un", steps=2)
    browser.driver.get(notebook(tmp_path / "notebook.html", near.show()).as_uri())
    browser.driver.switch_to.frame(browser.find("iframe"))
    browser.until("return document.documentElement.dataset.ready")
    assert {"Kim Jong Un", "Vladimir Putin", "Russia", "Ukraine"} <= browser.actors()
    assert "Mexico" not in browser.actors()
    browser.driver.switch_to.default_content()


def test_a_page_without_an_address_does_not_offer_to_copy_it(browser: Page, tmp_path: Path, story_file: Path) -> None:
    browser.driver.get(notebook(tmp_path / "notebook.html", Graph(story()).show()).as_uri())
    browser.driver.switch_to.frame(browser.find("iframe"))
    browser.until("return document.documentElement.dataset.ready")
    assert browser.run("return document.getElementById('copy-link').hidden") is True
    browser.driver.switch_to.default_content()
    browser.open(story_file)
    assert browser.run("return document.getElementById('copy-link').hidden") is False
