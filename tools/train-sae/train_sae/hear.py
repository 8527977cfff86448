"""What a layer answers to a corpus: python3 -m train_sae.hear MODEL LAYER CORPUS OUT

Writes OUT/000.npy, … (`[frames, channels]`, float16), one for each shard of a corpus of train_tiny.corpus. Files that exist are
kept, so that a run that was stopped goes on."""

import argparse
import os

import numpy as np
import torch
from train_tiny.augment import normalise
from train_tiny.layers import modules
from train_tiny.model import exported
from train_tiny.stored import shards


@torch.no_grad()
def heard(model, layer, audio):
    """`[frames, channels]` of one clip (float32, 16 kHz)."""
    kept = []
    module, side, last = modules(model)[layer]

    def keep(_module, inputs, output):
        value = inputs[0] if side == "input" else output[0] if isinstance(output, tuple) else output
        kept.append(value[0] if last else value[0].T)

    handle = module.register_forward_hook(keep)
    try:
        model.wav2vec2(normalise(torch.from_numpy(audio)[None]))
    finally:
        handle.remove()
    return kept[0].numpy()


def clips(path):
    with np.load(path) as data:
        return np.split(data["audio"], np.cumsum(data["lengths"])[:-1])


def hear(model, layer, corpus, out):
    os.makedirs(out, exist_ok=True)
    for shard in shards(corpus):
        path = os.path.join(out, os.path.basename(shard).replace(".npz", ".npy"))
        if os.path.exists(path):
            continue
        found = np.concatenate([heard(model, layer, audio.astype(np.float32) / 32768) for audio in clips(shard)])
        with open(path + ".part", "wb") as file:
            np.save(file, found.astype(np.float16))
        os.rename(path + ".part", path)
        print(f"{path}: {found.shape[0]} frames of {found.shape[1]} channels", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "layer", "corpus", "out"):
        parser.add_argument(name)
    args = parser.parse_args()
    torch.set_num_threads(1)
    hear(exported(args.model).eval(), args.layer, args.corpus, args.out)


if __name__ == "__main__":
    main()
