"""PyTorch's side of the benchmark of ONNX: exports a checkpoint with its layers, then answers a step for each line of input.

Arguments: checkpoint, folder, layer, channel, threads. The folder's audio.bin is the sound; its model.onnx is written.
"""
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).resolve().parents[1] / "tools/onnx"))
from export import export, load  # noqa: E402

from torch_serve import serve  # noqa: E402

checkpoint, folder = Path(sys.argv[1]), Path(sys.argv[2])
layer, channel, threads = map(int, sys.argv[3:6])
torch.set_num_threads(threads)
export(checkpoint, folder / "model.onnx", False)
heard = load(checkpoint).requires_grad_(False)
base = heard.model.base_model
# as far as the unit, and no further
base.encoder.layers = base.encoder.layers[: layer + 1]
found = {}
base.encoder.layers[layer].register_forward_hook(
    lambda _module, _inputs, output: found.__setitem__("block", output[0] if isinstance(output, tuple) else output)
)


def value(audio):
    heard(audio)
    return found["block"][:, :, channel].mean()


serve(lambda _request: value, torch.from_numpy(np.fromfile(folder / "audio.bin", dtype=np.float32))[None])
