"""Makes fixtures/goldens/pitch.json: what Praat measures in the recordings and voices of the repository, for @audiate/dataset.

Needs the program praat (Debian: apt-get install praat).
"""

import json
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLIPS = [
    "fixtures/speech/cards/001.wav",
    "fixtures/speech/cards/004.wav",
    "fixtures/speech/librivox/sense_and_sensibility_01_austen_64kb-0870.wav",
    "fixtures/speech/librivox/sense_and_sensibility_01_austen_64kb-0930.wav",
    "packages/wav2vec2-tiny/evaluation/espeak-Michael.wav",
    "packages/wav2vec2-tiny/evaluation/espeak-steph2.wav",
    "packages/wav2vec2-tiny/evaluation/festival-cmu_us_slt_arctic_hts.wav",
    "packages/wav2vec2-tiny/evaluation/flite-awb.wav",
]
SCRIPT = """
sound = Read from file: "{path}"
pitch = To Pitch (ac): 0.01, 60, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 500
frames = Get number of frames
for frame to frames
  time = Get time from frame number: frame
  hz = Get value in frame: frame, "Hertz"
  appendInfoLine: time, tab$, hz
endfor
selectObject: sound
intensity = To Intensity: 100, 0, "yes"
level = Get mean: 0, 0, "energy"
appendInfoLine: "level", tab$, level
selectObject: sound
spectrum = To Spectrum: "no"
centre = Get centre of gravity: 2
appendInfoLine: "centre", tab$, centre
"""


def measure(path: str) -> dict:
    with tempfile.NamedTemporaryFile("w", suffix=".praat") as file:
        file.write(SCRIPT.format(path=ROOT / path))
        file.flush()
        printed = subprocess.run(["praat", "--run", file.name], check=True, capture_output=True, text=True).stdout
    pairs = [line.split("\t") for line in printed.splitlines()]
    named = {name: float(value) for name, value in pairs if name.isalpha()}
    track = [(float(time), value) for time, value in pairs if not time.isalpha()]
    return {
        "clip": path,
        "seconds": [round(time, 5) for time, _ in track],
        "hz": [None if value.startswith("--") else round(float(value), 2) for _, value in track],
        "levelDb": round(named["level"], 4),
        "centreHz": round(named["centre"], 3),
    }


def main() -> None:
    path = ROOT / "fixtures/goldens/pitch.json"
    path.write_text(json.dumps([measure(clip) for clip in CLIPS], separators=(",", ":")) + "\n")
    print(path.stat().st_size)


if __name__ == "__main__":
    main()
