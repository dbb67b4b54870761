"""How well pronouns and descriptions find what they stand for.

    python benchmarks/coreference.py FILE [--genre NAME] [--each]

FILE has a document a line: `doc`, `genre`, `text` and `clusters`, each with its `mentions` as pairs of character
offsets, end exclusive (as in the coreference layer of the GUM corpus). A pronoun or description counts where the
annotation gives it a cluster that something other than a pronoun was said of before; it is right if what it is taken
for has a mention in that cluster. Precision is the share of those resolved that are right, recall that of all.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

import kg.language
from kg.extract.analysis import Analysis, analyse
from kg.extract.mentions import Found, MentionFinder
from kg.knowledge import KnowledgeBase
from kg.lexicon import Lexicon
from kg.model import MentionKind

_CLASSES = ("pronoun.person", "pronoun.thing", "pronoun.plural", "pronoun.speaker", "pronoun.both")
DESCRIPTION = "description"


@dataclass(frozen=True)
class Outcome:
    """One anaphor: its class, its words, whether it was resolved and whether rightly, and what it was taken for."""

    kind: str
    text: str
    resolved: bool
    right: bool
    taken_for: str
    sentence: str


def outcomes(row: dict[str, Any], finder: MentionFinder, doc: Doc) -> Iterator[Outcome]:
    """The anaphors of one annotated document."""
    gold = _gold(doc, row["clusters"])
    analysis = analyse(doc, finder, None, 0)
    at = analysis.clusters.reading.at
    first = _first_mentions(doc, gold)
    for token, cluster in gold.items():
        kind = _kind(doc, token, analysis)
        if kind is None or first.get(cluster, token) >= token:
            continue
        mention = at.get(token)
        chosen = analysis.clusters.refers[mention] if mention is not None else ()
        others = [_mentions(analysis, c, mention) for c in chosen]
        named = [o for o in others if o]
        if kind == DESCRIPTION and not named:
            chosen = ()  # taken for something new
        right = bool(named) and all(any(gold.get(h) == cluster for h in heads) for heads in named)
        labels = " + ".join(analysis.clusters[c].label for c in chosen)
        yield Outcome(kind, doc[token].text, bool(chosen), right, labels, doc[token].sent.text.replace("\n", " "))


def _gold(doc: Doc, clusters: list[dict[str, Any]]) -> dict[int, str]:
    """For the head of each annotated mention the cluster, of several with one head that of the longest."""
    found: dict[int, tuple[int, str]] = {}
    for cluster in clusters:
        for start, end in cluster["mentions"]:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and len(span) and found.get(span.root.i, (0, ""))[0] < len(span):
                found[span.root.i] = (len(span), cluster["id"])
    return {token: cluster for token, (_, cluster) in sorted(found.items())}


def _first_mentions(doc: Doc, gold: dict[int, str]) -> dict[str, int]:
    """For each cluster its first mention that is no pronoun."""
    first: dict[str, int] = {}
    for token, cluster in gold.items():
        if doc[token].pos_ in ("NOUN", "PROPN"):
            first.setdefault(cluster, token)
    return first


def _kind(doc: Doc, token: int, analysis: Analysis) -> str | None:
    words, mention = analysis.clusters.reading.words, analysis.clusters.reading.at.get(token)
    for name in _CLASSES:
        if doc[token].lower_ in words[name]:
            return name
    found: Found | None = analysis.mentions[mention] if mention is not None else None
    definite = any(child.lower_ in words["definite"] for child in doc[token].children)
    if found is not None and found.kind is MentionKind.NOMINAL and found.head == token and definite:
        return DESCRIPTION
    return None


def _mentions(analysis: Analysis, cluster: int, own: int | None) -> list[int]:
    """The tokens of the names and descriptions of a cluster, those of the anaphor left out."""
    found = []
    for m in analysis.clusters[cluster].mentions:
        mention = analysis.mentions[m]
        if m != own and mention.kind is not MentionKind.PRONOUN:
            found += range(mention.start, mention.end) if mention.kind is MentionKind.NAME else [mention.head]
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--genre", action="append", help="only documents of this genre (again for more)")
    parser.add_argument("--each", action="store_true", help="list what was taken for the wrong thing")
    options = parser.parse_args()
    nlp, finder = kg.language.load(), MentionFinder(Lexicon.load(), KnowledgeBase.load())
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if not options.genre or row.get("genre") in options.genre]
    counts: dict[str, Counter[str]] = {}
    for doc, row in nlp.pipe(((row["text"], row) for row in rows), as_tuples=True):
        for outcome in outcomes(row, finder, doc):
            count = counts.setdefault(outcome.kind, Counter())
            count.update({"all": 1, "resolved": outcome.resolved, "right": outcome.right})
            if options.each and outcome.resolved and not outcome.right:
                print(f"{row['doc']}\t{outcome.kind}\t{outcome.text} -> {outcome.taken_for}\t{outcome.sentence}")
    print(f"{len(rows)} documents\n{'':18}precision  recall  annotated")
    for kind in (*_CLASSES, DESCRIPTION):
        count = counts.get(kind, Counter())
        precision = count["right"] / count["resolved"] if count["resolved"] else 0.0
        recall = count["right"] / count["all"] if count["all"] else 0.0
        print(f"{kind:18}{precision:9.3f}{recall:8.3f}{count['all']:11d}")


if __name__ == "__main__":
    main()
