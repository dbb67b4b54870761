"""The extraction of documents, in this process or spread over several."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from multiprocessing.connection import wait as wait_for

from kg.errors import ReadError
from kg.extract import Extractor
from kg.language import load
from kg.model import Document, DocumentRecord

Result = DocumentRecord | ReadError

_WAITING_PER_JOB = 4
"""Documents handed to the pool ahead of their turn: enough to keep a process busy, few enough to stop quickly."""


@cache
def extractor(model: str | None) -> Extractor:
    """The extractor with the language model of that name, loaded once in a process."""
    extractor = Extractor(load(model))
    gc.freeze()  # the knowledge base stays: looking through it for garbage costs a tenth of extraction
    return extractor


def extract(documents: Iterable[Document], *, model: str | None = None, jobs: int = 1) -> Iterator[Result]:
    """The record of each document, as soon as it is made; the order is that of the documents only with one job.

    A document that the extractor fails on becomes a `ReadError` with its name and the reason; the others go on.

    Args:
        documents: what to extract from; read as needed.
        model: the name of the language model, None for the one that ships with the package.
        jobs: the number of processes; with 1 all is done in this one.
    """
    if jobs > 1:
        yield from _in_processes(documents, model, jobs)
    else:
        yield from (_record(document, model) for document in documents)


def _record(document: Document, model: str | None) -> Result:
    """One document at a time, so that no document's record depends on its neighbours."""
    at_work = extractor(model)
    try:
        (record,) = at_work.records([document])
    except Exception as error:  # whatever it is, it is reported with the document's name, and the run goes on
        return ReadError(document.id, f"extraction failed with {type(error).__name__}: {error}")
    return record


def _in_processes(documents: Iterable[Document], model: str | None, jobs: int) -> Iterator[Result]:
    # Threads of onnxruntime and others do not survive a fork: each process starts afresh.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(model,))
    waiting: set[Future[Result]] = set()
    try:
        for document in documents:
            waiting.add(pool.submit(_record, document, model))
            if len(waiting) >= jobs * _WAITING_PER_JOB:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        pool.shutdown(cancel_futures=True)


def _start(model: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    threading.Thread(target=_end_with_parent, daemon=True).start()
    extractor(model)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait_for([parent.sentinel])
    os._exit(1)
