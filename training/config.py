"""The training recipe, read from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).with_name("config.toml")


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """Sizes of the network."""

    layers: int
    width: int
    arc_width: int
    relation_width: int
    dropout: float
    head_dropout: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to train; `words` counts all words seen."""

    words: int
    treebank_share: float
    batch_pieces: int
    encoder_rate: float
    head_rate: float
    warm_up: float
    final_rate: float
    weight_decay: float
    clip: float
    save_every: int


@dataclass(frozen=True, slots=True)
class Windows:
    """How sentences are put together; sizes in word pieces."""

    smallest: int
    largest: int
    paragraph_mark: float
    single_sentence: float


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How often sentences are changed."""

    upper_case: float
    swap_names: float


@dataclass(frozen=True, slots=True)
class NameSource:
    """A file of names; `annotated` are the types it marks, `train` the splits to train on.

    Of the types in `partly` it marks some names. An `own` source is in `training/data`, the others in the corpus.
    `repeat` is how often a round goes through it, `share` how much of it is taken.
    """

    name: str
    annotated: list[str]
    train: list[str]
    repeat: int = 1
    share: float = 1.0
    own: bool = False
    partly: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Names:
    """The types of names, and where they are annotated."""

    types: list[str]
    merged: dict[str, str]
    sources: list[NameSource] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Config:
    """The whole recipe."""

    seed: int
    base_sha256: str
    network: NetworkConfig
    schedule: Schedule
    windows: Windows
    augmentation: Augmentation
    names: Names


def load_config(path: Path = DEFAULT) -> Config:
    """Read a recipe; a missing or unknown key raises `TypeError` or `KeyError` with its name."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    names = data["names"]
    return Config(
        seed=data["seed"],
        base_sha256=data["base"]["sha256"],
        network=NetworkConfig(**data["network"]),
        schedule=Schedule(**data["schedule"]),
        windows=Windows(**data["windows"]),
        augmentation=Augmentation(**data["augmentation"]),
        names=Names(names["types"], names["merged"], [NameSource(**row) for row in names["sources"]]),
    )
