"""What every unit does on speech: python3 -m train_tiny.natural FOLDER --set DIR … --recorded DIR …

Writes FOLDER/statistics.json: for each layer, each unit's largest activation over all frames (its natural maximum), its
mean, and percentiles."""

import argparse
import json
import os

import numpy as np
import torch

from .layers import activations
from .model import exported
from .score import recorded, synthetic
from .stored import load

PERCENTILES = [1, 50, 90, 99, 99.9]


def rounded(values):
    """Four significant digits: the file stays small."""
    return [float(f"{value:.4g}") for value in values]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--recorded", action="append", default=[])
    args = parser.parse_args()
    torch.set_num_threads(1)
    clips = [audio for folder in args.set for audio, _ in synthetic(load(folder))]
    real = [audio for folder in args.recorded for audio, _ in recorded(folder)]
    model = exported(args.folder).eval()
    found = {}
    for audio in clips + real:
        for name, values in activations(model, audio).items():
            found.setdefault(name, []).append(values.numpy())
    layers = {}
    for name, parts in found.items():
        values = np.concatenate(parts)
        layers[name] = {
            "max": rounded(values.max(0)),
            "mean": rounded(values.mean(0)),
            "percentiles": [rounded(row) for row in np.percentile(values, PERCENTILES, axis=0)],
        }
        found[name] = None
    speech = {
        "synthetic": {"clips": len(clips), "seconds": round(sum(map(len, clips)) / 16000)},
        "recorded": {"clips": len(real), "seconds": round(sum(map(len, real)) / 16000)},
    }
    with open(os.path.join(args.folder, "statistics.json"), "w") as file:
        json.dump({"speech": speech, "percentiles": PERCENTILES, "layers": layers}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
