"""Names: their spelling, and which names can be one person's."""

from kg.names.person import PersonName, same_person, short_for, untitled
from kg.names.spelling import fold, normal, slug, sound

__all__ = ["PersonName", "fold", "normal", "same_person", "short_for", "slug", "sound", "untitled"]
