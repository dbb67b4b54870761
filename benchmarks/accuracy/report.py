"""Prints the figures of both parts side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.accuracy.assertions import Assertion
from benchmarks.accuracy.entities import Joined
from benchmarks.accuracy.errors import kinds_of_error
from benchmarks.accuracy.examples import Example
from benchmarks.accuracy.figures import Compared, Figures, Rates, figures
from benchmarks.accuracy.folders import Annotated
from kg.model import Factuality

PARTS = ("dev", "held out")
Row = Sequence[str]
_RATES = ("P", "R", "F1", "gold", "made")


def print_folder(title: str, texts: Sequence[Annotated], compared: Mapping[str, Compared]) -> None:
    """All tables of a folder."""
    parts = {part: [t for t in texts if t.held_out is (part == "held out")] for part in PARTS}
    both = {part: [compared[t.name] for t in found] for part, found in parts.items()}
    print(f"\n== {title}: {', '.join(f'{len(found)} texts {part}' for part, found in parts.items())}\n")
    _print_overall({part: figures(found) for part, found in both.items()})
    genre = {t.name: t.genre for t in texts}
    _print_rates("genre", {part: _by_genre(found, genre) for part, found in both.items()})
    _print_rates("predicate", {part: _by_predicate(found) for part, found in both.items()})
    _print_factuality(both)
    _print_errors(both)


def print_entities(title: str, parts: Mapping[str, Joined]) -> None:
    """How the mentions of named entities are joined to nodes, of all texts of a folder together."""
    print(f"\n== Named entities of {title}, all texts in one graph\n")
    rows: list[Row] = [["", *parts]]
    for number, name in enumerate(("precision", "recall", "F1")):
        rows.append([f"B-cubed {name}", *(_decimal(joined.scores[number]) for joined in parts.values())])
    rows.append(["mentions in another entity's node", *(_decimal(joined.wrong) for joined in parts.values())])
    rows.append(["nodes of two entities or more", *(f"{len(j.mixed)}/{j.nodes}" for j in parts.values())])
    rows.append(["mentions that both sides have", *(str(len(joined.pairs)) for joined in parts.values())])
    rows.append(["annotated mentions not found", *(str(joined.missed) for joined in parts.values())])
    _print_table(rows)


def print_joins(dev: Joined) -> None:
    """The nodes that hold several annotated entities, and the entities that are several nodes."""
    for what, lines in (("several entities in one node", dev.mixed), ("one entity in several nodes", dev.split)):
        print(f"-- {what}", *(f"   {line}" for line in lines), sep="\n")


def print_examples(passed: Mapping[Example, bool]) -> None:
    """How many example sentences give what they should, by group of predicates, and which do not."""
    rows = []
    for group in sorted({e.place.partition(".")[0] for e in passed}):
        here = {e: ok for e, ok in passed.items() if e.place.startswith(f"{group}.")}
        rows.append([group, *_passed(here)])
    print(f"\n== Example sentences: {len(passed)}\n")
    heads = ["", *(f"{part} {what}" for part in PARTS for what in ("said", "not said"))]
    _print_table([heads, *rows, ["all", *_passed(passed)]])


def _passed(examples: Mapping[Example, bool]) -> list[str]:
    cells = []
    for part in PARTS:
        for positive in (True, False):
            here = [ok for e, ok in examples.items() if e.positive is positive and e.held_out is (part == "held out")]
            cells.append(f"{sum(here)}/{len(here)}")
    return cells


def _print_overall(parts: Mapping[str, Figures]) -> None:
    rows: list[Row] = [["", *parts]]
    for name in ("triple", "full", "relaxed"):
        for rate in ("precision", "recall", "f1"):
            rows.append([f"{name} {rate}", *(_decimal(getattr(getattr(f, name), rate)) for f in parts.values())])
    for name in ("macro_f1", "core_recall", "factuality", "source"):
        rows.append([name.replace("_", " "), *(_decimal(getattr(f, name)) for f in parts.values())])
    for name, count in (("annotated", "gold"), ("extracted", "extracted")):
        rows.append([name, *(str(f.count[count]) for f in parts.values())])
    _print_table(rows)


def _by_genre(documents: Iterable[Compared], genre: Mapping[str, str]) -> dict[str, Rates]:
    return _grouped(documents, lambda document, _: genre[document.name])


def _by_predicate(documents: Iterable[Compared]) -> dict[str, Rates]:
    return _grouped(documents, lambda _, assertion: assertion.predicate)


def _grouped(documents: Iterable[Compared], key: Callable[[Compared, Assertion], str]) -> dict[str, Rates]:
    right, made, gold = dict[str, int](), dict[str, int](), dict[str, int]()
    for document in documents:
        found = [theirs for _, theirs in document.pairs]
        for count, assertions in ((right, found), (made, document.extracted), (gold, document.gold)):
            for assertion in assertions:
                name = key(document, assertion)
                count[name] = count.get(name, 0) + 1
    return {name: Rates(right.get(name, 0), made.get(name, 0), gold.get(name, 0)) for name in {*made, *gold}}


def _print_rates(what: str, parts: Mapping[str, Mapping[str, Rates]]) -> None:
    rows: list[Row] = [
        [what, *(f"{name}" if n else f"{part}: {name}" for part in parts for n, name in enumerate(_RATES))]
    ]
    for name in sorted({name for rates in parts.values() for name in rates}):
        rows.append([name, *(cell for rates in parts.values() for cell in _cells(rates.get(name, Rates(0, 0, 0))))])
    _print_table(rows)


def _cells(rates: Rates) -> list[str]:
    numbers = (rates.precision if rates.extracted else None, rates.recall if rates.gold else None)
    return [*map(_decimal, (*numbers, rates.f1 if rates.gold else None)), str(rates.gold), str(rates.extracted)]


def _print_factuality(parts: Mapping[str, Sequence[Compared]]) -> None:
    """For each factuality of the annotation: how many, how many of the triples found, and as what they are told."""
    rows: list[Row] = [
        ["factuality", *(f"{part}: {name}" for part in parts for name in ("gold", "found", *Factuality))]
    ]
    for factuality in Factuality:
        row = [str(factuality)]
        for documents in parts.values():
            gold = sum(a.factuality == factuality for d in documents for a in d.gold)
            told = [one.factuality for d in documents for one, a in d.pairs if a.factuality == factuality]
            row += [str(gold), str(len(told)), *(str(told.count(f)) for f in Factuality)]
        rows.append(row)
    _print_table(rows)


def _print_errors(parts: Mapping[str, Sequence[Compared]]) -> None:
    counts = {part: kinds_of_error(documents) for part, documents in parts.items()}
    kinds = sorted({kind for count in counts.values() for kind in count})
    _print_table([["kind of error", *counts], *([kind, *(str(c[kind]) for c in counts.values())] for kind in kinds)])


def print_each(documents: Iterable[Compared]) -> None:
    """Each assertion that is right, made for nothing, or missed."""
    for document in documents:
        print(f"\n-- {document.name}")
        right = {id(one) for one, _ in document.pairs}
        for one in document.extracted:
            print("   right " if id(one) in right else "   extra ", one, f"({one.confidence:.2f})")
        for gold in document.missed:
            print("   missed", gold, "(core)" if gold.core else "")


def _decimal(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _print_table(rows: Sequence[Row]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *rest = (
            cell.ljust(w) if not n else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *rest]).rstrip())
    print()
