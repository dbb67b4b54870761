"""Figures of the extraction on annotated texts.

    python -m benchmarks.accuracy [FOLDER ...] [--extracted FILE] [--each]

FOLDER holds `texts/NAME.txt` and `annotations/NAME.json`, as the passages of our own beside this module do; without
one it is these, and the single sentences beside them. FILE has assertions as `kg export --format jsonl` writes them, or
records of the journal; without it the texts are read now, and it is measured too whether the mentions of an entity are
one node. Figures stand for two parts: dev, on which rules and weights are made, and held out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import kg.language
from benchmarks.accuracy.assertions import Documents, of_record, read_extracted
from benchmarks.accuracy.entities import measure
from benchmarks.accuracy.examples import read_examples
from benchmarks.accuracy.figures import compare_all
from benchmarks.accuracy.folders import FRESH, OWN, Annotated, read_folder
from benchmarks.accuracy.report import print_each, print_entities, print_examples, print_folder, print_joins
from kg.extract import Extractor


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    options = _options(arguments)
    extractor = Extractor(kg.language.load(options.model)) if options.extracted is None else None
    for folder in options.folders or [OWN, FRESH]:
        texts = read_folder(folder)
        if not texts:
            raise SystemExit(f"{folder}: no annotations/*.json; name a folder that has them.")
        extracted = _extract(extractor, texts) if extractor is not None else read_extracted(options.extracted)
        compared = compare_all(extracted, {text.name: text.assertions for text in texts})
        print_folder(folder.name, texts, {one.name: one for one in compared})
        if options.each:
            dev = {text.name for text in texts if not text.held_out}
            print_each(one for one in compared if one.name in dev)
        if extractor is not None:
            _entities(folder, texts, extractor, each=options.each)
    if extractor is not None and options.examples:
        examples = read_examples()
        records = extractor.records(example.document for example in examples)
        print_examples({e: e.passes(record) for e, record in zip(examples, records, strict=True)})


def _entities(folder: Path, texts: Sequence[Annotated], extractor: Extractor, *, each: bool) -> None:
    if not (folder / "annotations").is_dir():
        return  # single sentences hardly name anything twice
    joined = measure(folder, texts, extractor)
    print_entities(folder.name, joined)
    if each:
        print_joins(joined["dev"])


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--extracted", type=Path, metavar="FILE")
    parser.add_argument("--model", help="a spaCy pipeline, by name or path, in place of the package's own")
    parser.add_argument(
        "--each", action="store_true", help="list each assertion of the dev part: right, extra or missed"
    )
    parser.add_argument("--no-examples", dest="examples", action="store_false", help="leave the example sentences out")
    return parser.parse_args(arguments)


def _extract(extractor: Extractor, texts: Sequence[Annotated]) -> Documents:
    return {r.document.id: of_record(r) for r in extractor.records(text.document for text in texts)}


if __name__ == "__main__":
    main()
