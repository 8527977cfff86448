"""Phone errors of an exported model:
python3 -m train_tiny.evaluate FOLDER --set name=DIR … --recorded name=DIR … --name tiny --out FILE"""

import argparse
import json
import os

import soundfile
import torch

from .model import exported
from .phones import PHONES
from .score import phone_error, recorded, synthetic
from .stored import load


def sets(named_corpora, named_recordings):
    found = {}
    for item, read in [(item, lambda folder: synthetic(load(folder))) for item in named_corpora] + [
        (item, recorded) for item in named_recordings
    ]:
        name, _, folder = item.partition("=")
        found[name] = read(folder)
    return found


def committed(folder):
    """The clips that clips.py wrote."""
    with open(os.path.join(folder, "clips.json")) as file:
        listed = json.load(file)
    for clip in listed:
        audio, rate = soundfile.read(os.path.join(folder, clip["file"]), dtype="float32")
        assert rate == 16000
        yield audio, [PHONES.index(phone) + 1 for phone in clip["phones"]]


def measure(model, clips):
    return {
        "phoneError": round(phone_error(model, clips), 1),
        "phones": sum(len(reference) for _, reference in clips),
        "clips": len(clips),
        "seconds": round(sum(len(audio) for audio, _ in clips) / 16000),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--recorded", action="append", default=[])
    parser.add_argument("--committed", help="folder that clips.py wrote")
    parser.add_argument("--out", help="JSON file; figures of other models and sets in it are kept")
    parser.add_argument("--name", help="the model's name in that file")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model = exported(args.folder)
    clips = sets(args.set, args.recorded)
    if args.committed:
        clips["committed"] = list(committed(args.committed))
    figures = {name: measure(model, spoken) for name, spoken in clips.items()}
    print(json.dumps(figures, indent=1))
    if args.out:
        known = {}
        if os.path.exists(args.out):
            with open(args.out) as file:
                known = json.load(file)
        known.setdefault(args.name, {}).update(figures)
        with open(args.out, "w") as file:
            json.dump(known, file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
