"""Makes fixtures/goldens/ablate.json: the trained model with units and directions edited by PyTorch's forward hooks."""

import json
from pathlib import Path

import numpy as np
import torch

import checkpoint
from reference import hear
from tiny import CLIP, MODEL, read_wav

ROOT = Path(__file__).resolve().parents[2]
VALUES = 60  # kept of each layer, evenly spread


def direction(channels: int) -> np.ndarray:
    return np.array([np.sin(1 + 3 * c) for c in range(channels)])


# layer, units or the word "direction", gain
CASES = [
    ("conv.3", [5], 0),
    ("encoder.0.ffn", [7, 300], 2.5),
    ("encoder.1.attention", [11], -1),
    ("encoder.1", [17], 0),
    ("encoder.1", "direction", 0),
    ("encoder.input", "direction", 3),
]


def module_of(core, name: str):
    kind, number, *part = name.split(".")
    if kind == "conv":
        return core.feature_extractor.conv_layers[int(number)], 1
    if number == "input":
        return core.encoder.dropout, -1  # its output is what the first block is given
    block = core.encoder.layers[int(number)]
    return {"ffn": block.feed_forward.intermediate_act_fn, "attention": block.attention}.get(part[0] if part else "", block), -1


def edited(value: torch.Tensor, axis: int, what, gain: float) -> torch.Tensor:
    moved = value.movedim(axis, -1).clone()
    if what == "direction":
        v = torch.from_numpy(direction(moved.shape[-1])).to(moved)
        v = v / v.norm()
        moved = moved + (gain - 1) * (moved @ v)[..., None] * v
    else:
        moved[..., what] *= gain
    return moved.movedim(-1, axis)


def main() -> None:
    settings = json.loads((ROOT / MODEL / "config.json").read_text())
    preprocessor = json.loads((ROOT / MODEL / "preprocessor_config.json").read_text())
    audio = torch.from_numpy(read_wav(ROOT / CLIP)).double()
    cases = []
    for layer, what, gain in CASES:
        model = checkpoint.load(ROOT / MODEL, head="Wav2Vec2ForCTC" in settings["architectures"])
        module, axis = module_of(model.wav2vec2, layer)

        def hook(_module, _given, output, axis=axis, what=what, gain=gain):
            whole = isinstance(output, tuple)
            value = edited(output[0] if whole else output, axis, what, gain)
            return (value, *output[1:]) if whole else value

        module.register_forward_hook(hook)
        with torch.no_grad():
            found = hear(model, audio, preprocessor["do_normalize"])
        kept = {}
        for name in sorted({layer, "encoder.input", "encoder.1.ffn", "encoder.2", "logits"}):
            flat = found[name].numpy().reshape(-1)
            step = max(1, flat.size // VALUES)
            largest = float(np.abs(flat).max())
            kept[name] = {"step": step, "largest": largest, "values": [float(f"{v:.8g}") for v in flat[::step]]}
        cases.append({"layer": layer, "what": what, "gain": gain, "layers": kept})
    path = ROOT / "fixtures/goldens/ablate.json"
    path.write_text(json.dumps({"clip": CLIP, "cases": cases}, separators=(",", ":")) + "\n")
    print(path.stat().st_size)


if __name__ == "__main__":
    main()
