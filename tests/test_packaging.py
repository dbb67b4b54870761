"""The wheel carries all it needs: in an empty environment, away from the checkout, it makes the demo's graph."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_data_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("kg/_ontology/", "kg/samples/", "kg/language/model/", "kg/page/", "kg/serve/static/"):
        assert any(name.startswith(part) for name in names), part
    for part in ("LICENSE", "NOTICE", "kg/py.typed"):
        assert any(name.endswith(part) for name in names), part
    assert not [name for name in names if name.startswith(("tests/", "ontology/", "training/", "benchmarks/"))]
    assert not [name for name in names if name.endswith((".pyc", ".log"))]


def test_the_wheel_is_not_heavy(wheel: Path) -> None:
    assert wheel.stat().st_size < 50e6


def test_the_demo_runs_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    bin_folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(bin_folder / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    away = tmp_path / "away"
    away.mkdir()
    where = run(bin_folder / "python", "-c", "import kg; print(kg.__file__)", cwd=away)
    assert Path(where.strip()).is_relative_to(tmp_path)

    shown = run(bin_folder / "kg", "demo", cwd=away)
    assert "Vladimir Putin" in shown
    assert "8 documents" in shown
    for name in ("graph.html", "graph.trig", "assertions.jsonl"):
        assert name in shown
        assert (away / "demo-graph" / name).stat().st_size > 0
    lines = (away / "demo-graph" / "assertions.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["evidence"] for line in lines)
