"""The checkpoint of the line `base` in the other formats in which checkpoints are published, written by torch and
huggingface_hub themselves, and a small state dict of unusual tensors with its values beside it.

python3 tools/goldens/torch_files.py
"""
import collections
import json
import shutil
from pathlib import Path

import torch
from huggingface_hub import save_torch_state_dict
from safetensors.torch import load_file

FIXTURES = Path(__file__).parents[2] / "fixtures"
BASE = FIXTURES / "goldens" / "base"
OUT = FIXTURES / "torch-files"
SHARD_BYTES = 25_000


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    state = load_file(BASE / "model.safetensors")
    torch.save(state, OUT / "zip.bin")
    torch.save(state, OUT / "legacy.bin", _use_new_zipfile_serialization=False)
    for name, safe in (("shards-safetensors", True), ("shards-torch", False)):
        (OUT / name).mkdir()
        save_torch_state_dict(state, OUT / name, max_shard_size=SHARD_BYTES, safe_serialization=safe)
    save_unusual()
    save_training()


def save_unusual() -> None:
    numbers = torch.arange(24.0).reshape(2, 3, 4)
    tensors = collections.OrderedDict(
        plain=numbers,
        shared=numbers[1],
        transposed=numbers.permute(2, 0, 1),
        every_other=numbers[:, :, ::2],
        parameter=torch.nn.Parameter(torch.tensor([1.5, -2.0])),
        half=torch.tensor([1.0, 65504.0, -6e-8]).half(),
        double=torch.tensor([0.1, -16777217.0, 1e-50], dtype=torch.float64),
        brain=torch.tensor([1.0, 3e38, -1e-30]).bfloat16(),
        none=torch.zeros(0, 3),
        scalar=torch.tensor(0.25),
        whole=torch.tensor([1, 2]),
    )
    tensors._metadata = collections.OrderedDict({"": {"version": 1}})
    torch.save(tensors, OUT / "unusual.bin")
    torch.save(tensors, OUT / "unusual-legacy.bin", _use_new_zipfile_serialization=False)
    torch.save(tensors, OUT / "unusual-protocol-4.bin", pickle_protocol=4)
    floats = {name: value.detach() for name, value in tensors.items() if value.is_floating_point()}
    values = {name: {"shape": list(v.shape), "values": v.float().flatten().tolist()} for name, v in floats.items()}
    (OUT / "unusual.json").write_text(json.dumps(values) + "\n")


def save_training() -> None:
    """The line `mixed` as PyTorch Lightning writes a checkpoint in the middle of training, in double precision."""
    state = load_file(BASE.parent / "mixed" / "model.safetensors")
    parameter = torch.nn.Parameter(torch.ones(3))
    optimizer = torch.optim.AdamW([parameter], lr=1e-4)
    parameter.sum().backward()
    optimizer.step()
    checkpoint = {
        "epoch": 3,
        "global_step": 120,
        "pytorch-lightning_version": "2.5.0",
        "state_dict": collections.OrderedDict((f"model.{name}", value.double()) for name, value in state.items()),
        "loops": {"fit_loop": {"state_dict": {}, "epoch_progress": {"total": {"ready": 4, "completed": 3}}}},
        "callbacks": {"ModelCheckpoint{'monitor': 'val_loss'}": {"best_model_score": torch.tensor(0.25), "best_model_path": ""}},
        "optimizer_states": [optimizer.state_dict()],
        "lr_schedulers": [],
        "hyper_parameters": {"learning_rate": 1e-4, "freeze": True, "labels": ["a", "b"], "window": (0.5, None)},
    }
    torch.save(checkpoint, OUT / "lightning.ckpt")


if __name__ == "__main__":
    main()
