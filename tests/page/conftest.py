"""A real browser, started once, and the files that are opened in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import chromium
from grown import grown
from looking import Page
from selenium import webdriver
from story import story

from kg import page

TITLE = "Pyongyang, Seoul, Kyiv: who did what to whom"


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    with chromium("--disable-quic", "--force-prefers-reduced-motion") as browser:
        yield browser


@pytest.fixture(scope="session")
def browser(driver: webdriver.Chrome) -> Page:
    return Page(driver)


@pytest.fixture(scope="session")
def story_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "story.html"
    page.write(story(), path, title=TITLE)
    return path


@pytest.fixture(scope="session")
def dense_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of very many lines, and more disputes than are read at a glance."""
    path = tmp_path_factory.mktemp("dense") / "dense.html"
    page.write(grown(250, 3000), path)
    return path


@pytest.fixture(scope="session")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of more actors than are drawn at once."""
    path = tmp_path_factory.mktemp("large") / "large.html"
    page.write(grown(2200, 5000), path)
    return path
