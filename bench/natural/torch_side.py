"""PyTorch's side of the benchmark: answers one request for each line of input.

Arguments: folder of the checkpoint, threads; with a third one, `base`, a checkpoint of three blocks at random weights is
written there first. A fork answers each request, which loads the model itself: nothing is left from one request to the
next but the imports, and none of PyTorch's threads is there to be lost. The targets of a request are climbed one after another.
"""
import json
import os
import sys
import traceback

import numpy as np
import torch
import transformers
from torch_climb import climb, has_bfloat16, scorer

folder, threads = sys.argv[1], int(sys.argv[2])


def forked(body):
    """What `body` answers in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        torch.set_num_threads(threads)
        try:
            answer = body()
        except Exception:
            answer = {"failed": traceback.format_exc()}
        with os.fdopen(writer, "w") as out:
            out.write(json.dumps(answer))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answers:
        text = answers.read()
    os.waitpid(child, 0)
    return json.loads(text)


def write_base():
    sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
    from torch_checkpoint import write_checkpoint

    write_checkpoint(folder, transformers.Wav2Vec2Config(num_hidden_layers=3))
    return {}


def load():
    """The model, and whether its input is to be normalised."""
    with open(f"{folder}/config.json") as file:
        architecture = getattr(transformers, json.load(file)["architectures"][0])
    with open(f"{folder}/preprocessor_config.json") as file:
        normalize = json.load(file)["do_normalize"]
    return architecture.from_pretrained(folder, dtype=torch.float32, attn_implementation="sdpa").eval(), normalize


def answer(request):
    model, normalize = load()
    if request["do"] == "score":
        audio = torch.from_numpy(np.fromfile(request["audio"], dtype=np.float32))
        with torch.no_grad():
            return {"scores": [scorer(model, target, normalize=normalize)(audio).item() for target in request["targets"]]}
    how = {name: request[name] for name in ("seed", "steps", "optimizer", "compiled") if name in request}
    return {"climbs": [climb(model, t, natural=t.get("natural"), normalize=normalize, **how) for t in request["targets"]]}


if sys.argv[3:] == ["base"]:
    forked(write_base)
versions = {"torch": torch.__version__, "transformers": transformers.__version__, "python": sys.version.split()[0]}
print(json.dumps({"versions": versions, "dtype": "bfloat16" if has_bfloat16() else "float32"}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(forked(lambda: answer(request))), flush=True)
