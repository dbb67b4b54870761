"""The list of hostile queries in the documentation says what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import ROOT, Server, served

import kg

PAGE = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
HOSTILE = re.findall(r"^\| `([^`]+)` \| (\d{3}) \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("samples")
    kg.build(ROOT / "kg" / "samples", folder)
    with served(Path(folder), "--timeout", "5") as found:
        yield found


@pytest.mark.parametrize(("query", "status"), HOSTILE)
def test_a_hostile_query_is_answered_as_the_page_says(query: str, status: str, samples: Server) -> None:
    answer = samples.ask(query, "*/*")
    assert answer.status_code == int(status), answer.text
    assert ("retry-after" in answer.headers) is (status == "503")


def test_the_list_is_read() -> None:
    assert len(HOSTILE) > 15
