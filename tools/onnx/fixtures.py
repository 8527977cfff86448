"""fixtures/onnx: small networks with drawn weights as both ways of torch.onnx write them, for machines without PyTorch.

    python3 tools/onnx/fixtures.py

`wav2vec2` and `whisper` are the checkpoints of fixtures/goldens, `spotter` is a network as people write their own: a spectrogram by
torch.stft, convolutions over two axes, an LSTM in both directions. What the exporters tell of the Python code is left out.
"""

import sys
from pathlib import Path

import onnx
import torch
from transformers import WhisperModel

from export import load, names_of

ROOT = Path(__file__).resolve().parents[2]
GOLDENS, TARGET = ROOT / "fixtures/goldens", ROOT / "fixtures/onnx"
OPSET = 18


class WhisperEncoder(torch.nn.Module):
    """`[batch, 80, 100] → encoder.input, encoder.0, encoder.norm`."""

    def __init__(self):
        super().__init__()
        model = WhisperModel.from_pretrained(GOLDENS / "whisper", dtype=torch.float32, attn_implementation="eager")
        self.encoder = model.encoder

    def forward(self, features):
        return self.encoder(features, output_hidden_states=True).hidden_states


class Spotter(torch.nn.Module):
    """`[batch, samples] → [batch, frames, 7]`, and the classes of the clip."""

    def __init__(self, complex_numbers: bool):
        super().__init__()
        self.complex_numbers = complex_numbers  # TorchScript has none
        self.register_buffer("window", torch.hann_window(128))
        self.register_buffer("filters", torch.rand(65, 16) / 20)
        self.convolutions = torch.nn.Sequential(
            torch.nn.Conv2d(1, 6, 3, padding=1), torch.nn.BatchNorm2d(6), torch.nn.ReLU(), torch.nn.MaxPool2d((1, 2)),
            torch.nn.Conv2d(6, 8, 3, padding=1, groups=2), torch.nn.Hardswish(),
        )
        self.squeeze = torch.nn.Linear(8 * 8, 12)
        self.lstm = torch.nn.LSTM(12, 10, batch_first=True, bidirectional=True)
        self.classes = torch.nn.Linear(20, 7)

    def forward(self, audio):
        spectrum = torch.stft(audio, 128, 64, window=self.window, return_complex=self.complex_numbers)
        spectrum = torch.view_as_real(spectrum) if self.complex_numbers else spectrum
        powers = spectrum.square().sum(-1).transpose(1, 2)
        bands = torch.log(powers @ self.filters + 1e-4)
        maps = self.convolutions(bands.unsqueeze(1)).permute(0, 2, 1, 3).flatten(2)
        states, _ = self.lstm(torch.nn.functional.gelu(self.squeeze(maps)))
        logits = self.classes(states)
        return logits, torch.softmax(logits.mean(1), -1)


def draw(network: torch.nn.Module) -> torch.nn.Module:
    """Statistics of training, as if there had been one."""
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.5)
            module.running_var.uniform_(0.5, 2)
    return network.eval()


def write(name: str, network: torch.nn.Module, example: torch.Tensor, outputs: list[str], lengths: bool) -> None:
    dynamo = name.endswith("export")
    target = TARGET / f"{name}.onnx"
    common = {"input_names": ["audio"], "output_names": outputs, "opset_version": OPSET, "dynamo": dynamo}
    axes = {0: "batch", **({1: "samples"} if lengths else {})}
    with torch.no_grad():
        if dynamo:
            sizes = {axis: torch.export.Dim.DYNAMIC for axis in axes}
            torch.onnx.export(network, (example,), str(target), dynamic_shapes=(sizes,), external_data=False, verbose=False, **common)
        else:
            torch.onnx.export(network, (example,), str(target), dynamic_axes={"audio": axes}, **common)
    model = onnx.load(target)
    bare(model)
    target.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{target.name}: {target.stat().st_size / 1e3:.0f} kB, {len(model.graph.node)} nodes")


def bare(model: onnx.ModelProto) -> None:
    """Without what the exporter tells of the code: lines, modules, places of files."""
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    del model.graph.value_info[:]
    for one in [model.graph, *model.graph.node, *model.graph.initializer, *model.graph.input, *model.graph.output]:
        one.doc_string = ""
        if hasattr(one, "metadata_props"):
            del one.metadata_props[:]


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    heard = load(GOLDENS / "base")
    for way in ("script", "export"):
        torch.manual_seed(3)
        write(f"wav2vec2-{way}", heard, torch.randn(2, 4000), names_of(heard), True)
        write(f"whisper-{way}", WhisperEncoder().eval(), torch.randn(2, 80, 100), ["encoder.input", "encoder.0", "encoder.norm"], False)
        torch.manual_seed(4)
        with torch.no_grad():
            spotter = draw(Spotter(way == "export"))
        write(f"spotter-{way}", spotter, torch.randn(2, 4000), ["frames", "clip"], True)


if __name__ == "__main__":
    sys.exit(main())
