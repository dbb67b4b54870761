"""Fit the confidence of claims: python -m training.confidence [FOLDER ...] [--precision P]

FOLDER holds annotated texts as `benchmarks/accuracy/own` and `fresh` do, which are always among them. Weights and
threshold are fitted on the dev parts alone and written to `ontology/confidence.tsv`; figures are of documents that the
weights were not fitted on: by turns for dev, and those held out. The threshold is the one with the best F1 of those
with which the last folder's dev part has precision P.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import kg.language
from benchmarks.accuracy.assertions import of_record
from benchmarks.accuracy.figures import compare
from benchmarks.accuracy.folders import FRESH, OWN, Annotated, read_folder
from kg.extract import Extractor
from kg.extract.analysis import analyse
from kg.extract.confidence import BIAS, THRESHOLD, Weights, triple_of
from kg.extract.extractor import RecordWriter
from kg.model import DocumentRecord
from kg.ontology import data_path

FOLDS = 10
RARE = 5
PENALTIES = (4.0, 8.0, 16.0, 32.0, 64.0, 128.0)
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Row:
    """An extracted triple: what is seen of it, and whether the annotation has it."""

    document: str
    folder: str
    held_out: bool
    features: tuple[str, ...]
    right: bool


@dataclass(frozen=True)
class Model:
    """Fitted weights, by feature."""

    names: tuple[str, ...]
    weights: Floats

    def predict(self, rows: Sequence[Row]) -> Floats:
        """How likely each triple is right."""
        return _sigmoid(design(rows, self.names) @ self.weights)


def read_rows(extractor: Extractor, folder: str, texts: Sequence[Annotated]) -> Iterator[Row]:
    """The triples that are extracted from the texts of a folder."""
    docs = extractor.nlp.pipe(text.document.text for text in texts)
    for text, doc in zip(texts, docs, strict=True):
        writer = RecordWriter(text.document, analyse(doc, extractor.finder, text.document.date, 0.0))
        writer.write()
        yield from _rows(text, folder, writer)


def _rows(text: Annotated, folder: str, writer: RecordWriter) -> Iterator[Row]:
    claims = tuple(writer.claims.values())
    assertions = of_record(DocumentRecord(text.document, tuple(writer.entities()), claims, ""))
    compared = compare(text.name, assertions, text.assertions)
    counted, right = {id(a) for a in compared.extracted}, {id(a) for a, _ in compared.pairs}
    clusters = list(writer.numbers)
    for claim, assertion in zip(claims, assertions, strict=True):
        if id(assertion) in counted:
            told = triple_of(clusters[claim.subject], claim.predicate, clusters[claim.object])
            yield Row(text.name, folder, text.held_out, writer.analysis.features[told], id(assertion) in right)


def design(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    """A row of zeros and ones for each triple."""
    column = {name: k for k, name in enumerate(names)}
    found = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        found[i, [column[name] for name in (BIAS, *row.features) if name in column]] = 1.0
    return found


def fit(rows: Sequence[Row], penalty: float) -> Model:
    """Logistic regression with a quadratic penalty on all weights but the bias, by Newton's method."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.features:
            counts[name] = counts.get(name, 0) + 1
    names = (BIAS, *sorted(name for name, n in counts.items() if n >= RARE))
    x, y = design(rows, names), targets(rows)
    ridge = np.full(len(names), penalty)
    ridge[0] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(30):
        p = _sigmoid(x @ weights)
        gradient = x.T @ (p - y) + ridge * weights
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return Model(names, weights)


def targets(rows: Sequence[Row]) -> Floats:
    """1 for each right triple, 0 for each other."""
    return np.array([float(row.right) for row in rows])


def by_turns(rows: Sequence[Row], penalty: float) -> Floats:
    """The probability of each row by weights that no row of its document was used for."""
    documents = sorted({row.document for row in rows})
    fold = {name: n % FOLDS for n, name in enumerate(documents)}
    found = np.zeros(len(rows))
    for k in range(FOLDS):
        here = [i for i, row in enumerate(rows) if fold[row.document] == k]
        rest = [row for row in rows if fold[row.document] != k]
        if here and rest:
            found[here] = fit(rest, penalty).predict([rows[i] for i in here])
    return found


def _sigmoid(x: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(x, -30, 30)))
    return found


def log_loss(p: Floats, y: Floats) -> float:
    """The mean negative log-likelihood."""
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def brier(p: Floats, y: Floats) -> float:
    """The mean square of the probability's distance from what is."""
    return float(np.mean((p - y) ** 2))


def curve(p: Floats, y: Floats) -> list[tuple[float, int, float, float]]:
    """For each tenth: its beginning, how many triples it has, their mean probability, and the share that is right."""
    bins = np.minimum((p * 10).astype(int), 9)
    return [
        (k / 10, int((bins == k).sum()), float(p[bins == k].mean()), float(y[bins == k].mean()))
        for k in range(10)
        if (bins == k).any()
    ]


