"""What extraction costs beside the parse: python benchmarks/extraction.py FOLDER [--articles N] [--profile]

Reads the texts of a folder, over and over until there are N articles, and prints the processor time of the language
pipeline and of extraction on one core, with their ratio. `--profile` lists the functions that take most of extraction.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from spacy.tokens import Doc

import kg.language
from kg.extract import Extractor
from kg.extract.analysis import analyse
from kg.extract.extractor import RecordWriter
from kg.model import Document

DATE = "2024-06-20"
CHUNK = 50


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--profile", action="store_true", help="list the dearest functions (this slows extraction)")
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.folder.glob("*.txt"))]
    if not texts:
        raise SystemExit(f"{options.folder}: no .txt files; name a folder with some.")
    extractor = Extractor(kg.language.load())
    list(extractor.records([Document(id="warm", text=texts[0], date=DATE)]))
    profile = cProfile.Profile() if options.profile else None
    parse = extract = 0.0
    words = claims = 0
    for chunk in _chunks(islice(cycle(texts), options.articles)):
        start = time.process_time()
        docs = list(extractor.nlp.pipe(chunk))
        parse += time.process_time() - start
        start = time.process_time()
        claims += sum(_extract(extractor, doc, text, profile) for doc, text in zip(docs, chunk, strict=True))
        extract += time.process_time() - start
        words += sum(len(doc) for doc in docs)
    print(f"{options.articles} articles, {words} words, {claims} claims")
    print(f"language   {parse:7.1f} s  {words / parse:7.0f} words a second")
    share = extract / parse
    print(f"extraction {extract:7.1f} s  {words / extract:7.0f} words a second, {share:.2f} of the other")
    if profile is not None:
        pstats.Stats(profile).sort_stats("tottime").print_stats(15)


def _extract(extractor: Extractor, doc: Doc, text: str, profile: cProfile.Profile | None) -> int:
    if profile is not None:
        profile.enable()
    writer = RecordWriter(Document(id="a", text=text, date=DATE), analyse(doc, extractor.finder, DATE))
    writer.write()
    if profile is not None:
        profile.disable()
    return len(writer.claims)


def _chunks(texts: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(islice(texts, CHUNK)):
        yield chunk


if __name__ == "__main__":
    main()
