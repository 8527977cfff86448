"""Phone error: edits between what the model says (greedy CTC) and the reference, over the reference's length."""

import glob
import os
import subprocess

import numpy as np
import soundfile
import torch

from .augment import normalise
from .phones import PHONES, from_espeak


def decode(logits):
    """Vocabulary numbers out of `[frames, 40]`: best of each frame, repeats and 0 dropped."""
    best = logits.argmax(-1).tolist()
    return [now for now, before in zip(best, [0] + best) if now and now != before]


def edits(said, reference):
    row = np.arange(len(reference) + 1)
    for phone in said:
        before = row
        row = np.empty_like(before)
        row[0] = before[0] + 1
        costs = before[:-1] + (np.asarray(reference) != phone)
        for index in range(1, len(row)):
            row[index] = min(costs[index - 1], before[index] + 1, row[index - 1] + 1)
    return int(row[-1])


@torch.no_grad()
def hear(model, audio):
    """Logits of one clip (float32, 16 kHz), as Hugging Face's processor and model give them."""
    return model(normalise(torch.from_numpy(np.asarray(audio, np.float32))[None])).logits[0]


def phone_error(model, clips):
    """`clips`: (audio, reference numbers). Gives the phone error in %."""
    model.eval()
    wrong = total = 0
    for audio, reference in clips:
        wrong += edits(decode(hear(model, audio)), list(reference))
        total += len(reference)
    return 100 * wrong / total


def synthetic(corpus):
    return [(audio.astype(np.float32) / 32768, phones) for audio, phones in zip(corpus.audio, corpus.phones)]


def recorded(folder):
    """Clips of a pocketsphinx-testdata folder with the phones that espeak-ng (en-us) gives their transcripts."""
    transcripts = [path for path in glob.glob(os.path.join(folder, "*transcription"))]
    clips = []
    with open(transcripts[0]) as file:
        for line in file:
            words, _, name = line.strip().rpartition("(")
            text = words.replace("<s>", "").replace("</s>", "").strip()
            printed = subprocess.run(
                ["espeak-ng", "-v", "en-us", "-x", "--sep= ", "-q", text], capture_output=True, text=True, check=True
            ).stdout
            audio, rate = soundfile.read(os.path.join(folder, name.rstrip(")") + ".wav"), dtype="float32")
            assert rate == 16000
            clips.append((audio, [PHONES.index(phone) + 1 for phone in from_espeak(printed)]))
    return clips
