"""Speech, phones and their times from espeak-ng, through its C library (no process per sentence)."""

import ctypes
from ctypes import CFUNCTYPE, POINTER, c_char, c_char_p, c_int, c_short, c_size_t, c_uint, c_void_p

import numpy as np

from .phones import ESPEAK, phones_of
from .utterance import Utterance

SYNCHRONOUS = 2
PHONEME_EVENTS = 1
UTF8 = 1
RATE, VOLUME, PITCH, RANGE = 1, 2, 3, 4
EVENT_END, EVENT_PHONEME = 0, 7


class Identifier(ctypes.Union):
    _fields_ = [("number", c_int), ("name", c_char_p), ("string", c_char * 8)]


class Event(ctypes.Structure):
    _fields_ = [
        ("type", c_int),
        ("unique", c_uint),
        ("text_position", c_int),
        ("length", c_int),
        ("audio_position", c_int),
        ("sample", c_int),
        ("user", c_void_p),
        ("id", Identifier),
    ]


Callback = CFUNCTYPE(c_int, POINTER(c_short), c_int, POINTER(Event))


class Espeak:
    """One espeak-ng per process: the library keeps its state in globals."""

    def __init__(self):
        self.library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.library.espeak_Initialize(SYNCHRONOUS, 500, None, PHONEME_EVENTS)
        if self.rate <= 0:
            raise RuntimeError("espeak-ng did not start: is espeak-ng-data installed?")
        self.callback = Callback(self.receive)
        self.library.espeak_SetSynthCallback(self.callback)

    def receive(self, samples, count, events):
        if count > 0:
            self.audio.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != EVENT_END:
            event = events[index]
            if event.type == EVENT_PHONEME:
                self.events.append((event.audio_position / 1000, event.id.string.decode()))
            index += 1
        return 0

    def speak(self, text, voice="en-us", rate=175, pitch=50, spread=50):
        """`voice` like en-us+f3; `rate` in words a minute; `pitch` and `spread` from 0 to 99."""
        self.audio, self.events = [], []
        if self.library.espeak_SetVoiceByName(voice.encode()):
            raise ValueError(f"espeak-ng has no voice {voice!r}; espeak-ng --voices=variant lists the variants")
        for parameter, value in ((RATE, rate), (PITCH, pitch), (RANGE, spread)):
            self.library.espeak_SetParameter(parameter, int(value), 0)
        data = text.encode()
        self.library.espeak_Synth(data, c_size_t(len(data) + 1), 0, 1, 0, UTF8, None, None)
        audio = np.concatenate(self.audio).astype(np.float32) / 32768
        starts = [time for time, _ in self.events] + [len(audio) / self.rate]
        segments = [(name, end) for (_, name), end in zip(self.events, starts[1:])]
        return Utterance.from_segments(audio, self.rate, starts[0], segments, lambda name: phones_of(name, ESPEAK))
