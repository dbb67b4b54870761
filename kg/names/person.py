"""Names of people: titles taken off, family name first or last, and which of two names may be the other's shorter form.

The order of names is judged by family names that are common where the family name stands first (Chinese, Korean,
Vietnamese, Hungarian, Japanese); a name of which that is not known may be referred to by either end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.names.families import ARABIC_GIVEN, CHINESE, EAST_SLAVIC, HUNGARIAN_GIVEN, JAPANESE, KOREAN, VIETNAMESE
from kg.names.spelling import normal, sound
from kg.names.titles import (
    CONNECTORS,
    FEMALE,
    GENERATIONS,
    MALE,
    MODIFIERS,
    NATIONALITY,
    ROYAL,
    SUFFIXES,
    SURNAMES_TOO,
    TITLES,
    word_set,
)

PARTICLES = word_set(
    "al el ul bin ben ibn bint abu abd de da do dos das del della di du la le van von der den ter ten zu y e"
)
_KEPT_WITH_NEXT = PARTICLES - word_set("al el ul zu y e")
_LONGEST_TITLE = 9
_PATRONYMIC = ("vich", "vych", "vitch", "vna", "ovich", "ichna")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, all normalised.

    `words` is the name without titles and suffix; `family` what it is shortened to when only the family name is given,
    one form or several where the order is not certain; `generation` is jr, sr, ii ... or empty; `sex` what its title
    says (m, f) or empty; `royal` people go by their given names.
    """

    words: tuple[str, ...]
    family: frozenset[str]
    generation: str = ""
    sex: str = ""
    royal: bool = False


def untitled(name: str) -> str:
    """A name without the titles, offices and nationalities before it and the honours after it.

    >>> untitled("US Secretary of State Antony Blinken"), untitled("Mr. Kim"), untitled("Lt. Gen. Charles Moore Jr.")
    ('Antony Blinken', 'Kim', 'Charles Moore Jr.')
    >>> untitled("President"), untitled("Will Prince")
    ('President', 'Will Prince')
    """
    before, comma, after = name.rpartition(",")
    if comma and _title_end(_keys(before.split())) and _bare(after) not in SUFFIXES:
        name = after
    words = name.split()
    last = _title_end(_keys(words[:_LONGEST_TITLE]))
    rest = words[last:] or words
    while len(rest) > 1 and _bare(rest[-1]) in SUFFIXES - set(GENERATIONS):
        rest = rest[:-1]
    return " ".join(rest).strip(" ,")


def _keys(words: list[str]) -> list[str]:
    """The words as the lists of titles have them; a connector with a capital is none, a possessor keeps its s."""
    return [
        word
        if (key := _bare(word.rpartition("-")[2])) in CONNECTORS and word[0].isupper()
        else f"{key}s"
        if word.endswith(("'s", "’s"))
        else key
        for word in words
    ]


def _title_end(keys: list[str]) -> int:
    """Where the title at the beginning of a name ends: 0 if there is none."""
    end, of = 0, False
    for i, key in enumerate(keys):
        if key in TITLES:
            end, of = i + 1, False
        elif key in CONNECTORS:
            of = end == i
        elif of and (key in MODIFIERS or keys[i - 1] in CONNECTORS):
            end = i + 1
        elif key not in MODIFIERS and not _opens_title(keys, i):
            break
    return end


def _opens_title(keys: list[str], i: int) -> bool:
    """Whether a word of no known kind belongs to the title after it ("Russian President")."""
    for k in range(i + 1, min(i + 4, len(keys))):
        if keys[k] in TITLES:
            plain = all(key in MODIFIERS for key in keys[i + 2 : k])
            surname = keys[k] in SURNAMES_TOO and keys[k - 1] not in MODIFIERS and not keys[i].endswith(NATIONALITY)
            return plain and not surname
    return False


def _bare(word: str) -> str:
    return normal(word).replace(" ", "")


