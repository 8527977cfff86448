"""PyTorch's side of the scan's benchmark: writes a checkpoint of base's size, then answers one request for each line of input.

Arguments: folder (holds clips.bin), lengths of the clips in samples with commas between, threads.
"""
import copy
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
import transformers
from torch_checkpoint import write_checkpoint
from transformers import Wav2Vec2Config

folder, lengths, threads = sys.argv[1], [int(length) for length in sys.argv[2].split(",")], int(sys.argv[3])
torch.set_num_threads(threads)
config = Wav2Vec2Config()
models = {"float32": write_checkpoint(folder, config)}
clips = torch.from_numpy(np.fromfile(f"{folder}/clips.bin", dtype=np.float32)).split(lengths)


def batches(size):
    """Clips of one length together, the shortest first: whole batches, and fewer where fewer are left. Nothing is padded."""
    alike = {}
    for clip in sorted(clips, key=len):
        alike.setdefault(len(clip), []).append(clip)
    return [torch.stack(group[at : at + size]) for group in alike.values() for at in range(0, len(group), size)]


def forward(dtype, batch):
    """One pass over all clips; the mean of each unit after the last block."""
    if dtype not in models:
        models[dtype] = copy.deepcopy(models["float32"]).to(getattr(torch, dtype))
    network = models[dtype]
    begin, used = time.perf_counter(), time.process_time()
    sums, frames = torch.zeros(config.hidden_size, dtype=torch.float64), 0
    with torch.inference_mode():
        for audio in batches(batch):
            last = network(audio.to(next(network.parameters()).dtype), output_hidden_states=True).hidden_states[-1]
            sums += last.double().sum((0, 1))
            frames += last.shape[0] * last.shape[1]
    return {"seconds": time.perf_counter() - begin, "cpuSeconds": time.process_time() - used, "means": (sums / frames).tolist()}


print(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(forward(request["dtype"], request["batch"])), flush=True)
