"""PyTorch's side of the benchmark: writes the random checkpoint, then answers one timed step for each line of input.

Formulations: `original` (all 12 layers, weights require grad) and `eager` (frozen, cut at the layer).
"""
import json
import os
import sys
import time

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import Wav2Vec2Config, Wav2Vec2Model

folder, layer, batch, samples, threads = sys.argv[1], *map(int, sys.argv[2:6])
torch.set_num_threads(threads)
torch.manual_seed(0)
config = Wav2Vec2Config(attn_implementation="sdpa")
model = Wav2Vec2Model(config).eval()
with torch.no_grad():
    for name, weight in model.named_parameters():
        if weight.dim() == 1:
            weight.add_(0.1 * torch.randn_like(weight))

os.makedirs(folder, exist_ok=True)
weights = {name: value.contiguous().clone() for name, value in model.state_dict().items()}
save_file(weights, f"{folder}/model.safetensors")
with open(f"{folder}/config.json", "w") as file:
    json.dump(config.to_dict() | {"architectures": ["Wav2Vec2Model"], "num_hidden_layers": layer}, file)
with open(f"{folder}/preprocessor_config.json", "w") as file:
    json.dump({"do_normalize": False, "sampling_rate": 16000, "feature_size": 1}, file)

all_blocks = model.encoder.layers
first_blocks = torch.nn.ModuleList(list(all_blocks)[:layer])
index = torch.arange(batch * samples, dtype=torch.float64)
start = (torch.sin(index * 0.05) + 0.3 * torch.sin(index * index * 0.001)).float().reshape(batch, samples)
kept = {}
all_blocks[layer - 1].register_forward_hook(
    lambda module, inputs, output: kept.__setitem__("x", output[0] if isinstance(output, tuple) else output)
)


def step(formulation):
    original = formulation == "original"
    for weight in model.parameters():
        weight.requires_grad_(original)
        weight.grad = None
    model.encoder.layers = all_blocks if original else first_blocks
    audio = start.clone().requires_grad_(True)
    begin = time.perf_counter()
    model(audio)
    hidden = kept["x"]
    hidden[:, hidden.shape[1] // 2, 5].sum().backward()
    return time.perf_counter() - begin, audio.grad


gradients = {}
print(json.dumps({"ready": True, "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if request["do"] == "gradient":
        step("eager")[1].numpy().astype(np.float32).tofile(f"{folder}/gradient.bin")
        answer = {"done": True}
    elif request["do"] == "gemm":
        a, b = torch.randn(1024, 768), torch.randn(768, 3072)
        times = []
        for _ in range(12):
            begin = time.perf_counter()
            a @ b
            times.append(time.perf_counter() - begin)
        answer = {"gflops": 2 * 1024 * 768 * 3072 / min(times) / 1e9}
    else:
        answer = {"seconds": step(request["do"])[0]}
    print(json.dumps(answer), flush=True)
