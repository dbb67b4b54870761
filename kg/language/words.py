"""Words that tell where sentences start and what kind of thing a name names."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# last words of names
BUILDINGS = _words(
    """
    Square Palace Airport Bridge Street Avenue Boulevard Road Station Stadium Airbase Cathedral Mosque Dam Tower Prison
    Hospital Harbour Harbor Port Terminal Reactor Plant Monument Museum Temple Checkpoint Cosmodrome Spaceport Hotel
    """
)
BODIES = _words(
    """
    Agency Ministry Council Committee Commission Party Army Navy Force Forces Guard Guards Command Court Tribunal Bank
    Fund Federation Union Parliament Assembly Senate Congress Cabinet Department Office Bureau Service University
    Institute Centre Center Foundation Corporation Corp. Inc. Ltd. Company Group Organization Organisation Association
    Alliance Coalition Front Movement Brigade Brigades Battalion Division Regiment Fleet Police Secretariat Network
    Times Post Herald News Press Television Authority Directorate Administration Board Society League Club
    """
)
WORK_WORDS = _words(
    """
    Treaty Agreement Accord Accords Pact Convention Protocol Charter Constitution Act Resolution Memorandum Covenant
    Statute Communique Communiqué Declaration
    """
)
# last words of descriptions that name an event
EVENT_WORDS = _words(
    """
    election elections by-election by-elections primary primaries referendum war wars uprising revolution coup genocide
    massacre championship
    """
)
# with a full stop, before a name or a number
ABBREVIATIONS = _words(
    """
    adm. amb. atty. brig. capt. cmdr. col. cpl. dr. drs. fr. gen. gov. hon. lt. maj. messrs. mr. mrs. ms. mx. pfc.
    pres. prof. pvt. rep. reps. rev. sen. sens. sgt. sr. st. supt. vice-adm. vs. v. no. nos. art. fig. cf. e.g.
    i.e. viz. mt. ft. approx. al. sec. vol. ed. eds. p. pp. ch. para. paras. ref.
    """
)
# after a quotation, before or behind who said it
SPEECH = _words(
    """
    said says asked asks told wrote added replied shouted declared warned tweeted cried chanted
    """
)
# words that often open a sentence
STARTERS = _words(
    """
    a after all also although an and another any are as at because before both but by can despite did do does
    during each earlier even every following for from had has have he her here his how however i if in instead is
    it its just last later many meanwhile more most mr. ms. mrs. nevertheless no not now of on once one only other
    others our over people she should since so some still such that the their then there these they this those
    though thus to today two under until was we were what when where whether which while who why will with without
    would yet you your
    """
)
# adjectives, and words used as such, that are the names of places, too
COMMON_ADJECTIVES = _words(
    """
    nice mobile orange reading sandy split male normal superior natural liberal brave rugby gold moderate
    """
)
