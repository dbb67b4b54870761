"""A page in a real browser, looked at through what it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait


class Page:
    """A page in the browser."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, path: Path, fragment: str = "", size: tuple[int, int] = (1400, 900)) -> None:
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri() + fragment)
        self.until("return document.documentElement.dataset.ready")

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str) -> Any:
        return WebDriverWait(self.driver, 15).until(lambda driver: driver.execute_script(script))

    def find(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def texts(self, css: str) -> list[str]:
        return [element.text for element in self.all(css)]

    def button(self, text: str) -> WebElement:
        return next(b for b in self.all("button, summary") if b.text == text and b.is_displayed())

    def keys(self, *keys: str) -> None:
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def title(self) -> str:
        """The heading of the panel."""
        return str(self.run("return document.querySelector('#panel h2').textContent"))

    def state(self, name: str) -> Any:
        return self.run("return explorer.state()[arguments[0]]", name)

    def undo(self) -> None:
        ActionChains(self.driver, duration=0).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()

    def shown(self) -> int:
        """How many assertions are shown."""
        return int(self.run("return explorer.scene().assertions.length"))

    def actors(self) -> set[str]:
        """The labels of the nodes that are drawn."""
        return set(self.run("return explorer.view.nodes().map(({label}) => label)"))

    def at(self, x: float, y: float) -> ActionChains:
        """The pointer over a place of the canvas."""
        canvas = self.find("#canvas canvas")
        width, height = canvas.size["width"], canvas.size["height"]
        return ActionChains(self.driver, duration=0).move_to_element_with_offset(
            canvas, round(x - width / 2), round(y - height / 2)
        )

    def click_canvas(self, x: float, y: float) -> None:
        self.at(x, y).click().perform()

    def place(self, label: str) -> tuple[float, float]:
        """Where the node with a label stands, in pixels of the canvas."""
        found = self.run(
            "const n = explorer.view.nodes().find(n => n.label === arguments[0]); return explorer.view.project(n)",
            label,
        )
        return found["x"], found["y"]

    def complaints(self) -> list[str]:
        """What the browser wrote to its console since the page was opened."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the page was opened, without data, blobs and what was blocked."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [e["params"] for e in events if e["method"] == "Network.requestWillBeSent"]
        failed = [e["params"] for e in events if e["method"] == "Network.loadingFailed"]
        blocked = {params["requestId"] for params in failed if params.get("blockedReason") == "csp"}
        urls = [params["request"]["url"] for params in sent if params["requestId"] not in blocked]
        return [url for url in urls if not url.startswith(("data:", "blob:"))]
