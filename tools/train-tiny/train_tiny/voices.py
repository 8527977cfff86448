"""Who speaks in the corpus, how often, and who is kept back for the evaluation."""

import os
import subprocess

HELD_OUT = ["f4", "m5", "klatt3", "Annie", "john", "steph2", "Gene2", "edward2", "grandma", "robosoft5"]
LEFT_OUT = {"whisper", "whisperf", "croak", "Demonic", "fast"}  # too far from a talking person

# share of the sentences
SHARES = {
    ("espeak", ""): 0.30,
    ("flite", "slt"): 0.11,
    ("flite", "rms"): 0.16,
    ("flite", "awb"): 0.12,
    ("flite", "kal16"): 0.07,
    ("festival", "cmu_us_slt_arctic_hts"): 0.10,
    ("festival", "ked_diphone"): 0.08,
    ("festival", "kal_diphone"): 0.06,
}

PITCH_HZ = {
    "slt": (140, 240), "awb": (90, 190), "kal16": (80, 160), "ked_diphone": (80, 160), "kal_diphone": (80, 160),
}  # fmt: skip


def variants():
    """espeak-ng's voice variants, as files of its folder `!v`."""
    printed = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True).stdout
    folder = os.path.join(printed.split("Data at:")[1].strip(), "voices", "!v")
    return [name for name in sorted(os.listdir(folder)) if name not in LEFT_OUT]
