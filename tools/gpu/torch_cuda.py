"""PyTorch's side of the measurement on a GPU: appends a line of JSON for each formulation and batch as soon as it is measured."""
import argparse
import json
import os
import statistics
import sys
import time

import torch

sys.path += [os.path.dirname(__file__), os.path.join(os.path.dirname(__file__), "..", "..", "bench")]
from torch_formulations import FORMULATIONS  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--device", default="cuda")
parser.add_argument("--layer", type=int, default=3)
parser.add_argument("--batches", default="32,1,8,64")
parser.add_argument("--samples", type=int, default=16000)
parser.add_argument("--seconds", type=float, default=3)
parser.add_argument("--cases", default="eager float32,eager bfloat16,compile float32,compile bfloat16")
parser.add_argument("--size", default="base", help="base, or small for a trial on a processor")
parser.add_argument("--out")
given = parser.parse_args()
on_gpu = given.device.startswith("cuda")


def random_model():
    """Hugging Face's model where transformers is installed, else the same in plain PyTorch; and which of them."""
    torch.manual_seed(0)
    sizes = dict(width=32, hidden=64, heads=4, inner=128) if given.size == "small" else {}
    try:
        from transformers import Wav2Vec2Config, Wav2Vec2Model

        names = dict(hidden="hidden_size", heads="num_attention_heads", inner="intermediate_size")
        own = {names[key]: value for key, value in sizes.items() if key in names}
        conv = {"conv_dim": [sizes["width"]] * 7} if sizes else {}
        config = Wav2Vec2Config(num_hidden_layers=given.layer, **own, **conv)
        config._attn_implementation = "sdpa"
        return Wav2Vec2Model(config).float().eval(), "transformers"
    except Exception:
        from torch_wav2vec2 import Wav2Vec2

        return Wav2Vec2(given.layer, **sizes).eval(), "plain"


def wait():
    if on_gpu:
        torch.cuda.synchronize()


def tell(row):
    line = json.dumps({"side": "torch", "model": given.size, "layer": given.layer, "samples": given.samples, **row})
    print(line, flush=True)
    if given.out:
        with open(given.out, "a") as file:
            file.write(line + "\n")


def measure(score, batch, dtype):
    start = (torch.rand(batch, given.samples, device=given.device) * 0.2 - 0.1).to(dtype)

    def step():
        audio = start.clone().requires_grad_(True)
        begin = time.perf_counter()
        score(audio).backward()
        gradient = audio.grad.float().cpu()
        wait()
        return (time.perf_counter() - begin) * 1000, gradient

    if on_gpu:
        torch.cuda.reset_peak_memory_stats()
    begin = time.perf_counter()
    step()
    first = (time.perf_counter() - begin) * 1000
    times = []
    for _ in range(3):
        step()
    begin = time.perf_counter()
    while len(times) < 3 or (time.perf_counter() - begin < given.seconds and len(times) < 500):
        times.append(step()[0])
    median = statistics.median(times)
    peak = torch.cuda.max_memory_reserved() / 2**20 if on_gpu else None
    return dict(stepMs=median, steps=len(times), soundsPerSecond=1000 * batch / median, firstStepMs=first, peakMB=peak)


model, kind = random_model()
model = model.to(given.device)
facts = {"torch": torch.__version__, "implementation": kind, "cudnnTF32": torch.backends.cudnn.allow_tf32,
         "matmulTF32": torch.backends.cuda.matmul.allow_tf32}
if on_gpu:
    facts["gpu"] = torch.cuda.get_device_name()
for case in given.cases.split(","):
    formulation, number = case.split()
    dtype = getattr(torch, number)
    for batch in map(int, given.batches.split(",")):
        row = {"case": case, "batch": batch, **facts}
        try:
            torch._dynamo.reset()
            tell({**row, **measure(FORMULATIONS[formulation](model.to(dtype), given.layer), batch, dtype)})
        except Exception as error:
            tell({**row, "failed": f"{type(error).__name__}: {str(error)[:300]}"})
        if on_gpu:
            torch.cuda.empty_cache()
    model = model.float()
