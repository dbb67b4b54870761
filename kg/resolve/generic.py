"""Names that many bodies share, such as a ministry or a supreme court: they name one thing only with their country."""

from __future__ import annotations

import re

from kg.knowledge import KnowledgeBase
from kg.model import EntityType
from kg.names import fold, normal
from kg.names.titles import word_set

_GENERIC = word_set(
    """
    academy administration battalion brigade brigades corps company fleet platoon regiment squadron squad unit units
    marines marine infantry artillery armored armoured mechanized mechanised airborne division st nd rd th
    administration affairs agency agreement air airport airforce alliance appeals armed army assembly
    association authorities authority bank base board border branch broadcaster bureau cabinet capital central
    centre chamber church city civil coalition coast coastguard college command commission committee communist
    company competition conference congress conservative constitution constitutional council court culture
    customs deal declaration defence delegates democracy democratic department deputies directorate district
    division economic economy education election electoral embassy emergency energy environment executive
    external federal finance foreign force forces fund general government governorate guard guards health high
    home hospital house immigration independent information institute intelligence interior internal
    international investigation island islands joint judicial junta justice labour law lawmakers legislative
    legislature liberal local lower main media military minister ministry mission monetary mosque municipal
    museum national naval navy new news northern of office operations opposition palace parliament parliamentary
    party peace people peoples police political port post prefecture presidency president presidential press
    prime prison programme progressive prosecutor prosecutors protection province provincial public radio
    referendum region regional representatives republic reserve resolution revolutionary ruling security senate
    service services social socialist southern special staff state station statistics strategic summit supreme
    tax television temple the trade transitional transport treasury treaty tribunal troops union united
    university upper village war western eastern works workers and for in on s
    """
)
_SPELLINGS = {
    "organisation": "organization", "organisations": "organizations", "defense": "defence", "center": "centre",
    "program": "programme", "labor": "labour", "corp": "corporation", "intl": "international", "&": "and",
}  # fmt: skip
_LEGAL = word_set("inc ltd llc plc gmbh ag sa spa nv oyj ojsc pjsc pao jsc co corporation company limited")
_LEGAL_BEFORE = word_set("pjsc ojsc jsc pao oao ooo zao pt")
_MINISTRIES = {
    "foreign": "Foreign Ministry", "foreign affairs": "Foreign Ministry", "external affairs": "Foreign Ministry",
    "external relations": "Foreign Ministry",
    "defence": "Defence Ministry", "national defence": "Defence Ministry",
    "interior": "Interior Ministry", "internal affairs": "Interior Ministry", "home affairs": "Interior Ministry",
    "finance": "Finance Ministry", "justice": "Justice Ministry", "health": "Health Ministry",
    "energy": "Energy Ministry",
    "education": "Education Ministry", "trade": "Trade Ministry", "economy": "Economy Ministry",
    "culture": "Culture Ministry",
    "agriculture": "Agriculture Ministry", "transport": "Transport Ministry", "environment": "Environment Ministry",
    "information": "Information Ministry", "intelligence": "Intelligence Ministry", "oil": "Oil Ministry",
}  # fmt: skip
_MINISTRY_OF = re.compile(r"^(?:ministry|department) (?:of|for) (?:the )?(.+)$")
_MINISTRY = re.compile(r"^(.+) (?:ministry|department)$")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth")
_OF_COUNTRY = re.compile(r"^(.+?)(?: of| in| for)(?: the)? (.+)$")


def spelled(name: str) -> str:
    """A name in one spelling: British and American forms and the legal form of a company make no difference.

    >>> spelled("Badr Organisation") == spelled("Badr Organization"), spelled("Acme Trading Co., Ltd.")
    (True, 'acme trading')
    >>> spelled("PJSC Acme")
    'acme'
    """
    words = [_SPELLINGS.get(word, word) for word in normal(name).split()]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    while len(words) > 1 and words[0] in _LEGAL_BEFORE:
        del words[0]
    return " ".join(words)


def generic(name: str) -> bool:
    """Whether all words of a normalised name are common to many bodies, or are numbers.

    >>> generic("supreme court"), generic("badr organization"), generic("3rd battalion")
    (True, False, True)
    """
    words = spelled(name).split()
    return all(word in _GENERIC or _NUMBER.fullmatch(word) or len(word) == 1 for word in words)


def ministry(name: str, knowledge: KnowledgeBase) -> tuple[str, str]:
    """The country and the body of a name such as "Kuwait's Interior Ministry" or "Supreme Court of Kenya".

    Two empty texts if the name holds no country, or says more than country and a generic body.

    >>> from kg.knowledge import KnowledgeBase
    >>> ministry("the Ministry of Foreign Affairs of Kazakhstan", KnowledgeBase.load())
    ('country/kazakhstan', 'Foreign Ministry')
    >>> ministry("Kenyan Supreme Court", KnowledgeBase.load()), ministry("Iran Air", KnowledgeBase.load())
    (('country/kenya', 'Supreme Court'), ('', ''))
    """
    words = fold(name.replace("’", "'").replace("'s ", " ")).split()
    for width in (4, 3, 2, 1):
        country = _country(" ".join(words[:width]), knowledge) if len(words) > width else ""
        if country and _body(rest := words[width:]):
            return country, _canonical(rest)
    found = _OF_COUNTRY.match(" ".join(words))
    while found is not None:
        country = _country(found[2], knowledge)
        if country and _body(rest := found[1].split()):
            return country, _canonical(rest)
        longer = re.match(rf"^({re.escape(found[1])} \w+ .+?)(?: of| in| for)(?: the)? (.+)$", " ".join(words))
        found = longer
    return "", ""


def _country(text: str, knowledge: KnowledgeBase) -> str:
    entry = knowledge.country_of_adjective(text)
    if entry is None:
        entry = next((e for e in knowledge.named(text) if e.type is EntityType.COUNTRY), None)
    return entry.id if entry is not None else ""


def _body(words: list[str]) -> bool:
    """Whether these words are a body's name that needs its country: two words or more, or one that is enough."""
    enough = {"parliament", "army", "navy", "senate", "government", "military", "congress", "presidency", "cabinet"}
    return generic(" ".join(words)) and (len(words) > 1 or normal(words[0]) in enough)


def _canonical(words: list[str]) -> str:
    name = spelled(" ".join(words))
    found = _MINISTRY_OF.match(name) or _MINISTRY.match(name)
    if found is not None and found[1] in _MINISTRIES:
        return _MINISTRIES[found[1]]
    return " ".join(word if word in ("of", "and", "for", "the") else word.capitalize() for word in name.split())