@lru_cache(maxsize=131072)
def parse(name: str) -> PersonName:
    """The parts of a person's name.

    >>> parse("Kim Jong-un").family, parse("Gen. Min Aung Hlaing").words
    (frozenset({'kim'}), ('min', 'aung', 'hlaing'))
    >>> sorted(parse("Mohammed bin Salman").family)
    ['bin salman', 'salman']
    """
    bare = untitled(name)
    titles = normal(name.removesuffix(bare)).split() if bare != name else []
    words = normal(bare).split()
    generation = ""
    while len(words) > 1 and words[-1] in SUFFIXES:
        generation = GENERATIONS.get(words.pop(), generation)
    sex = "f" if any(w in FEMALE for w in titles) else "m" if any(w in MALE for w in titles) else ""
    return PersonName(tuple(words), frozenset(_family(words)), generation, sex, not ROYAL.isdisjoint(titles))


def _family(words: list[str]) -> set[str]:
    if len(words) < 2:
        return set(words)
    if len(words) <= 4 and words[0] in VIETNAMESE and words[0] not in KOREAN:
        return {words[-1], words[0]}
    if family_first(tuple(words)):
        return {words[0]}
    found = {_tail(words, 1)}
    if words[-1] in JAPANESE or words[0] in JAPANESE or words[-1] in HUNGARIAN_GIVEN:
        found.add(words[0])
    if len(words) > 2:
        found |= {words[-1], _tail(words, 2)}
        found |= {
            word for word in words[1:-1] if word not in PARTICLES
        }  # Spanish: the father's name stands before the last
    return found | {word for word in found for word in (word.split()[-1],)}


def _tail(words: list[str], count: int) -> str:
    """The last words of a name with the particles before them."""
    i = len(words) - count
    while i > 1 and words[i - 1] in _KEPT_WITH_NEXT:
        i -= 1
    return " ".join(words[i:])


def family_first(words: tuple[str, ...]) -> bool:
    """Whether the first of these normalised words is the family name, as in Kim Jong Un or Xi Jinping."""
    if not 2 <= len(words) <= 3:
        return False
    if words[-1] in KOREAN | CHINESE and words[0] not in KOREAN | CHINESE:
        return False
    return words[0] in KOREAN or words[0] in CHINESE


def short_for(short: str, full: str) -> bool:
    """Whether a document may refer by `short` to a person it calls `full`: by family name, by a part, with titles.

    Given names alone do not count, nor do names that contradict (another middle initial, generation or title of sex).

    >>> short_for("Mr. Kim", "Kim Jong Un"), short_for("Putin", "Vladimir Putin")
    (True, True)
    >>> short_for("Vladimir", "Vladimir Putin"), short_for("Crown Prince Mohammed", "Mohammed bin Salman")
    (False, True)
    >>> short_for("Jong", "Kim Jong Un"), short_for("el-Sissi", "Abdel Fattah al-Sisi")
    (False, True)
    """
    one, other = parse(short), parse(full)
    if not one.words or len(one.words) > len(other.words) or _contradict(one, other):
        return False
    if len(one.words) > 1 and (one.words == other.words[: len(one.words)] or same_person(short, full)):
        return True
    name = " ".join(one.words)
    if name in other.family or (one.royal and name == other.words[0]):
        return True
    key = sound(name)
    return bool(key) and key in {sound(family) for family in other.family}


def _contradict(one: PersonName, other: PersonName) -> bool:
    sexes = {one.sex, other.sex} - {""}
    generations = {one.generation, other.generation} - {""}
    return len(sexes) > 1 or len(generations) > 1


