"""Trains the encoder on treebanks and names together.

python -m training.train CORPUS BASE OUT [--threads N] [--config FILE]

CORPUS holds `ud/`, `ner/` and `gazetteer/`; BASE is the safetensors file of the base encoder. OUT gets `labels.json`
and `network.pt`, and while training `checkpoint.pt`: started again, it goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import spacy
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from kg.language.encoder import MODEL
from kg.language.wordpiece import WordPiece
from training.augment import changer, world_names
from training.config import DEFAULT, Config, load_config
from training.examples import IGNORE, Labelled, LabelSet, Window, Windower, name_rows, stream, treebank
from training.network import FAR, Network

Batch = dict[str, Tensor]
GOLD = ("xpos", "upos", "heads", "relations", "starts", "names")


def collate(windows: Sequence[Window]) -> Batch:
    """A batch of tensors, padded."""
    batch = {key: _padded([getattr(w, key) for w in windows], 0) for key in ("ids", "case", "first")}
    batch |= {key: _padded([getattr(w, key) for w in windows], IGNORE) for key in GOLD}
    batch["mask"] = _padded([[1] * len(w.ids) for w in windows], 0)
    batch["word_mask"] = _padded([[1] * len(w.first) for w in windows], 0)
    batch["allowed"] = torch.tensor([w.allowed for w in windows])
    return batch


def _padded(rows: list[list[int]], value: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The losses of a batch: of the treebank's layers or of names."""
    tags, tree, names = network.words(batch["ids"], batch["case"], batch["mask"], batch["first"])
    if (batch["heads"] >= 0).any():
        return _treebank_losses(network, batch, network.dropout(tags), network.dropout(tree))
    return {"names": _name_loss(network.names(names).float(), batch)}


def _treebank_losses(network: Network, batch: Batch, tags: Tensor, tree: Tensor) -> dict[str, Tensor]:
    arcs = network.arcs(tree).float().masked_fill(batch["word_mask"][:, None, :] == 0, FAR)
    rows, words = ((batch["heads"] >= 0) & (batch["relations"] >= 0)).nonzero(as_tuple=True)
    dependent, head = network.relation_ends(tree)
    relations = network.relations(dependent[rows, words], head[rows, batch["heads"][rows, words]])
    starts, known = network.starts(tags).float(), batch["starts"] >= 0
    known[:, 1] = False  # the first word of a window starts a sentence by construction
    return {
        "xpos": 0.5 * _cross_entropy(network.xpos(tags), batch["xpos"]),
        "upos": 0.5 * _cross_entropy(network.upos(tags), batch["upos"]),
        "arcs": _cross_entropy(arcs, batch["heads"]),
        "relations": F.cross_entropy(relations.float(), batch["relations"][rows, words]),
        "starts": F.binary_cross_entropy_with_logits(starts[known], batch["starts"][known].float())
        if known.any()
        else starts.sum() * 0,
    }


