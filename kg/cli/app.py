"""The program `kg` and its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from kg import __version__
from kg.cli import building, checking, entity, explaining, querying, serving, showing

app = typer.Typer(
    name="kg",
    help="From articles to a cited graph: who did what to whom, told as fact or not, by whom, in which sentence.",
    epilog="Begin with: kg demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """What stands before a command."""


for command in (
    building.build,
    building.demo,
    building.status,
    building.remove,
    showing.show,
    entity.entity,
    querying.query,
    querying.ask,
    querying.export,
    checking.validate,
    serving.serve,
    explaining.explain,
):
    app.command()(command)
app.command(name="import")(checking.import_)
