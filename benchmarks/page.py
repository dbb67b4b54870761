"""Measures the page beside plain pyvis with physics: time to make it, size, first draw, a keystroke in search, memory.

    python benchmarks/page.py            # needs Debian's chromium and chromedriver

First draw is the time from the start of loading until the frame after the one in which everything was drawn; for pyvis,
until its layout has settled. A page is made in wall-clock time, on one core.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait
from urllib3.exceptions import HTTPError

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/page")]

from grown import grown  # noqa: E402

from kg import page  # noqa: E402
from kg.model import Resolution  # noqa: E402

SIZES = ((100, 300), (1_500, 5_000), (10_000, 50_000))
PATIENCE = 90
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1400,900")
KEYSTROKE = """
const field = document.getElementById('search'); field.focus();
return ['b', 'ba', 'bar', 'bari'].map((text) => {
  const start = performance.now(); field.value = text; field.dispatchEvent(new Event('input')); field.offsetWidth;
  return performance.now() - start;
}).sort((a, b) => b - a)[0]"""
FRAMES = """
const look = () => document.documentElement?.dataset.ready
  ? requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = performance.now(); }))
  : requestAnimationFrame(look);
look();"""
MEMORY = "return performance.memory.usedJSHeapSize / 1e6"


def started(profile: str) -> webdriver.Chrome:
    """A browser that gives up a page after `PATIENCE` seconds."""
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(PATIENCE)
    driver.set_script_timeout(PATIENCE)
    return driver


def plain_pyvis(resolution: Resolution, path: Path) -> None:
    """What pyvis makes by itself: one edge an assertion, its own template, physics on."""
    network = Network(directed=True, cdn_resources="in_line")
    for entity in resolution.entities:
        network.add_node(entity.id, entity.label)
    for a in resolution.assertions:
        network.add_edge(a.subject.id, a.object.id, title=a.predicate)
    html = network.generate_html()
    settled = "network.once('stabilizationIterationsDone', () => window.settled = performance.now());"
    path.write_text(html.replace("return network;", settled + "return network;"), encoding="utf-8")


def seen(path: Path, ready: str, *, ours: bool) -> str:
    """First draw, slowest keystroke and memory of a page, as cells of a table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        driver = started(profile)
        try:
            driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": FRAMES})
            driver.get(path.as_uri())
            drawn = WebDriverWait(driver, PATIENCE, 0.1).until(lambda d: d.execute_script(ready))
            keystroke = f"{driver.execute_script(KEYSTROKE):.0f} ms" if ours else "-"
            return f"{drawn / 1000:.2f} s | {keystroke} | {driver.execute_script(MEMORY):.0f} MB"
        except (WebDriverException, HTTPError):
            return f"not within {PATIENCE} s | - | -"
        finally:
            driver.quit()


def main() -> None:
    """Prints a table in Markdown."""
    print("| actors | assertions | page | made in | size | first draw | keystroke | memory |\n" + "|---" * 8 + "|")
    with tempfile.TemporaryDirectory() as folder:
        for actors, assertions in SIZES:
            resolution = grown(actors, assertions)
            for name, make, ready in (
                ("ours", page.write, "return window.drawn"),
                ("plain pyvis", plain_pyvis, "return window.settled"),
            ):
                path = Path(folder) / "page.html"
                start = time.perf_counter()
                make(resolution, path)
                seconds = time.perf_counter() - start
                size = path.stat().st_size / 1e6
                look = seen(path, ready, ours=name == "ours")
                print(f"| {actors} | {assertions} | {name} | {seconds:.1f} s | {size:.1f} MB | {look} |", flush=True)


if __name__ == "__main__":
    main()
