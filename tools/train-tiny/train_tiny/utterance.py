"""One spoken sentence: audio at 16 kHz, its phones, and when each begins and ends."""

from dataclasses import dataclass

import numpy as np
import soxr

from .phones import keep

RATE = 16000


@dataclass
class Utterance:
    audio: np.ndarray  # float32, mono, 16 kHz
    phones: list  # names out of PHONES
    times: np.ndarray  # float32 [phones, 2]: begin and end in seconds

    @staticmethod
    def from_segments(audio, rate, start, segments, translate):
        """`segments`: (the engine's name, end in seconds), one after the other from `start`; `translate`
        gives a name's phones ([] for a pause). A name of several phones shares its time evenly."""
        phones, times, begin = [], [], start
        for name, end in segments:
            found = translate(name)
            for index, phone in enumerate(found):
                length = (end - begin) / len(found)
                phones.append(phone)
                times.append((begin + index * length, begin + (index + 1) * length))
            begin = end
        kept = keep(phones)
        times = np.array(times, np.float32).reshape(-1, 2)[kept]
        phones = [phone for phone, counts in zip(phones, kept) if counts]
        if rate != RATE:
            audio = soxr.resample(audio, rate, RATE)
        return Utterance(audio.astype(np.float32), phones, times)