def _cross_entropy(logits: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def _name_loss(logits: Tensor, batch: Batch) -> Tensor:
    """A word without a label may be a name of any type that its source does not annotate."""
    scores = F.log_softmax(logits, -1)
    gold = batch["names"].clamp(min=0)
    nothing = torch.logsumexp(scores.masked_fill(~batch["allowed"][:, None, :], FAR), -1)
    chosen = torch.where(gold == 0, nothing, scores.gather(-1, gold[..., None])[..., 0])
    known = batch["names"] >= 0
    return -(chosen * known).sum() / known.sum()


class Trainer:
    """The state of a training run."""

    def __init__(self, config: Config, corpus: Path, base: Path, out: Path) -> None:
        """Read the data and make the network, or go on with the one in `out`."""
        self.config, self.out = config, out
        self.rng = random.Random(config.seed)
        torch.manual_seed(config.seed)
        sentences = treebank(corpus / "ud" / "train.conllu")
        labels = LabelSet.of(sentences, config.names.types)
        (out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
        self.network = _network(config, labels, base)
        self.optimizer = torch.optim.AdamW(_groups(self.network, config), betas=(0.9, 0.98), fused=True)
        self.words = self.step = 0
        self._resume()
        self.streams = self._streams(sentences, _names(corpus, config), labels, corpus)

    def _streams(
        self, sentences: list[Labelled], names: list[Labelled], labels: LabelSet, corpus: Path
    ) -> list[Iterator[list[Window]]]:
        windower = Windower(_word_pieces(), labels, self.config.windows)
        tokenizer = spacy.blank("en").tokenizer
        world = world_names(corpus / "gazetteer", lambda text: [t.text for t in tokenizer(text) if not t.is_space])
        change = changer(self.config.augmentation, world)
        budget = self.config.schedule.batch_pieces
        seeds = (random.Random(self.rng.random()) for _ in range(2))
        return [
            stream(part, windower, change, budget, rng) for part, rng in zip((sentences, names), seeds, strict=True)
        ]

    def _resume(self) -> None:
        path = self.out / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, weights_only=False)
            self.network.load_state_dict(state["network"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.words, self.step = state["words"], state["step"]
            self.rng.seed(f"{self.config.seed} {self.step}")
            torch.manual_seed(self.config.seed + self.step)

    def _save(self) -> None:
        path = self.out / "checkpoint.pt"
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(state | {"words": self.words, "step": self.step}, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def run(self) -> None:
        """Train to the end of the schedule."""
        schedule = self.config.schedule
        sums: dict[str, list[float]] = defaultdict(list)
        began, before = time.monotonic(), self.words
        self.network.train()
        while self.words < schedule.words:
            self._set_rates()
            windows = next(self.streams[self.rng.random() >= schedule.treebank_share])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(self.network, collate(windows))
            self.optimizer.zero_grad()
            torch.stack(list(parts.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), schedule.clip)
            self.optimizer.step()
            self.step += 1
            self.words += sum(len(w.first) - 1 for w in windows)
            for key, value in parts.items():
                sums[key].append(value.detach().item())
            if self.step % schedule.save_every == 0:
                self._save()
                speed = (self.words - before) / (time.monotonic() - began)
                figures = " ".join(f"{key} {sum(v) / len(v):.3f}" for key, v in sorted(sums.items()))
                print(f"batch {self.step} words {self.words} ({speed:.0f} a second) {figures}", flush=True)
                sums.clear()
        torch.save(self.network.state_dict(), self.out / "network.pt")

    def _set_rates(self) -> None:
        schedule = self.config.schedule
        done = self.words / schedule.words
        factor = min(1.0, done / schedule.warm_up) * max(schedule.final_rate, 1 - done)
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * factor


def _network(config: Config, labels: LabelSet, base: Path) -> Network:
    digest = hashlib.sha256(base.read_bytes()).hexdigest()
    if digest != config.base_sha256:
        raise SystemExit(f"{base} has SHA-256 {digest}, the recipe asks for {config.base_sha256}.")
    network = Network(config.network, len(labels.xpos), len(labels.upos), len(labels.dep), len(labels.ner))
    network.encoder.load_base(base)
    network.encoder.word.weight.requires_grad_(False)
    return network


def _groups(network: Network, config: Config) -> list[dict[str, object]]:
    named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    schedule = config.schedule
    encoder = [p for name, p in named if name.startswith("encoder.")]
    heads = [p for name, p in named if not name.startswith("encoder.")]
    rates = ((encoder, schedule.encoder_rate), (heads, schedule.head_rate))
    return [{"params": p, "lr": 0.0, "highest": rate, "weight_decay": schedule.weight_decay} for p, rate in rates]


def _names(corpus: Path, config: Config) -> list[Labelled]:
    rows: list[Labelled] = []
    for source in config.names.sources:
        rows += list(name_rows(corpus, source, config, source.train)) * source.repeat
    return rows


def _word_pieces() -> WordPiece:
    return WordPiece((MODEL / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpus", "base", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--config", type=Path, default=DEFAULT)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    Trainer(load_config(options.config), options.corpus, options.base, options.out).run()


if __name__ == "__main__":
    main()
