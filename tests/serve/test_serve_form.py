"""The query form in a real browser: it asks this server, shows the answer, and connects to nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from chromium import chromium
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from serving import Server


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as found:
        yield found


def asked_of(browser: webdriver.Chrome) -> set[str]:
    """The addresses that were asked for since the last look."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}


def complaints(browser: webdriver.Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


def test_the_form_asks_this_server_and_no_other(browser: webdriver.Chrome, server: Server) -> None:
    asked_of(browser)
    browser.get(server.endpoint)
    wait = WebDriverWait(browser, 30)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton"))[0].click()
    cells = wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".yasr table td"))
    assert {"Chad", "Togo"} <= {word.strip('"') for cell in cells for word in cell.text.split()}

    browser.execute_script(
        "document.querySelector('.yasqe .CodeMirror').CodeMirror.setValue(arguments[0])",
        "SELECT ?hostile ?label { ?hostile a kg:Person ; rdfs:label ?label }",
    )
    browser.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton")[0].click()
    links = wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".yasr table a[href*='/entity/person/']"))
    wait.until(lambda b: links[0].get_attribute("href").startswith(server.url))
    assert browser.execute_script("return document.querySelectorAll('.yasr table script').length") == 0

    addresses = {url for url in asked_of(browser) if not url.startswith(("chrome:", "data:", "blob:"))}
    assert server.endpoint in addresses
    assert [url for url in addresses if not url.startswith(server.url)] == []
    assert complaints(browser) == []


def test_an_error_is_shown(browser: webdriver.Chrome, server: Server) -> None:
    browser.get(server.endpoint)
    wait = WebDriverWait(browser, 30)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton"))
    browser.execute_script(
        "document.querySelector('.yasqe .CodeMirror').CodeMirror.setValue(arguments[0])",
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    )
    browser.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton")[0].click()
    wait.until(lambda b: "SERVICE is refused" in b.find_element(By.CSS_SELECTOR, ".yasr").text)
    browser.get_log("browser")


def test_the_pages_of_entities_and_of_the_graph_work_under_their_policies(
    browser: webdriver.Chrome, server: Server
) -> None:
    for path in ("/entity/country/chad", "/document/b/c%20d.txt", "/"):
        browser.get(server.url + path)
        asked_of(browser)
        assert complaints(browser) == []
    browser.get(server.url + "/entity/country/chad")
    link = browser.find_element(By.LINK_TEXT, "Togo")
    link.click()
    WebDriverWait(browser, 10).until(lambda b: b.title == "Togo")
