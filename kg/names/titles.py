"""Words that stand before or after a person's name and are no part of it."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists that are easier to read without quotation marks."""
    return frozenset(text.split())


RANKS = word_set(
    """
    adm admiral air airman ayatollah brig brigadier capt captain cardinal chief cmdr col colonel commander
    commodore corporal cpl field fleet gen general group grand grandmaster hojatoleslam imam lance lieutenant
    lord lt ltcol maj major marshal master mullah petty pfc private pvt rear second seaman sergeant sgt spc
    squadron staff vice warrant wing
    """
)
COURTESY = word_set(
    """
    bishop archbishop baron baroness brother canon comrade dame deacon doctor dr don doña dona father fr frau
    haji hajji herr hon honorable honourable imam justice judge lady madam madame mademoiselle maitre messrs
    metropolitan miss monsieur mr mrs ms msgr mx pastor pater patriarch prof professor rabbi rep representative
    rev reverend sayyid sen senator señor señora senhor senora senor sheik sheikh shaikh shri sir sister smt
    syed sultan tuan tun datuk dato u daw
    """
)
OFFICES = word_set(
    """
    president premier chancellor minister secretary king queen prince princess emperor empress emir pope leader
    chairman chairwoman chair chairperson governor mayor ambassador envoy spokesman spokeswoman spokesperson
    speaker aide adviser advisor commissioner director deputy head chief commander congressman congresswoman
    senator lawmaker deputy duke duchess taoiseach attorney prosecutor candidate nominee diplomat councillor
    counsellor councilor undersecretary treasurer strongman dictator militant warlord guerrilla activist
    journalist economist analyst lawyer negotiator officer official intelligence tycoon oligarch billionaire
    supremo czar tsar boss colleague counterpart predecessor successor
    """
)
MODIFIERS = word_set(
    """
    former ex late acting interim outgoing incoming then current new deputy vice assistant associate under
    senior junior first second prime foreign defence defense interior finance trade home state external affairs
    crown supreme great executive general press national security special permanent caretaker incumbent veteran
    elect opposition party house senate presidential ministerial parliamentary military army navy naval air
    force minority majority managing chief lord top justice energy health education oil economy transport
    information environment agriculture communications culture and of for the to
    """
)
SUFFIXES = word_set(
    """
    jr sr junior senior ii iii iv v kc qc mp mep md phd obe cbe kbe mbe
    """
)
GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
CONNECTORS = word_set(
    """
    of for to the and
    """
)
"""Words of a title that can neither begin a name nor stand alone before one."""

TITLES = RANKS | COURTESY | OFFICES
FEMALE = word_set(
    """
    mrs ms miss madam madame frau señora senora dame lady queen princess duchess empress sister baroness
    """
)
MALE = word_set(
    """
    mr sir monsieur herr señor senor lord king prince duke emperor father brother baron sheikh pope
    """
)
SURNAMES_TOO = word_set(
    """
    king prince princess pope bishop baron duke duchess marshal deacon justice lord judge canon major private
    page
    """
)
"""Titles that are family names as well: after a word of no known kind they are part of the name."""
NATIONALITY = ("i", "ian", "ese", "ish", "s")
"""Endings of adjectives of nationality and of possessors ("Saudi King Salman", "Jordan's King Abdullah")."""
ROYAL = word_set(
    "king queen prince princess emperor empress emir sultan pope sheikh sheik duke duchess mullah ayatollah patriarch"
)
