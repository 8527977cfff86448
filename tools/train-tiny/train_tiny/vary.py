"""Another speaker out of a voice: the spectral envelope is moved along frequency (a shorter or longer vocal tract),
and the upper band is made breathy. Slow, so done once, when the corpus is made."""

import numpy as np
import torch

SIZE, HOP = 512, 128
LIFTER = 32  # 2 ms: quefrencies below are the envelope, above the voice's pitch


def vary(audio, warp, breath_hz, generator):
    """`audio` float32 at 16 kHz; formants × `warp`; phases at random above `breath_hz` (None: kept)."""
    window = torch.hann_window(SIZE)
    signal = torch.from_numpy(np.ascontiguousarray(audio, np.float32))
    spectrum = torch.stft(signal, SIZE, HOP, window=window, return_complex=True).T  # [frames, bins]
    cepstrum = torch.fft.irfft(torch.log(spectrum.abs() + 1e-5))
    cepstrum[:, LIFTER : SIZE - LIFTER + 1] = 0
    envelope = torch.fft.rfft(cepstrum).real
    position = (torch.arange(SIZE // 2 + 1) / warp).clamp(max=SIZE // 2)
    low = position.floor().long().clamp(max=SIZE // 2 - 1)
    part = position - low
    moved = envelope[:, low] * (1 - part) + envelope[:, low + 1] * part
    spectrum = spectrum * torch.exp((moved - envelope).clamp(-2.5, 2.5))
    if breath_hz:
        first = int(breath_hz / 16000 * SIZE)
        phase = torch.rand(spectrum[:, first:].shape, generator=generator) * 2 * np.pi
        spectrum[:, first:] *= torch.polar(torch.ones_like(phase), phase)
    return torch.istft(spectrum.T, SIZE, HOP, window=window, length=len(signal)).numpy()
