"""Brings names to a form in which spellings of the same name are equal, and no others.

Case is kept by `fold`, because it tells "US" from "us" and "WHO" from "who"; `normal` gives it up.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "ı": "i", "ß": "ss",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
_DOTS = re.compile(r"(?<=\b\w)\.")
_APART = re.compile(r"[\s\-‐‑‒–—_/,.;:()\[\]\"“”«»]+")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$", re.IGNORECASE)


def fold(name: str) -> str:
    """A name without accents, apostrophes, hyphens, full stops, possessive ending and leading article; case is kept.

    >>> fold("the U.S.'s"), fold("São Tomé"), fold("Kim Jong-un"), fold("Sana’a")
    ('US', 'Sao Tome', 'Kim Jong un', 'Sanaa')
    """
    if not (name.isascii() and name.replace(" ", "").isalpha()):
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = unicodedata.normalize("NFC", "".join(c for c in name if not unicodedata.combining(c)))
        name = _POSSESSIVE.sub("", name.strip()).replace("'", "").replace("&", " and ")
        name = _APART.sub(" ", _DOTS.sub("", name)).strip()
    return name[4:] if name[:4] in ("the ", "The ", "THE ") and len(name) > 4 else name


def normal(name: str) -> str:
    """`fold` without case: what two names share that differ only in spelling habits.

    >>> normal("ZELENSKY"), normal("Côte d'Ivoire") == normal("COTE D’IVOIRE")
    ('zelensky', True)
    """
    return fold(name).casefold()


def slug(name: str) -> str:
    """A name as part of an id: ASCII where the letters allow, lower case, words joined by hyphens.

    >>> slug("Côte d’Ivoire"), slug("Kim Jong Un"), slug("Владимир")
    ('cote-divoire', 'kim-jong-un', 'владимир')
    """
    return "-".join(re.findall(r"\w+", normal(name)))


_SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^m[ou]ha?mm?[ae]d$", "muhamad"),
        (r"^h[uo]ss?[aei]{1,2}n$", "husain"),
        (r"^y[ou]u?ss?[eou]u?f$", "yusuf"),
        (r"^abd(?:[eu]l|al|ol)$", "abdul"),
        (r"^ahm[ae]d$", "ahmad"),
        (r"^[ou]sama$", "usama"),
        (r"^[ou]mar$", "umar"),
        (r"^[ou](?:s|th)man$", "usman"),
        (r"^h[ou]sni$", "husni"),
        (r"^lad[ie]n$", "ladin"),
        (r"enka$", "enko"),
        (r"^yi(?=n)", "i"),
        (r"(?<=[aeiou])ye", "e"),
        (r"^ye", "e"),
        (r"ks", "x"),
        (r"ander$", "andr"),
        (r"(?:skij|skyj|skiy|skyy|skii|skyi|sky|ski)$", "ski"),
        (r"ph", "f"),
        (r"[gk]h|q|ck", "k"),
        (r"ou|oo|ue", "u"),
        (r"ee", "i"),
        (r"oe", "o"),
        (r"ae", "a"),
        (r"dj", "j"),
        (r"dh", "d"),
        (r"(?<=.)j$|y", "i"),
        (r"(?<=..)h$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_JOINED_ARTICLE = frozenset({"al", "el", "as", "ash", "ad", "an", "ar", "at", "ul"})


@lru_cache(maxsize=131072)
def sound(name: str) -> str:
    """A key that usual transliterations of one name share; coarse, so never enough for a single word alone.

    >>> sound("Volodymyr Zelenskyy") == sound("Volodymyr Zelensky") == sound("Volodymyr Zelenskiy")
    True
    >>> sound("Yury Ivanov") == sound("Yuri Ivanov"), sound("Abdel Fattah el-Sissi") == sound("Abdul Fattah al-Sisi")
    (True, True)
    >>> sound("Kim Jong Un") == sound("Kim Jong Il")
    False
    """
    words = [word for word in normal(name).split() if word not in _JOINED_ARTICLE]
    return " ".join(_sound(word) for word in words)


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word
