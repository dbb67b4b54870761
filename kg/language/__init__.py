"""The spaCy pipeline that reads English: sentences, tags, lemmas, dependencies (UD), names.

`load()` gives the pipeline that ships with the package; `load("en_core_web_trf")` or a path any other one that has
what extraction needs.
"""

from kg.language.pipeline import load

__all__ = ["load"]
