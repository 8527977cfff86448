"""PyTorch's side of a benchmark: answers a step for each line of input."""
import json
import sys
import time

import torch


def serve(forward, start):
    """`forward(audio, request)` answers the value to differentiate; `start` is the sound `[1, samples]`."""
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        audio = start.clone().requires_grad_(True)
        prepared = forward(json.loads(line))
        begin = time.perf_counter()
        value = prepared(audio)
        value.backward()
        seconds = time.perf_counter() - begin
        print(json.dumps({"seconds": seconds, "value": value.item(), "gradient": audio.grad[0].tolist()}), flush=True)
