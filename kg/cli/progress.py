"""A build's progress on the standard error: stage, documents, documents a second, time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from kg.cli import terminal
from kg.pipeline import Progress as Told


class _Speed(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Documents a second."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} documents/s" if speed and task.fields["counted"] else "")


@contextmanager
def shown(*, quiet: bool) -> Iterator[Told]:
    """Something to tell a build's progress to; it is drawn on the standard error if that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Speed(), TimeRemainingColumn())
    console = terminal.err()
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bars:
        yield _Bars(bars)


class _Bars:
    """One bar a stage."""

    def __init__(self, bars: Progress) -> None:
        self.bars = bars
        self.tasks = dict[str, TaskID]()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        if stage not in self.tasks:
            self.tasks[stage] = self.bars.add_task(stage, total=total, counted=stage in ("reading", "extracting"))
        self.bars.update(self.tasks[stage], completed=done, total=total)
