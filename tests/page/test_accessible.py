"""axe-core finds nothing, in every view, dark and light, wide and narrow."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from looking import Page

CHECK = """
return axe.run(document, {resultTypes: ['violations']})
  .then(({violations}) => violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`))
"""


@pytest.fixture(scope="module")
def axe() -> str:
    return files("selenium_axe_python").joinpath("axe-core/axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), (375, 760)], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "#selected=country/russia",
        "#selected=country/north-korea&selected=country/russia",
        "#view=table",
        "#view=timeline",
        "#path-from=person/vladimir-putin&path-to=country/philippines",
    ],
)
def test_axe_finds_no_violation(
    browser: Page, story_file: Path, axe: str, fragment: str, size: tuple[int, int], dark: bool
) -> None:
    browser.open(story_file, fragment, size)
    if dark:
        browser.find("#theme").click()
    for button in browser.all("#filters-open, #panel-open"):
        if button.is_displayed():
            button.click()
    browser.run("document.querySelectorAll('aside details').forEach((details) => (details.open = true))")
    browser.run(axe)
    assert browser.run(CHECK) == []
