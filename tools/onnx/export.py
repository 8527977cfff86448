"""Exports a Wav2Vec2 checkpoint as torch.onnx does, in one of its ways, with its layers as outputs.

    python3 tools/onnx/export.py packages/wav2vec2-tiny/models/tiny .cache/onnx/tiny.onnx
    python3 tools/onnx/export.py packages/wav2vec2-tiny/models/tiny .cache/onnx/tiny-dynamo.onnx --dynamo

The model hears raw audio: the extractor's normalisation is part of the graph. The way through TorchScript needs torch and
transformers alone; the way through torch.export (--dynamo) the packages onnx and onnxscript, too.
"""

import argparse
import importlib.util
import json
from pathlib import Path

import torch
from transformers import AutoConfig, Wav2Vec2ForCTC, Wav2Vec2Model

OPSET = 18
SECONDS = 0.5


class Heard(torch.nn.Module):
    """A checkpoint whose answers are its layers."""

    def __init__(self, model, normalize: bool):
        super().__init__()
        self.model = model
        self.normalize = normalize

    def forward(self, audio):
        if self.normalize:
            centred = audio - audio.mean(-1, keepdim=True)
            audio = centred / torch.sqrt(centred.square().mean(-1, keepdim=True) + 1e-7)
        answer = self.model(audio, output_hidden_states=True)
        last = [answer.logits] if hasattr(answer, "logits") else []
        return (*answer.hidden_states, *last)


def load(folder: Path) -> Heard:
    config = AutoConfig.from_pretrained(folder)
    # neither chance nor branches by data in what is exported
    config.layerdrop = 0.0
    config.apply_spec_augment = False
    # the one that TorchScript traces into plain products
    config._attn_implementation = "eager"
    has_head = "Wav2Vec2ForCTC" in (config.architectures or [])
    kind = Wav2Vec2ForCTC if has_head else Wav2Vec2Model
    model = kind.from_pretrained(folder, config=config, dtype=torch.float32)
    preprocessor = json.loads((folder / "preprocessor_config.json").read_text())
    return Heard(model, preprocessor["do_normalize"]).eval()


def names_of(heard: Heard) -> list[str]:
    blocks = heard.model.config.num_hidden_layers
    names = ["encoder.input", *(f"encoder.{i}" for i in range(blocks))]
    return [*names, *(["logits"] if isinstance(heard.model, Wav2Vec2ForCTC) else [])]


def export(folder: Path, target: Path, dynamo: bool) -> None:
    heard = load(folder)
    audio = torch.randn(1, int(16000 * SECONDS))
    target.parent.mkdir(parents=True, exist_ok=True)
    names = names_of(heard)
    common = {"input_names": ["audio"], "output_names": names, "opset_version": OPSET}
    with torch.no_grad():
        if dynamo:
            extents = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
            sizes = torch.randn(2, audio.shape[1])
            torch.onnx.export(heard, (sizes,), str(target), dynamo=True, dynamic_shapes=(extents,), **common)
            return
        if importlib.util.find_spec("onnx") is None:
            without_onnx()
        axes = {"audio": {0: "batch", 1: "samples"}, **{name: {0: "batch", 1: "frames"} for name in names}}
        torch.onnx.export(heard, (audio,), str(target), dynamo=False, dynamic_axes=axes, **common)


def without_onnx() -> None:
    """At its end the exporter asks for the package onnx, to add functions that there are none of."""
    from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

    onnx_proto_utils._add_onnxscript_fn = lambda model_bytes, custom_opsets: model_bytes


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--dynamo", action="store_true")
    given = parser.parse_args()
    export(given.checkpoint, given.target, given.dynamo)
