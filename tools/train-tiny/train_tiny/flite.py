"""Speech, phones and their times from flite's voices: slt, rms, awb (statistical, of people) and kal16 (diphones)."""

import os
import subprocess
import tempfile

import soundfile

from .phones import CMU, phones_of
from .utterance import Utterance


def speak(text, voice, stretch=1.0, pitch=None):
    """`stretch` lengthens every phone; `pitch`, the mean in Hz, acts on slt, awb and kal16."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.wav")
        command = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch:.3f}"]
        if pitch:
            command += ["--setf", f"int_f0_target_mean={pitch:.0f}"]
        printed = subprocess.run(
            command + ["-psdur", "-t", text + " ", "-o", path], capture_output=True, text=True, check=True
        ).stdout
        audio, rate = soundfile.read(path, dtype="float32")
    pairs = [item.rsplit(":", 1) for item in printed.split()]
    segments = [(name, float(end)) for name, end in pairs]
    return Utterance.from_segments(audio, rate, 0, segments, lambda name: phones_of(name, CMU))
