"""Speaks a labelled corpus on the spot: python3 tools/dataset/corpus.py OUT [--clips 240] [--seed 1]

Each clip is 16 kHz, 16 bit, cut or filled to --seconds, with a line in OUT/manifest.jsonl: file, engine, voice, sex, text, the
engine's own settings of pitch and rate, and its phones with their times. The same arguments give the same corpus; one that is
there is kept. A voice that isn't installed speaks no clip, and is told. Needs Debian's espeak-ng, flite and festival with their
voices, and tools/train-tiny/requirements.txt.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train-tiny"))
from train_tiny import festival, flite  # noqa: E402
from train_tiny.espeak import Espeak  # noqa: E402

RATE = 16000
FEMALE = {
    "espeak": ["f1", "f2", "f3", "f4", "f5", "Annie", "linda", "steph", "steph2", "belinda", "aunty", "anikaRobot"],
    "flite": ["slt"],
    "festival": ["cmu_us_slt_arctic_hts"],
}
MALE = {
    "espeak": ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "Lee", "Michael", "Denis", "edward"],
    "flite": ["rms", "awb", "kal16"],
    "festival": ["ked_diphone", "kal_diphone"],
}
PITCH_HZ = {"slt": (150, 240), "awb": (90, 180), "kal16": (80, 160), "ked_diphone": (80, 160), "kal_diphone": (80, 160)}
SENTENCES = """
The birch canoe slid on the smooth planks
Glue the sheet to the dark blue background
These days a chicken leg is a rare dish
The juice of lemons makes fine punch
The box was thrown beside the parked truck
Four hours of steady work faced us
A large size in stockings is hard to sell
The boy was there when the sun rose
A rod is used to catch pink salmon
The source of the huge river is the clear spring
Kick the ball straight and follow through
Help the woman get back to her feet
A pot of tea helps to pass the evening
The soft cushion broke the fall of the man
The salt breeze came across from the sea
The girl at the booth sold fifty bonds
Press the pants and sew a button on the vest
The swan dive was far short of perfect
""".strip().split("\n")  # of IEEE's Harvard sentences (1969)


def voices():
    pairs = [("female", FEMALE), ("male", MALE)]
    return [(sex, engine, name) for sex, of in pairs for engine, names in of.items() for name in names]


def speak(espeak, engine, voice, text, random):
    """The utterance and the engine's settings."""
    if engine == "espeak":
        setting = {"pitch": int(random.integers(5, 95)), "rate": int(random.integers(130, 230))}
        return espeak.speak(text, f"en-us+{voice}", setting["rate"], setting["pitch"]), setting
    stretch = float(random.uniform(0.75, 1.3))
    low, high = PITCH_HZ.get(voice, (0, 0))
    pitch = float(random.uniform(low, high)) if high else 0
    setting = {"pitch": round(pitch), "stretch": round(stretch, 3)}
    if engine == "flite":
        return flite.speak(text, voice, stretch, pitch), setting
    return festival.speak_all([(text, voice, stretch, pitch)])[0], setting


def cut(utterance, seconds):
    """As many samples for every clip, and the phones that lie within."""
    audio = np.zeros(round(seconds * RATE), np.float32)
    own = utterance.audio[: len(audio)]
    audio[: len(own)] = own / max(1e-3, np.abs(own).max()) * 0.7
    spoken = zip(utterance.phones, utterance.times.tolist())
    return audio, [[name, round(a, 4), round(b, 4)] for name, (a, b) in spoken if b <= seconds]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clips", type=int, default=320)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.6)
    args = parser.parse_args()
    asked = {"clips": args.clips, "seed": args.seed, "seconds": args.seconds}
    stamp = args.out / "asked.json"
    if stamp.exists() and json.loads(stamp.read_text()) == asked:
        return
    args.out.mkdir(parents=True, exist_ok=True)
    espeak, lines, all_voices = Espeak(), [], voices()
    for index in range(args.clips):
        random = np.random.default_rng([args.seed, index])
        sex, engine, voice = all_voices[index % len(all_voices)]
        text = SENTENCES[random.integers(len(SENTENCES))]
        try:
            utterance, setting = speak(espeak, engine, voice, text, random)
        except KeyError:  # a phone outside the table
            continue
        if utterance is None:
            continue
        audio, phones = cut(utterance, args.seconds)
        file = f"{index:04}.wav"
        soundfile.write(args.out / file, audio, RATE, subtype="PCM_16")
        facts = {"file": file, "engine": engine, "voice": voice, "sex": sex, "text": text, **setting, "phones": phones}
        lines.append(json.dumps(facts))
    (args.out / "manifest.jsonl").write_text("\n".join(lines) + "\n")
    stamp.write_text(json.dumps(asked))
    spoken = {json.loads(line)["voice"] for line in lines}
    print(f"{len(lines)} clips of {len(spoken)} voices")
    silent = [f"{engine}'s {voice}" for _, engine, voice in all_voices if voice not in spoken]
    if silent:
        print(f"without a clip: {', '.join(silent)}; are they installed?", file=sys.stderr)


if __name__ == "__main__":
    main()
