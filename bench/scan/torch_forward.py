"""PyTorch's side of the scan's benchmark: writes a checkpoint of base's size, then answers one request for each line of input.

Arguments: folder (holds clips.bin), samples of a clip, threads.
"""
import json
import sys
import time

import numpy as np
import torch
import transformers
from safetensors.torch import save_file
from transformers import Wav2Vec2Config, Wav2Vec2Model

folder, samples, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
torch.manual_seed(0)
config = Wav2Vec2Config()
config._attn_implementation = "sdpa"
model = Wav2Vec2Model(config).float().eval()
with torch.no_grad():
    for weight in model.parameters():
        if weight.dim() == 1:
            weight.add_(0.1 * torch.randn_like(weight))
save_file({name: value.contiguous().clone() for name, value in model.state_dict().items()}, f"{folder}/model.safetensors")
with open(f"{folder}/config.json", "w") as file:
    json.dump(config.to_dict() | {"architectures": ["Wav2Vec2Model"]}, file)
with open(f"{folder}/preprocessor_config.json", "w") as file:
    json.dump({"do_normalize": False, "sampling_rate": 16000, "feature_size": 1}, file)
clips = torch.from_numpy(np.fromfile(f"{folder}/clips.bin", dtype=np.float32)).reshape(-1, samples)
models = {"float32": model}


def forward(dtype, batch):
    """One pass over all clips; the mean of each unit after the last block."""
    if dtype not in models:
        import copy
        models[dtype] = copy.deepcopy(model).to(getattr(torch, dtype))
    network = models[dtype]
    begin = time.perf_counter()
    sums = torch.zeros(config.hidden_size, dtype=torch.float64)
    with torch.inference_mode():
        for at in range(0, len(clips), batch):
            states = network(clips[at : at + batch].to(next(network.parameters()).dtype), output_hidden_states=True).hidden_states
            sums += states[-1].double().sum((0, 1))
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "means": (sums / (len(clips) * states[-1].shape[1])).tolist()}


print(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(forward(request["dtype"], request["batch"])), flush=True)
