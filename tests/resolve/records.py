"""Records made by hand, as short as a test can say them."""

from __future__ import annotations

from kg.model import Claim, Document, DocumentRecord, EntityType, Factuality, LocalEntity, Mention, MentionKind, Span

KINDS = {"@": EntityType.PERSON, "#": EntityType.ORGANIZATION, "%": EntityType.PLACE}


def record(id_: str, *names: str, date: str | None = None, known: dict[str, str] | None = None) -> DocumentRecord:
    """A document in which each of these has met the first.

    A name is a person's, unless it begins with # (an organization), % (a place) or ~ (a thing that is only described).
    """
    text, entities = "", []
    for name in names:
        bare = name.lstrip("@#%~")
        kind = KINDS.get(name[0], EntityType.AGREEMENT if name[0] == "~" else EntityType.PERSON)
        named = name[0] != "~"
        shown = MentionKind.NAME if named else MentionKind.NOMINAL
        start = len(text)
        text += f"{bare}; "
        mention = Mention(start, start + len(bare), bare, shown)
        entities.append(LocalEntity(bare, kind, (mention,), named, (known or {}).get(bare)))
    whole = (Span(0, len(text)),)
    claims = tuple(Claim(n, "met", 0, Factuality.FACT, whole) for n in range(1, len(names)))
    return DocumentRecord(Document(id_, text or "Nothing.", date=date), tuple(entities), claims, "by hand")
