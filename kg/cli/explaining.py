"""`kg explain`: what is found in each sentence of a text, and what is not and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli import terminal
from kg.cli.options import AsJson
from kg.errors import ReadError
from kg.model import Document

if TYPE_CHECKING:
    from kg.extract import ExplainedClaim, ExplainedMention, ExplainedRefusal, ExplainedSentence

_INDENT = "    "


def explain(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|-", help="The text, or - for standard input.", show_default=False)
    ],
    model: Annotated[str | None, typer.Option(metavar="NAME", help="A spaCy pipeline or its folder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Shows for each sentence its mentions, the claims found, and why others were not made.

    \b
    kg explain "Seoul accused Pyongyang of having sent shells to Russia, which the Kremlin denied."
    kg explain - < article.txt
    """
    from kg.extract import explain as explained
    from kg.workers import extractor

    document = Document(id="text", text=sys.stdin.read() if text == "-" else text)
    if not document.text.strip():
        raise ReadError("-" if text == "-" else "TEXT", "there is no text to explain")
    sentences = explained(document, extractor(model))
    if as_json:
        terminal.print_json([asdict(sentence) for sentence in sentences])
        return
    console = terminal.out()
    for sentence in sentences:
        console.print(*_lines(sentence), sep="\n", end="\n\n", soft_wrap=True)


def _lines(sentence: ExplainedSentence) -> Iterator[Text]:
    yield terminal.cell(sentence.text, "bold")
    yield from _block("mentions", [_mention(mention) for mention in sentence.mentions])
    yield from _block("claims", [_claim(claim) for claim in sentence.claims])
    yield from _block("not made", [_refusal(refusal) for refusal in sentence.refusals])
    if sentence.silent:
        yield Text(f"{_INDENT}no word here triggers a predicate", style="dim")


def _block(title: str, lines: list[str]) -> Iterator[Text]:
    """The lines, indented, the first of them beside their title."""
    for number, line in enumerate(lines):
        head = "" if number else title
        yield Text.assemble((f"{_INDENT}{head:<10}", "dim"), terminal.cell(line))


def _mention(mention: ExplainedMention) -> str:
    meant = " and ".join(mention.refers_to)
    return f"{mention.text}: {mention.type}" + (f", {meant}" if meant and meant != mention.text else "")


def _claim(claim: ExplainedClaim) -> str:
    told = claim.factuality + (f", says {claim.source}" if claim.source else "")
    return f"{claim.subject} | {claim.predicate} | {claim.object} ({told}; from {claim.trigger!r} by {claim.path})"


def _refusal(refusal: ExplainedRefusal) -> str:
    return f"{refusal.trigger!r}, {refusal.predicate}: {refusal.reason}"
