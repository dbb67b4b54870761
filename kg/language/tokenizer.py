"""spaCy's English tokenizer, with the cuts that UD treebanks make as well and proof against broken Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

INFIXES = (r"[—–]|--+", r"[\[\]]", r"(?<=\.)-(?=[a-z])", r"(?<=\w)\)(?=[—–A-Za-z]|--)")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class UDTokenizer(Tokenizer):  # type: ignore[misc]  # spaCy ships no types for it
    """A tokenizer that puts U+FFFD for surrogates, which no UTF-8 text can hold; offsets stay as they are."""

    def __call__(self, string: str) -> Doc:
        """The text as a Doc of tokens."""
        doc: Doc = super().__call__(LONE_SURROGATE.sub("\ufffd", string))
        return doc


def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """For a pipeline's config: what makes its tokenizer."""
    return _make


def _make(nlp: Language) -> Tokenizer:
    plain: Tokenizer = spacy.blank(nlp.lang or "en").tokenizer
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), *INFIXES])
    return UDTokenizer(
        nlp.vocab,
        rules=plain.rules,
        prefix_search=plain.prefix_search,
        suffix_search=plain.suffix_search,
        infix_finditer=infixes.finditer,
        token_match=plain.token_match,
        url_match=plain.url_match,
    )
