"""Draws training batches: the same step of the same seed is the same batch, also after a resume."""

import numpy as np
import torch

from .augment import RATE, normalise, respeed, through
from .model import frames


def frame_labels(phones, times, count):
    """The phone at the centre of each frame, 0 between phones; two equal phones in a row keep a 0 between them."""
    labels = np.zeros(count, np.int64)
    centres = (np.arange(count) * 320 + 200) / RATE
    first = np.searchsorted(centres, times[:, 0])
    last = np.searchsorted(centres, times[:, 1])
    for index, phone in enumerate(phones):
        labels[first[index] : last[index]] = phone
        if index and phones[index - 1] == phone and first[index] > 0:
            labels[first[index] - 1] = 0
    return labels


class Batches:
    """Clips of like length together, about `seconds` of audio a batch."""

    def __init__(self, corpus, seed, seconds):
        self.corpus, self.seed, self.seconds = corpus, seed, seconds
        self.order = np.argsort([len(audio) for audio in corpus.audio], kind="stable")

    def __call__(self, step):
        random = np.random.default_rng([self.seed, 7, step])
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + step)
        at = random.integers(len(self.order))
        length = len(self.corpus.audio[self.order[at]]) / RATE + 0.3
        count = int(np.clip(self.seconds / length, 3, 48))
        near = np.arange(max(0, at - 3 * count), min(len(self.order), at + 3 * count + 1))
        return self.batch(self.order[random.choice(near, size=min(count, len(near)), replace=False)], random, generator)

    def batch(self, chosen, random, generator):
        clips = []
        for index in chosen:
            audio = self.corpus.audio[index].astype(np.float32) / 32768
            audio, times = respeed(audio, self.corpus.times[index], random)
            lead = int(random.uniform(0, 0.25) * RATE)
            clips.append((audio * random.choice([-1, 1]), times + lead / RATE, lead, self.corpus.phones[index]))
        samples = max(lead + len(audio) for audio, _, lead, _ in clips) + int(random.uniform(0, 0.2) * RATE)
        padded = torch.zeros(len(clips), samples)
        count = frames(samples)
        labels = np.zeros((len(clips), count), np.int64)
        for row, (audio, times, lead, phones) in enumerate(clips):
            padded[row, lead : lead + len(audio)] = torch.from_numpy(audio)
            labels[row] = frame_labels(phones, times, count)
        heard = normalise(through(padded, random, generator))
        targets = np.concatenate([phones for *_, phones in clips]).astype(np.int64)
        counts = np.array([len(phones) for *_, phones in clips])
        return heard, torch.from_numpy(labels), torch.from_numpy(targets), torch.from_numpy(counts)
