"""The model card: python3 -m train_tiny.card ../../packages/wav2vec2-tiny writes its README.md from evaluation.json."""

import argparse
import json
import os

MODELS = ("tiny", "tinyB")

# key in evaluation.json → what was measured
SETS = {
    "seen": "new sentences by the engines of the corpus, clean (a fifth is rms, new to `tinyB`)",
    "heldOut": "10 espeak-ng voices that are in neither corpus",
    "rms": "flite's rms, a recorded man's voice: `tiny` heard it, `tinyB` never did (leave-one-voice-out)",
    "cards": "recorded: names of playing cards (looked at while training)",
    "librivox": "recorded: a LibriVox reader (opened once, at the end)",
    "committed": "the clips in `evaluation/`",
}


def table(figures):
    lines = ["| phone error, % | `tiny` | `tinyB` | phones |", "|---|---|---|---|"]
    for key, words in SETS.items():
        cells = [f"{figures[name][key]['phoneError']:.1f}" for name in MODELS]
        lines.append(f"| {words} | {cells[0]} | {cells[1]} | {figures['tiny'][key]['phones']} |")
    return "\n".join(lines)


def render(figures):
    path = os.path.join(os.path.dirname(__file__), "card.md")
    with open(path) as file:
        return file.read().replace("<!-- figures -->", table(figures))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    args = parser.parse_args()
    with open(os.path.join(args.folder, "evaluation.json")) as file:
        figures = json.load(file)
    with open(os.path.join(args.folder, "README.md"), "w") as file:
        file.write(render(figures))


if __name__ == "__main__":
    main()
