"""Reads a corpus that corpus.py made."""

import glob
import os
from dataclasses import dataclass

import numpy as np


@dataclass
class Corpus:
    audio: list  # int16 arrays at 16 kHz
    phones: list  # uint8 arrays: numbers of the vocabulary, 1 to 39
    times: list  # float32 [phones, 2], seconds
    voices: list

    def __len__(self):
        return len(self.audio)

    def hours(self):
        return sum(len(audio) for audio in self.audio) / 16000 / 3600


def shards(folder):
    paths = sorted(path for path in glob.glob(os.path.join(folder, "*.npz")) if ".part" not in path)
    if not paths:
        raise FileNotFoundError(f"no corpus in {folder}: make it with python3 -m train_tiny.corpus {folder} --seed 1")
    return paths


def load(*folders, most=None):
    """The sentences of `folders` in order, `most` of them."""
    corpus = Corpus([], [], [], [])
    for path in [path for folder in folders for path in shards(folder)]:
        with np.load(path) as data:
            audio, phones, times = data["audio"], data["phones"], data["times"]
            ends, phone_ends = np.cumsum(data["lengths"]), np.cumsum(data["counts"])
            corpus.audio += np.split(audio, ends[:-1])
            corpus.phones += np.split(phones, phone_ends[:-1])
            corpus.times += np.split(times, phone_ends[:-1])
            corpus.voices += data["voices"].tolist()
    return Corpus(*(getattr(corpus, name)[:most] for name in ("audio", "phones", "times", "voices")))
