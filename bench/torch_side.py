"""PyTorch's side of the benchmark: writes the checkpoint, then answers one request for each line of input.

Arguments: folder, model (base, large, or the path of a config.json), layer, batch, samples, threads.
"""
import json
import sys
import time

import numpy as np
import torch
import transformers
from torch_checkpoint import write_checkpoint
from torch_formulations import FORMULATIONS
from transformers import Wav2Vec2Config

folder, size, layer, batch, samples, threads = *sys.argv[1:3], *map(int, sys.argv[3:7])
torch.set_num_threads(threads)
LARGE = dict(hidden_size=1024, num_hidden_layers=24, num_attention_heads=16, intermediate_size=4096, conv_bias=True,
             feat_extract_norm="layer", do_stable_layer_norm=True)
config = Wav2Vec2Config.from_json_file(size) if size.endswith(".json") else Wav2Vec2Config(**(LARGE if size == "large" else {}))
if layer > config.num_hidden_layers:
    sys.exit(f"{size} has {config.num_hidden_layers} blocks, none after {layer}")
model = write_checkpoint(folder, config)
start = torch.from_numpy(np.fromfile(f"{folder}/audio.bin", dtype=np.float32)).reshape(batch, samples)
scores = {}


def step(name):
    audio = start.clone().requires_grad_(True)
    begin = time.perf_counter()
    value = scores[name](audio)
    value.backward()
    return time.perf_counter() - begin, value.item(), audio.grad


def prepare(name):
    """Builds a formulation and runs it once; its value and gradient are left in a file."""
    begin = time.perf_counter()
    try:
        scores[name] = FORMULATIONS[name](model, layer)
        _, value, gradient = step(name)
    except Exception as error:
        scores.pop(name, None)
        return {"failed": f"{type(error).__name__}: {str(error).strip().splitlines()[0][:300] if str(error).strip() else ''}"}
    seconds = time.perf_counter() - begin
    np.append(gradient.numpy().ravel(), np.float32(value)).astype(np.float32).tofile(f"{folder}/theirs.bin")
    return {"seconds": seconds}


def gemm(rows, inner, columns):
    """The best rate of 12 products, in GFLOP/s."""
    a, b = torch.randn(rows, inner), torch.randn(inner, columns)
    times = []
    for _ in range(12):
        begin = time.perf_counter()
        a @ b
        times.append(time.perf_counter() - begin)
    return 2 * rows * inner * columns / min(times) / 1e9


def answer(request):
    if request["do"] == "prepare":
        return prepare(request["formulation"])
    if request["do"] == "gemm":
        return {"gflops": gemm(*request["size"])}
    return {"seconds": step(request["formulation"])[0]}


versions = {"torch": torch.__version__, "transformers": transformers.__version__, "python": sys.version.split()[0]}
print(json.dumps({"config": config.to_dict(), "versions": versions, "formulations": list(FORMULATIONS)}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
