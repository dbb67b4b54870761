"""Inflected forms of the words of WordNet, for the lemmas of words that the treebanks do not have.

The lists are those of the package `spacy-lookups-data` (WordNet 3.0; its licence asks that its notice be kept).
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

VOWELS = "aeiou"
MISSING = {"stricken": ["strike"]}
"""Irregular forms of verbs that the lists lack."""


def inflected(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Tag, form and lemma of verbs, plural nouns and compared adjectives; `folder` holds the package's data."""
    index, irregular = _load(folder, "index"), _load(folder, "exc")
    verbs = {word for word in index["verb"] if word.isalpha() and word.islower()}
    nouns = {word for word in index["noun"] if word.isalpha() and word.islower() and len(word) > 2}
    yield from _verbs(verbs, MISSING | irregular["verb"])
    yield from _nouns(nouns, irregular["noun"])
    for form, lemmas in sorted(irregular["adj"].items()):
        if form.endswith(("er", "est")):
            yield ("JJR" if form.endswith("er") else "JJS"), form, lemmas[0]


def _load(folder: Path, name: str) -> dict[str, dict[str, list[str]]]:
    with gzip.open(folder / f"en_lemma_{name}.json.gz", "rt", encoding="utf-8") as file:
        data: dict[str, dict[str, list[str]]] = json.load(file)
    return data


def _verbs(verbs: set[str], irregular: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    doubled = {lemma for form, lemmas in irregular.items() for lemma in lemmas if form.startswith(lemma + lemma[-1])}
    for form, lemmas in sorted(irregular.items()):
        if form.isalpha():
            for tag in _tags(form):
                yield tag, form, lemmas[0]
    for verb in sorted(verbs):
        yield "VBZ", _with_s(verb), verb
        if verb + "e" in verbs and (verb in doubled or _doubles(verb)):
            continue  # "staged" is of "stage": of "stag" it would be "stagged"
        stem = verb[:-1] if verb.endswith("e") else verb
        past = stem[:-1] + "ied" if _consonant_y(verb) else stem + "ed"
        yield "VBG", (verb if verb.endswith(("ee", "oe", "ye")) else stem) + "ing", verb
        yield "VBD", past, verb
        yield "VBN", past, verb


def _tags(form: str) -> tuple[str, ...]:
    if form.endswith("ing"):
        return ("VBG",)
    return ("VBZ",) if form.endswith("s") else ("VBD", "VBN")


def _nouns(nouns: set[str], irregular: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    plurals: dict[str, list[str]] = defaultdict(list)
    for form, lemmas in irregular.items():
        plurals[lemmas[0]].append(form)
    for noun in sorted(nouns):
        for form in plurals.get(noun, [_with_s(noun)]):
            if form != noun:
                yield "NNS", form, noun


def _doubles(verb: str) -> bool:
    """Whether one vowel stands before its last consonant, which is then written twice before -ed, as a rule."""
    return len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS


def _with_s(word: str) -> str:
    if _consonant_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _consonant_y(word: str) -> bool:
    return word.endswith("y") and len(word) > 1 and word[-2] not in VOWELS
