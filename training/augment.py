"""Changes that make a sentence like what news has and the corpora lack: capitals throughout, names from elsewhere."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from training.config import Augmentation
from training.examples import Labelled

Names = dict[str, list[list[str]]]
BODY = re.compile(
    r"\b(agency|alliance|army|assembly|association|bank|board|brigades|centre|center|commission|committee|congress|council|"
    r"court|federation|forces?|forum|foundation|front|fund|group|institute|league|movement|network|organi[sz]ation|party|"
    r"programme|secretariat|society|tribunal|union|watch)\b",
    re.IGNORECASE,
)


def changer(config: Augmentation, names: Names) -> Callable[[Labelled, random.Random], Labelled]:
    """What changes a sentence now and then."""

    def change(sentence: Labelled, rng: random.Random) -> Labelled:
        if sentence.names and rng.random() < config.swap_names:
            sentence = _swapped(sentence, names, rng)
        if rng.random() < config.upper_case:
            sentence = replace(sentence, words=[word.upper() for word in sentence.words])
        return sentence

    return change


@dataclass(slots=True)
class _Run:
    words: list[str]
    tag: str
    label: str


def _swapped(sentence: Labelled, names: Names, rng: random.Random) -> Labelled:
    runs: list[_Run] = []
    for word, tag in zip(sentence.words, sentence.names, strict=True):
        if tag.startswith("I-") and runs and runs[-1].label == tag[2:]:
            runs[-1].words.append(word)
        else:
            runs.append(_Run([word], tag, tag[2:]))
    changed = replace(sentence, words=[], names=[])
    for run in runs:
        words = run.words
        if run.label in names and rng.random() < 0.6:
            words = rng.choice(names[run.label])
        changed.words.extend(words)
        changed.names.extend([f"B-{run.label}", *[f"I-{run.label}"] * (len(words) - 1)] if run.label else [run.tag])
    return changed


def world_names(gazetteer: Path, tokenize: Callable[[str], list[str]]) -> Names:
    """Names of countries, capitals, leaders and international bodies all over the world, by type."""
    with (gazetteer / "country-codes.csv").open(encoding="utf-8") as file:
        countries = list(csv.DictReader(file))
    with next(gazetteer.glob("reign_leaderlist_*.csv")).open(encoding="utf-8", errors="replace") as file:
        leaders = [
            row["leader"] for row in csv.DictReader(file) if row["leader"].replace("-", "").replace(" ", "").isalpha()
        ]
    places = [row["CLDR display name"] for row in countries] + [row["Capital"] for row in countries]
    bodies = list(_phoenix(gazetteer / "Phoenix.International.actors.txt"))
    found = {"GPE": places, "PERSON": leaders, "ORG": bodies}
    return {label: [words for name in sorted({*rows}) if (words := tokenize(name))] for label, rows in found.items()}


def _phoenix(path: Path) -> list[str]:
    """Names of organizations, which the file has in capitals with underscores: long ones in title case."""
    names = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        name = line.split("[")[0].strip().strip("_").replace("_", " ").lstrip("+")
        if name == name.upper() and len(name) < 60 and (BODY.search(name) or (name.isalpha() and len(name) < 6)):
            names.append(" ".join(_title(word) for word in name.split()) if len(name) > 5 else name)
    return names


def _title(word: str) -> str:
    return word.lower() if word in {"OF", "THE", "FOR", "AND", "ON", "IN"} else word.capitalize()
