"""Speed and memory of the language pipeline on one core: python benchmarks/language.py FOLDER_OF_TEXTS [--model NAME]

Prints words a second of the whole `nlp.pipe` (processor time and wall time) and of each component, the time to load,
and the memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import kg.language


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    began = time.perf_counter()
    nlp = kg.language.load(options.model)
    nlp("A first sentence.")
    print(f"load and first sentence: {time.perf_counter() - began:.2f} s")

    texts = [path.read_text(encoding="utf-8") for path in sorted(options.texts.rglob("*.txt"))]
    words = sum(not token.is_space for text in texts for token in nlp.make_doc(text))
    for _ in range(options.rounds):
        wall, processor = time.perf_counter(), time.process_time()
        for _ in nlp.pipe(texts):
            pass
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        print(
            f"{len(texts)} texts, {words} words: {words / wall:.0f} words/s ({words / processor:.0f} by processor time)"
        )

    docs = [nlp.make_doc(text) for text in texts]
    for name, pipe in nlp.pipeline:
        processor = time.process_time()
        for doc in docs:
            pipe(doc)
        print(f"  {name}: {words / (time.process_time() - processor):.0f} words/s by processor time")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
