"""The command line: `kg build`, `kg show`, `kg query` and the others. `kg --help` lists them."""

from __future__ import annotations

import sys

from kg.errors import KgError


def main() -> None:
    """Runs `kg` with the arguments of the process; exits with 1 and a message on an error that has a name."""
    from kg.cli import terminal
    from kg.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name in any script must not end the program on a narrow terminal
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except (KgError, OSError) as error:
        terminal.err().print(f"kg: {terminal.safe(str(error))}", style="red", soft_wrap=True)
        raise SystemExit(1) from None