def same_person(one: str, other: str) -> bool:
    """Whether two names of two words or more can be one person's: spelling, order, initials, middle names.

    >>> same_person("Kim Jong-un", "KIM Jong Un"), same_person("John F. Kennedy", "John Kennedy")
    (True, True)
    >>> same_person("George H. W. Bush", "George W. Bush"), same_person("Kim Jong Un", "Kim Jong Il")
    (False, False)
    >>> same_person("Lee Jae-myung", "Jae-myung Lee"), same_person("Orbán Viktor", "Viktor Orbán")
    (True, True)
    """
    a, b = parse(one), parse(other)
    if (
        len(a.words) < 2
        or len(b.words) < 2
        or _contradict(a, b)
        or (a.generation or b.generation) != (b.generation or a.generation)
    ):
        return False
    return any(_aligned(x, y) for x in orders(a.words) for y in orders(b.words))


def same_spelling(one: str, other: str) -> bool:
    """Whether two names differ in spelling, order, initials and patronymic alone: no other word may be left out.

    Forms of a given name in Russian, Ukrainian and Belarusian are one.

    >>> same_spelling("Volodymyr Zelenskyi", "Vladimir Zelensky"), same_spelling("John F. Kerry", "John Kerry")
    (True, True)
    >>> same_spelling("Sergei Viktorovich Lavrov", "Sergey Lavrov"), same_spelling("Ali Saleh", "Ali Abdullah Saleh")
    (True, False)
    """
    one, other = _east_slavic(one), _east_slavic(other)
    if not same_person(one, other):
        return False
    a, b = parse(one).words, parse(other).words
    return len(_core(a)) == len(_core(b)) or sound("".join(a)) == sound("".join(b))


def extends(long: str, short: str) -> bool:
    """Whether a name is another of two words or more with family names added at its end, as Spanish ones often are.

    Not so for names that put the family name first, nor for Arabic ones, where each name added may be another man's.

    >>> extends("Gustavo Petro Urrego", "Gustavo Petro"), extends("Ali Hassan al-Majid", "Ali Hassan")
    (True, False)
    """
    a, b = parse(long), parse(short)
    if not 2 <= len(b.words) < len(a.words) <= len(b.words) + 2 or _contradict(a, b) or family_first(b.words):
        return False
    if not ARABIC_GIVEN.isdisjoint(map(sound, b.words)) or not PARTICLES.isdisjoint(b.words):
        return False
    return all(sound(one) == sound(other) for one, other in zip(a.words, b.words, strict=False))


@lru_cache(maxsize=65536)
def _east_slavic(name: str) -> str:
    words = name.split()
    return " ".join(EAST_SLAVIC.get(normal(word), word) for word in words)


def _core(words: tuple[str, ...]) -> list[str]:
    """The words that are neither an initial nor, after the first, a patronymic."""
    return [w for i, w in enumerate(words) if len(w) > 1 and not (0 < i < len(words) - 1 and w.endswith(_PATRONYMIC))]


def orders(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The orders in which a name may be written: as it stands, and with the family name at the other end."""
    turned = (*words[1:], words[0])
    back = (words[-1], *words[:-1])
    if family_first(words):
        return (words, turned)
    if words[-1] in KOREAN | CHINESE | VIETNAMESE | JAPANESE or words[-1] in HUNGARIAN_GIVEN:
        return (words, back) if words[-1] not in HUNGARIAN_GIVEN else (words, turned)
    return (words,)


def _aligned(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words match one by one, or first and last do and what stands between does not contradict."""
    if sound("".join(one)) == sound("".join(other)) and abs(len(one) - len(other)) <= 1:
        return True
    short, long = sorted((one, other), key=len)
    if not (_word(short[0], long[0]) and _word(short[-1], long[-1]) and len(short[-1]) > 1):
        return False
    if len(short[0]) == 1 and len(long[0]) > 1 and len(short) == 2 < len(long):
        return False  # J. Kelly is too little for John Peter Kelly
    return _within(short[1:-1], long[1:-1])


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `long` in their order; a first initial is that of the first word."""
    if short and len(short[0]) == 1 and (not long or long[0][0] != short[0]):
        return False
    rest = iter(long)
    return all(any(_word(word, candidate) for candidate in rest) for word in short)


def _word(one: str, other: str) -> bool:
    if one == other or sound(one) == sound(other):
        return True
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]
