"""A graph written in a format of others, one writer a format.

The same graph gives the same bytes. Text from articles is escaped as each format asks; what a format cannot hold at all
becomes U+FFFD and is counted.
"""

from kg.export.formats import FORMATS, Format, format_of, write
from kg.export.writer import Options, Written

__all__ = ["FORMATS", "Format", "Options", "Written", "format_of", "write"]
