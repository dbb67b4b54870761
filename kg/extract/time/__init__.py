"""When something holds: dates of the text as ISO 8601, relative ones resolved with the publication date.

`words` reads the words and orders of `ontology/lexicon/time.tsv`, `expression` finds them in a text, `period` is what
they come to, `reading` resolves one, `dates` those of a parsed document (with `hosts` and `outlook`), and `finder` says
which of them belongs to a trigger.

No library does this: the best for single phrases, dateparser (BSD-3-Clause), knows neither intervals nor what counts
from the date last mentioned, asks for one fixed choice between past and future where here the verb decides, and gives
an answer where the text leaves it open (CONTRIBUTING.md has the figures).
"""

from kg.extract.time.finder import TimeFinder
from kg.extract.time.reading import resolve_date

__all__ = ["TimeFinder", "resolve_date"]
