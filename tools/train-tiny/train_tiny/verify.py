"""Checks the shipped models against their card: python3 -m train_tiny.verify ../../packages/wav2vec2-tiny

Says what it measured, and exits with 1 if a file doesn't load whole in Hugging Face's transformers, or the phone error
on the committed clips is not the one in evaluation.json (and so in the README)."""

import argparse
import json
import os
import sys

import torch
from transformers import Wav2Vec2ForCTC

from .card import render
from .evaluate import committed
from .phones import PHONES
from .score import phone_error

MODELS = ("tiny", "tinyB")
MAY_MISS = {"wav2vec2.masked_spec_embed"}
MOST_BYTES = 3_000_000


def faults(folder, models):
    with open(os.path.join(folder, "evaluation.json")) as file:
        figures = json.load(file)
    for name in MODELS:
        path = os.path.join(folder, models, name)
        model, report = Wav2Vec2ForCTC.from_pretrained(path, dtype=torch.float32, output_loading_info=True)
        if set(report["missing_keys"]) - MAY_MISS or report["unexpected_keys"] or report["mismatched_keys"]:
            yield f"{name} does not load whole: {report}"
        size = os.path.getsize(os.path.join(path, "model.safetensors"))
        if size > MOST_BYTES:
            yield f"{name} has {size} bytes"
        with open(os.path.join(path, "vocab.json")) as file:
            if json.load(file) != {"<pad>": 0} | {phone: index for index, phone in enumerate(PHONES, 1)}:
                yield f"{name} has another vocabulary"
        found = round(phone_error(model, committed(os.path.join(folder, "evaluation"))), 1)
        print(f"{name}: {size} bytes, phone error on the committed clips {found} %")
        if found != figures[name]["committed"]["phoneError"]:
            yield f"{name}: the card says {figures[name]['committed']['phoneError']} %"
    with open(os.path.join(folder, "README.md")) as file:
        if file.read() != render(figures):
            yield "README.md is not what card.py makes of evaluation.json"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--models", default="models")
    args = parser.parse_args()
    torch.set_num_threads(1)
    found = list(faults(args.folder, args.models))
    print("\n".join(found) or "all is as the card says")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
