"""Speech, phones and their times from festival's voices, many sentences a process."""

import os
import subprocess
import tempfile

import soundfile

from .phones import CMU, phones_of
from .utterance import Utterance

HTS = "cmu_us_slt_arctic_hts"
VOICES = (HTS, "ked_diphone", "kal_diphone")


def setting(voice, stretch, pitch):
    """Scheme that sets one sentence's voice. `pitch`, in Hz, acts on the diphone voices."""
    if voice == HTS:
        return f'(voice_{HTS}) (set! hts_engine_params (append plain (list (list "-r" {1 / stretch:.3f}))))'
    return (
        f"(voice_{voice}) (Parameter.set 'Duration_Stretch {stretch:.3f}) "
        f"(set! int_lr_params '((target_f0_mean {pitch:.0f}) (target_f0_std {pitch * 0.14:.0f}) "
        "(model_f0_mean 170) (model_f0_std 34)))"
    )


def speak_all(jobs):
    """`jobs`: (text, voice, stretch, pitch). Gives an Utterance for each, or None where festival failed or spoke
    a phone outside the table."""
    with tempfile.TemporaryDirectory() as folder:
        script = [f"(voice_{HTS})", "(set! plain hts_engine_params)"]
        for index, (text, voice, stretch, pitch) in enumerate(jobs):
            script.append(setting(voice, stretch, pitch))
            script.append(f'(set! u (utt.synth (Utterance Text "{text}")))')
            script.append(f'(utt.save.wave u "{folder}/{index}.wav" \'riff)')
            script.append(
                f'(let ((f (fopen "{folder}/{index}.txt" "w"))) (mapcar (lambda (s) (format f "%s %f\\n" '
                "(item.name s) (item.feat s \"end\"))) (utt.relation.items u 'Segment)) (fclose f))"
            )
        path = os.path.join(folder, "all.scm")
        with open(path, "w") as file:
            file.write("\n".join(script))
        subprocess.run(["festival", "-b", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [read(folder, index) for index in range(len(jobs))]


def read(folder, index):
    if not os.path.exists(f"{folder}/{index}.txt"):
        return None
    audio, rate = soundfile.read(f"{folder}/{index}.wav", dtype="float32")
    with open(f"{folder}/{index}.txt") as file:
        segments = [(name, float(end)) for name, end in (line.split() for line in file)]
    try:
        return Utterance.from_segments(audio, rate, 0, segments, lambda name: phones_of(name, CMU))
    except KeyError:
        return None
