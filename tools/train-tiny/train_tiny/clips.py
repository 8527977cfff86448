"""The small set of clips that is committed beside the models: python3 -m train_tiny.clips OUT SEEN HELD_OUT"""

import argparse
import json
import os

import numpy as np
import soundfile

from .phones import PHONES
from .stored import load


def chosen(folder, count, of):
    """The first `count` sentences of 1.4 to 2.2 s, no two with the same `of(voice)`."""
    corpus, taken = load(folder), set()
    for audio, phones, voice in zip(corpus.audio, corpus.phones, corpus.voices):
        if 1.4 <= len(audio) / 16000 <= 2.2 and of(voice) not in taken and len(taken) < count:
            taken.add(of(voice))
            yield audio, [PHONES[phone - 1] for phone in phones], voice


def kind(voice):
    """espeak-ng's many variants are one kind, every other voice is its own."""
    return "espeak" if voice.startswith("espeak") else voice


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("seen")
    parser.add_argument("held_out")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    listed = []
    for audio, phones, voice in [*chosen(args.seen, 6, kind), *chosen(args.held_out, 2, str)]:
        file = voice.replace("/", "-") + ".wav"
        soundfile.write(os.path.join(args.out, file), np.asarray(audio, np.int16), 16000, subtype="PCM_16")
        listed.append({"file": file, "phones": phones})
    with open(os.path.join(args.out, "clips.json"), "w") as file:
        json.dump(listed, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
