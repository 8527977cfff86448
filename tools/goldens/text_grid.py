"""Makes fixtures/text-grid/praat.TextGrid: the lanes of case.json beside it, built and written by Praat itself.

Needs the program praat (Debian: apt-get install praat). With the name of a TextGrid, prints what Praat reads in it instead.

    python3 tools/goldens/text_grid.py
    python3 tools/goldens/text_grid.py out/audio.TextGrid
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "fixtures" / "text-grid"

READ = """
Read from file: {path}
tiers = Get number of tiers
for tier to tiers
  name$ = Get tier name: tier
  intervals = Get number of intervals: tier
  for interval to intervals
    text$ = Get label of interval: tier, interval
    start = Get start time of interval: tier, interval
    end = Get end time of interval: tier, interval
    appendInfoLine: name$, tab$, start, tab$, end, tab$, text$
  endfor
endfor
"""


def quote(text):
    return '"' + text.replace('"', '""') + '"'


def praat(script):
    with tempfile.NamedTemporaryFile("w", suffix=".praat", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        return subprocess.run(["praat", "--run", file.name], check=True, capture_output=True, text=True).stdout


def build(case):
    """A Praat script that makes the TextGrid: a boundary at each edge of a segment, a text in each segment."""
    names = [f"tier{i}" for i in range(len(case["lanes"]))]
    lines = ['Text writing preferences: "UTF-8"', f'Create TextGrid: 0, {case["seconds"]}, {quote(" ".join(names))}, ""']
    for tier, lane in enumerate(case["lanes"], 1):
        lines.append(f'Set tier name: {tier}, {quote(lane["name"])}')
        edges = {time for segment in lane["segments"] for time in (segment["start"], segment["end"])}
        inner = sorted(edges - {0, case["seconds"]})
        lines += [f"Insert boundary: {tier}, {time}" for time in inner]
        for segment in lane["segments"]:
            middle = (segment["start"] + segment["end"]) / 2
            lines.append(f"interval = Get interval at time: {tier}, {middle}")
            lines.append(f'Set interval text: {tier}, interval, {quote(segment["token"])}')
    lines.append(f'Save as text file: {quote(str(FOLDER / "praat.TextGrid"))}')
    return "\n".join(lines) + "\n"


if len(sys.argv) > 1:
    print(praat(READ.format(path=quote(str(Path(sys.argv[1]).resolve())))), end="")
else:
    praat(build(json.loads((FOLDER / "case.json").read_text(encoding="utf-8"))))
