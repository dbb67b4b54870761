"""Exports a trained network to ONNX and quantises its encoder: python -m training.export OUT [--config FILE]

OUT holds `labels.json` and `network.pt`. Written are `encoder.onnx`, `encoder.int8.onnx` (weights in 8 bits, the heads
in full precision) and `relations.npy` (the weights of the relations, for words whose head is not the likeliest).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.config import DEFAULT, load_config
from training.network import FAR, Network

INPUTS = ("ids", "case", "mask", "first", "word_mask")
OUTPUTS = ("xpos", "upos", "starts", "arcs", "heads", "relations", "names", "dependents", "governors")


class Exported(nn.Module):
    """The shipped graph: for each word its likeliest labels and head, and the scores that are searched later."""

    def __init__(self, network: Network) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, first: Tensor, word_mask: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of `OUTPUTS`; each has a row a word, of which the first stands for the root."""
        tags, tree, names = self.network.words(ids, case, mask, first)
        arcs = self.network.arcs(tree) + (1.0 - word_mask[:, None, :].float()) * FAR
        arcs = arcs + torch.eye(first.shape[1])[None] * FAR
        heads = arcs.argmax(-1)
        dependents, governors = self.network.relation_ends(tree)
        batch, words, width = dependents.shape
        chosen = governors.gather(1, heads[:, :, None].expand(-1, -1, width))
        relations = self.network.relations(dependents.reshape(-1, width), chosen.reshape(-1, width))
        return (
            self.network.xpos(tags).argmax(-1),
            self.network.upos(tags).argmax(-1),
            self.network.starts(tags),
            arcs,
            heads,
            relations.view(batch, words, -1).argmax(-1),
            self.network.names(names),
            dependents,
            governors,
        )


def load_network(out: Path, config: Path) -> Network:
    """The trained network of a folder."""
    labels = json.loads((out / "labels.json").read_text(encoding="utf-8"))
    sizes = (len(labels[key]) for key in ("xpos", "upos", "dep", "ner"))
    network = Network(load_config(config).network, *sizes)
    network.load_state_dict(torch.load(out / "network.pt", weights_only=True))
    return network.eval()


def export(network: Network, path: Path) -> None:
    """Write the graph in full precision."""
    first = torch.tensor([[0, 1, 2, 4]])
    ids = torch.tensor([[101, 2000, 2001, 2002, 2003, 102]])
    example = (ids, torch.zeros_like(ids), torch.ones_like(ids), first, torch.ones_like(first))
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]}
    axes |= {name: {0: "batch", 1: "words"} for name in (*INPUTS[3:], *OUTPUTS)}
    axes["arcs"] = {0: "batch", 1: "words", 2: "words"}
    with torch.no_grad():
        torch.onnx.export(
            Exported(network).eval(),
            example,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def quantise(path: Path, target: Path) -> None:
    """Write the graph with the encoder's matrices in 8 bits a channel; activations are quantised at run time."""
    prepared = path.with_suffix(".prepared.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    products = [node.name for node in onnx.load(prepared).graph.node if node.op_type == "MatMul"]
    heads = [name for name in products if "/layers." not in name]
    quantize_dynamic(prepared, target, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads)
    prepared.unlink()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--config", type=Path, default=DEFAULT)
    options = parser.parse_args()
    network = load_network(options.out, options.config)
    np.save(options.out / "relations.npy", network.relation_weight.detach().numpy())
    export(network, options.out / "encoder.onnx")
    quantise(options.out / "encoder.onnx", options.out / "encoder.int8.onnx")


if __name__ == "__main__":
    main()