def calibration_error(p: Floats, y: Floats) -> float:
    """The expected calibration error: how far probability and share are apart, over the tenths."""
    return sum(n * abs(told - seen) for _, n, told, seen in curve(p, y)) / max(len(p), 1)


def kept(p: Floats, y: Floats, threshold: float) -> tuple[float, int]:
    """How many triples are right of those that reach a threshold, and how many reach it."""
    made = p >= threshold
    return float(y[made].sum()), int(made.sum())


def choose_threshold(p: Floats, y: Floats, gold: int, precision: float) -> float:
    """The threshold (in hundredths) with the best F1 of those that reach the precision; without one 0."""
    best, found = -1.0, 0.0
    for threshold in (k / 100 for k in range(96)):
        right, made = kept(p, y, threshold)
        f1 = 2 * right / (made + gold)
        if made and right / made >= precision and f1 > best:
            best, found = f1, threshold
    return found


def write(model: Model, threshold: float) -> None:
    """Write the table of the ontology."""
    rows = [f"{THRESHOLD}\t{threshold:.2f}"]
    rows += [f"{name}\t{w:.3f}" for name, w in zip(model.names, model.weights, strict=True) if abs(w) >= 0.0005]
    head = "# Made by python -m training.confidence: the log-odds that each feature adds. See docs/confidence.md.\n"
    data_path("confidence.tsv").write_text(head + "feature\tweight\n" + "\n".join(rows) + "\n", encoding="utf-8")
    Weights.load.cache_clear()


def report(title: str, p: Floats, y: Floats, gold: int, threshold: float) -> None:
    """Print the quality of the probabilities, and precision, recall and F1 without and with the threshold."""
    base = brier(np.full(len(y), y.mean()), y)
    print(f"\n{title}: {len(y)} triples, Brier {brier(p, y):.3f} (of their share: {base:.3f}), "
          f"ECE {calibration_error(p, y):.3f}, log loss {log_loss(p, y):.3f}")  # fmt: skip
    for least in (0.0, threshold):
        right, made = kept(p, y, least)
        print(f"  from {least:.2f}: {made} made, precision {right / max(made, 1):.3f}, recall {right / gold:.3f}, "
              f"F1 {2 * right / (made + gold):.3f}")  # fmt: skip
    for start, n, told, seen in curve(p, y):
        print(f"  {start:.1f}  {n:4}  said {told:.2f}  right {seen:.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.confidence", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--precision", type=float, default=0.62, metavar="P")
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    options = parser.parse_args(arguments)
    ours = [OWN, FRESH]
    folders = [*ours, *(folder for folder in options.folders if folder.resolve() not in ours)]
    texts = {folder.name: read_folder(folder) for folder in folders}
    extractor = Extractor(kg.language.load())
    rows = [row for folder in texts for row in read_rows(extractor, folder, texts[folder])]
    dev = [row for row in rows if not row.held_out]
    out = {penalty: by_turns(dev, penalty) for penalty in PENALTIES}
    penalty = min(PENALTIES, key=lambda c: log_loss(out[c], targets(dev)))
    model = fit(dev, penalty)
    gold = {(folder, h): _annotated(texts[folder], h) for folder in texts for h in (False, True)}
    last = folders[-1].name
    here = np.array([row.folder == last for row in dev])
    threshold = choose_threshold(out[penalty][here], targets(dev)[here], gold[last, False], options.precision)
    if not options.dry_run:
        write(model, threshold)
    print(f"penalty {penalty:g}, {len(model.names)} weights, threshold {threshold:.2f}")
    _report_all(rows, dev, out[penalty], model, gold, threshold)


def _annotated(texts: Sequence[Annotated], held_out: bool) -> int:
    return sum(len(compare(t.name, [], t.assertions).gold) for t in texts if t.held_out is held_out)


def _report_all(
    rows: Sequence[Row],
    dev: Sequence[Row],
    out: Floats,
    model: Model,
    gold: dict[tuple[str, bool], int],
    threshold: float,
) -> None:
    aside = [row for row in rows if row.held_out]
    both, p = [*dev, *aside], np.concatenate([out, model.predict(aside)])
    parts = [("all", set(gold))]
    parts += [(f"{folder}, {'held out' if h else 'dev by turns'}", {(folder, h)}) for folder, h in gold]
    parts += [(f"{name}, both parts", {(name, False), (name, True)}) for name in dict.fromkeys(f for f, _ in gold)]
    for title, wanted in parts:
        chosen = [i for i, row in enumerate(both) if (row.folder, row.held_out) in wanted]
        if chosen:
            report(title, p[chosen], targets([both[i] for i in chosen]), sum(gold[key] for key in wanted), threshold)


if __name__ == "__main__":
    main()
