"""The program `kg` and its commands."""

from __future__ import annotations

import typer

from kg.cli import building, explaining, querying, showing

app = typer.Typer(
    name="kg",
    help="From articles to a cited graph: who did what to whom, told as fact or not, by whom, in which sentence.",
    epilog="Begin with: kg demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (
    building.build,
    building.demo,
    building.status,
    building.remove,
    showing.show,
    querying.query,
    querying.ask,
    querying.export,
    explaining.explain,
):
    app.command()(command)
