"""Learns the table of lemmas and features from a treebank and WordNet's inflections.

python -m training.lexemes TRAIN.conllu SPACY_LOOKUPS_DATA/data TABLE.tsv
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.language.lexemes import LONGEST_SUFFIX, Lexemes, case_class
from training.conllu import Word, read
from training.inflections import inflected

ACCIDENTAL = ("Typo=", "Abbr=", "ExtPos=", "Style=", "Foreign=", "CorrectForm=")
CERTAIN = 0.85
Occurrence = tuple[Word, bool]


def learn(words: Iterable[Occurrence], forms: Iterable[tuple[str, str, str]]) -> Lexemes:
    """A table from words, each with whether it begins a sentence, and from tag, form and lemma of words not met."""
    occurrences = [(word, initial) for word, initial in words if "_" not in (word.lemma, word.form)]
    table = Lexemes()
    table.lower.update(_lowered(occurrences))
    bases = Counter((w.xpos, _base(w, initial, table), w.lemma) for w, initial in occurrences)
    met = {(tag, base) for tag, base, _ in bases}
    bases.update(form for form in forms if form[:2] not in met)
    _learn_suffixes(bases, table)
    _learn_exceptions(bases, table)
    _learn_features((word for word, _ in occurrences), table)
    return table


def _lowered(occurrences: Iterable[Occurrence]) -> Iterator[tuple[str, str]]:
    votes: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for word, initial in occurrences:
        votes[word.xpos, case_class(word.form, initial)][word.lemma == word.lemma.lower()] += 1
    return (key for key, vote in votes.items() if vote[True] > vote[False])


def _base(word: Word, initial: bool, table: Lexemes) -> str:
    return word.form.lower() if (word.xpos, case_class(word.form, initial)) in table.lower else word.form


def _learn_suffixes(bases: Counter[tuple[str, str, str]], table: Lexemes) -> None:
    votes: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for tag, base, lemma in bases:  # each form once: suffixes are for words not met
        for length in range(min(LONGEST_SUFFIX, len(base) - 1) + 1):
            votes[tag, base[len(base) - length :].lower()][_script(base, lemma)] += 1
    for (tag, suffix), vote in sorted(votes.items(), key=lambda item: len(item[0][1])):
        best, count = min(vote.items(), key=lambda item: (-item[1], item[0]))
        enough = count > (1 if suffix else 0)
        if enough and best != table.script(" " * LONGEST_SUFFIX + suffix, tag):
            table.suffixes[tag, suffix] = best


def _script(base: str, lemma: str) -> tuple[int, str]:
    same = next((i for i, (a, b) in enumerate(zip(base, lemma, strict=False)) if a != b), min(len(base), len(lemma)))
    return len(base) - same, lemma[same:]


def _learn_exceptions(bases: Counter[tuple[str, str, str]], table: Lexemes) -> None:
    exact: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    lowered: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (tag, base, lemma), count in bases.items():
        exact[tag, base][lemma] += count
        lowered[tag, base.lower()][lemma] += count
    for (tag, base), vote in (lowered | exact).items():
        lemma = min(vote.items(), key=lambda item: (-item[1], item[0]))[0]
        if _by_suffix(base, tag, table) != lemma:
            table.lemmas[tag, base] = lemma


def _by_suffix(base: str, tag: str, table: Lexemes) -> str:
    cut, add = table.script(base, tag)
    return (base[:-cut] if cut else base) + add


def _learn_features(words: Iterable[Word], table: Lexemes) -> None:
    by_tag: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_form: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for word in words:
        feats = "|".join(f for f in word.feats.split("|") if not f.startswith(ACCIDENTAL))
        by_tag[word.xpos, word.upos][feats] += 1
        by_form[word.xpos, word.upos, word.form.lower()][feats] += 1
    table.feats.update((key, _certain(vote)) for key, vote in by_tag.items() if vote.total() > 4)
    for (tag, upos, form), vote in by_form.items():
        feats = _certain(vote)
        if vote.total() > 4 and feats != table.feats.get((tag, upos)):
            table.forms[tag, upos, form] = feats


def _certain(vote: Counter[str]) -> str:
    counts: Counter[str] = Counter()
    for feats, count in vote.items():
        counts.update(dict.fromkeys(filter(None, feats.split("|")), count))
    return "|".join(sorted(f for f, count in counts.items() if count >= CERTAIN * vote.total()))


def write(table: Lexemes, path: Path) -> None:
    """Write a table, sorted."""
    rows = [("lower", *key) for key in table.lower]
    rows += [("suffix", tag, suffix, str(cut), add) for (tag, suffix), (cut, add) in table.suffixes.items()]
    rows += [("lemma", *key, lemma) for key, lemma in table.lemmas.items()]
    rows += [("feats", *key, feats) for key, feats in table.feats.items()]
    rows += [("form", *key, feats) for key, feats in table.forms.items()]
    path.write_text("".join("\t".join(row) + "\n" for row in sorted(rows)), encoding="utf-8", newline="\n")


def main() -> None:
    """Run from the command line."""
    treebank, lookups, target = map(Path, sys.argv[1:])
    words = ((word, i == 0) for sentence in read(treebank) for i, word in enumerate(sentence.words))
    write(learn(words, inflected(lookups)), target)


if __name__ == "__main__":
    main()
