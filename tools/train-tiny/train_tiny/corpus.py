"""Makes a corpus: python3 -m train_tiny.corpus OUT --seed 1 --shards 16. Shards that exist are kept."""

import argparse
import os
import time

import numpy as np
import torch

from . import festival, flite
from .espeak import Espeak
from .phones import PHONES
from .text import Text
from .vary import vary
from .voices import HELD_OUT, PITCH_HZ, SHARES, variants


def draw_voice(random, shares):
    names = list(shares)
    weights = np.array([shares[name] for name in names])
    return names[random.choice(len(names), p=weights / weights.sum())]


def pitch_hz(voice, random):
    low, high = PITCH_HZ.get(voice, (0, 0))
    return random.uniform(low, high) if high else 0


def plain(engine, voice, texts, random, espeak, kept_variants):
    """Speaks `texts` with one engine's voice, every sentence at its own rate and pitch."""
    if engine == "festival":
        jobs = [(text, voice, random.uniform(0.75, 1.3), pitch_hz(voice, random)) for text in texts]
        return [(utterance, voice) for utterance in festival.speak_all(jobs)]
    if engine == "flite":
        return [
            (flite.speak(text, voice, random.uniform(0.75, 1.3), pitch_hz(voice, random)), voice) for text in texts
        ]
    spoken = []
    for text in texts:
        variant = kept_variants[random.integers(len(kept_variants))]
        rate, pitch, spread = random.uniform(125, 230), random.uniform(20, 80), random.uniform(30, 80)
        spoken.append((espeak.speak(text, f"en-us+{variant}", rate, pitch, spread), variant))
    return spoken


def usable(utterance):
    return utterance is not None and len(utterance.phones) >= 2 and 0.4 <= len(utterance.audio) / 16000 <= 8


def shard(seed, index, text, espeak, shares, kept_variants, varied, sentences):
    """`sentences` drawn; as many as were usable come back, as arrays."""
    random = np.random.default_rng([seed, index])
    generator = torch.Generator().manual_seed(seed * 1000 + index)
    drawn = {}
    for _ in range(sentences):
        drawn.setdefault(draw_voice(random, shares), []).append(text.draw(random))
    found = []
    for (engine, voice), texts in sorted(drawn.items()):
        for item, sentence in zip(safely(engine, voice, texts, random, espeak, kept_variants), texts):
            utterance, name = item
            if not usable(utterance):
                continue
            if random.random() < varied:
                breath = random.uniform(1500, 6000) if random.random() < 0.4 else None
                utterance.audio = vary(utterance.audio, np.exp(random.uniform(-0.17, 0.17)), breath, generator)
            found.append((utterance, f"{engine}/{name}", sentence))
    return pack(found)


def safely(engine, voice, texts, random, espeak, kept_variants):
    """`plain`, but a sentence with a sound outside the table is left out, and the rest is kept."""
    if engine == "festival":
        return plain(engine, voice, texts, random, espeak, kept_variants)
    spoken = []
    for text in texts:
        try:
            spoken += plain(engine, voice, [text], random, espeak, kept_variants)
        except KeyError:
            spoken.append((None, voice))
    return spoken


def pack(found):
    number = {phone: index for index, phone in enumerate(PHONES, 1)}
    scaled = [u.audio / max(1e-3, np.abs(u.audio).max()) * 30000 for u, _, _ in found]
    return {
        "audio": np.concatenate(scaled).astype(np.int16),
        "lengths": np.array([len(audio) for audio in scaled]),
        "phones": np.array([number[phone] for u, _, _ in found for phone in u.phones], np.uint8),
        "counts": np.array([len(u.phones) for u, _, _ in found]),
        "times": np.concatenate([u.times for u, _, _ in found]),
        "voices": np.array([voice for _, voice, _ in found]),
        "texts": np.array([text for _, _, text in found]),
    }


def make(out, seed, shards, shares=SHARES, held_out=False, varied=0.6, sentences=500):
    os.makedirs(out, exist_ok=True)
    text, espeak = Text(), Espeak()
    kept = [name for name in variants() if (name in HELD_OUT) == held_out]
    for index in range(shards):
        path = os.path.join(out, f"{index:03}.npz")
        if os.path.exists(path):
            continue
        begun = time.time()
        data = shard(seed, index, text, espeak, shares, kept, varied, sentences)
        np.savez(path + ".part.npz", **data)
        os.rename(path + ".part.npz", path)
        hours = data["lengths"].sum() / 16000 / 3600
        print(f"{path}: {len(data['lengths'])} sentences, {hours:.2f} h, in {time.time() - begun:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--without", action="append", default=[], help="an engine or a voice to leave out, like rms")
    parser.add_argument("--only", default="", help="engine/voice: nothing else")
    parser.add_argument("--held-out", action="store_true", help="espeak's held-out variants")
    parser.add_argument("--varied", type=float, default=0.6, help="share of sentences with a changed vocal tract")
    parser.add_argument("--sentences", type=int, default=500, help="in a shard")
    args = parser.parse_args()
    shares = {key: share for key, share in SHARES.items() if not {*key} & {*args.without}}
    if args.only:
        engine, _, voice = args.only.partition("/")
        shares = {(engine, voice): 1}
    torch.set_num_threads(1)
    make(args.out, args.seed, args.shards, shares, args.held_out, args.varied, args.sentences)


if __name__ == "__main__":
    main()
