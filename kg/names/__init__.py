"""Names: their spelling, and which names can be one person's."""

from kg.names.person import PersonName, extends, same_person, same_spelling, short_for, untitled
from kg.names.spelling import fold, normal, slug, sound

__all__ = [
    "PersonName",
    "extends",
    "fold",
    "normal",
    "same_person",
    "same_spelling",
    "short_for",
    "slug",
    "sound",
    "untitled",
]
