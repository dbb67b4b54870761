"""The network: a small encoder, and heads for tags, sentence starts, names and a biaffine parser.

The parser is that of Dozat and Manning (2017), https://arxiv.org/abs/1611.01734.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from training.config import NetworkConfig

HEADS = 12
CASES = 6
VOCABULARY = 30522
POSITIONS = 512
FAR = -1e4


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, width: int, dropout: float) -> None:
        """Make a layer with 12 heads of attention."""
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Shapes `(batch, pieces, width)` and `(batch, 1, 1, pieces)`."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        scores = (q @ k.transpose(-1, -2)) * (width // HEADS) ** -0.5 + bias
        attended = (F.softmax(scores.float(), -1).to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.out(attended)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The encoder; capitals, which the vocabulary lacks, come in through the table of token types."""

    def __init__(self, config: NetworkConfig) -> None:
        """Make an encoder without knowledge; `load_base` gives it some."""
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, config.width)
        self.position = nn.Embedding(POSITIONS, config.width)
        self.case = nn.Embedding(CASES, config.width)
        self.norm = nn.LayerNorm(config.width, eps=1e-12)
        self.dropout = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList([Layer(config.width, config.dropout) for _ in range(config.layers)])

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor) -> list[Tensor]:
        """What each layer makes of the word pieces."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.case(case)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * FAR
        found = []
        for layer in self.layers:
            x = layer(x, bias)
            found.append(x)
        return found

    def load_base(self, path: Path) -> None:
        """Take over the weights of a BERT in the safetensors format."""
        weights = load_file(path)
        embeddings = "embeddings."
        _copy(self.word.weight, weights[embeddings + "word_embeddings.weight"])
        _copy(self.position.weight, weights[embeddings + "position_embeddings.weight"])
        _copy(self.case.weight, weights[embeddings + "token_type_embeddings.weight"][:1].expand(CASES, -1))
        _copy_linear(self.norm, weights, embeddings + "LayerNorm")
        for i, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [weights[f"{prefix}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                _copy(getattr(layer.qkv, kind), torch.cat(parts))
            _copy_linear(layer.out, weights, prefix + "attention.output.dense")
            _copy_linear(layer.norm1, weights, prefix + "attention.output.LayerNorm")
            _copy_linear(layer.up, weights, prefix + "intermediate.dense")
            _copy_linear(layer.down, weights, prefix + "output.dense")
            _copy_linear(layer.norm2, weights, prefix + "output.LayerNorm")


def _copy(target: Tensor, source: Tensor) -> None:
    target.data.copy_(source)


def _copy_linear(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    _copy(module.weight, weights[name + ".weight"])
    _copy(module.bias, weights[name + ".bias"])


class Mix(nn.Module):
    """A learned average of the layers."""

    def __init__(self, layers: int) -> None:
        """Begin with most weight on the last layer."""
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([0.0] * (layers - 1) + [2.0]))

    def forward(self, layers: list[Tensor]) -> Tensor:
        """The average."""
        share = F.softmax(self.weight, 0)
        return sum(share[i] * layer for i, layer in enumerate(layers))


class Network(nn.Module):
    """Encoder and heads. Position 0 of each row of words is the start mark, which stands for the root."""

    def __init__(self, config: NetworkConfig, xpos: int, upos: int, relations: int, names: int) -> None:
        """Make a network for so many labels of each kind."""
        super().__init__()
        width, arcs, rels = config.width, config.arc_width, config.relation_width
        self.encoder = Encoder(config)
        self.tag_mix, self.tree_mix, self.name_mix = (Mix(config.layers) for _ in range(3))
        self.dropout = nn.Dropout(config.head_dropout)
        self.xpos, self.upos = nn.Linear(width, xpos), nn.Linear(width, upos)
        self.start_hidden, self.start = nn.Linear(width, 96), nn.Linear(96, 1)
        self.name_hidden, self.name = nn.Linear(width, width), nn.Linear(width, names)
        self.arc_dependent, self.arc_head = nn.Linear(width, arcs), nn.Linear(width, arcs)
        self.relation_dependent, self.relation_head = nn.Linear(width, rels), nn.Linear(width, rels)
        self.arc_weight = nn.Parameter(torch.randn(arcs + 1, arcs) * 0.02)
        self.relation_weight = nn.Parameter(torch.randn(relations, rels + 1, rels + 1) * 0.02)

    def words(self, ids: Tensor, case: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """For tags, tree and names: what stands at the first piece of each word."""
        layers = self.encoder(ids, case, mask)
        index = first[:, :, None].expand(-1, -1, layers[0].shape[-1])
        tags, tree, names = (mix(layers).gather(1, index) for mix in (self.tag_mix, self.tree_mix, self.name_mix))
        return tags, tree, names

    def starts(self, tags: Tensor) -> Tensor:
        """Logits of sentence starts, `(batch, words)`."""
        return self.start(self.dropout(F.gelu(self.start_hidden(tags))))[..., 0]

    def arcs(self, tree: Tensor) -> Tensor:
        """Scores of arcs, `(batch, dependent, head)`."""
        dependent = self.dropout(F.gelu(self.arc_dependent(tree)))
        head = self.dropout(F.gelu(self.arc_head(tree)))
        return (_with_one(dependent) @ self.arc_weight.to(dependent.dtype)) @ head.transpose(1, 2)

    def relation_ends(self, tree: Tensor) -> tuple[Tensor, Tensor]:
        """What the relation of a word depends on: itself as dependent, and its head."""
        dependent = self.dropout(F.gelu(self.relation_dependent(tree)))
        head = self.dropout(F.gelu(self.relation_head(tree)))
        return _with_one(dependent), _with_one(head)

    def relations(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Scores of relations, `(pairs, relations)`."""
        labels, rels, _ = self.relation_weight.shape
        weight = self.relation_weight.to(dependent.dtype).permute(1, 0, 2).reshape(rels, labels * rels)
        return ((dependent @ weight).view(-1, labels, rels) * head[:, None, :]).sum(-1)

    def names(self, names: Tensor) -> Tensor:
        """Logits of name labels, `(batch, words, labels)`."""
        return self.name(self.dropout(F.gelu(self.name_hidden(names))))


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)
