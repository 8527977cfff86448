"""What happens to a clip between the corpus and the model: speed, room, microphone, noise, clipping."""

import numpy as np
import torch

RATE = 16000


def respeed(audio, times, random):
    """Plays `audio` at a speed in 0.83–1.2 that drifts by ±5 %, as pitch and tempo of people do."""
    speed = np.exp(random.uniform(-0.18, 0.18))
    knots = np.exp(random.uniform(-0.05, 0.05, size=len(audio) // 4000 + 2))
    drift = np.interp(np.arange(len(audio)), np.arange(len(knots)) * 4000, knots)
    clock = np.cumsum(1 / (speed * drift))  # output time, in samples, of every input sample
    positions = np.interp(np.arange(int(clock[-1])), clock, np.arange(len(audio)))
    low = positions.astype(np.int64)
    part = (positions - low).astype(np.float32)
    out = audio[low] * (1 - part) + audio[np.minimum(low + 1, len(audio) - 1)] * part
    moved = np.interp(times.reshape(-1) * RATE, np.arange(len(audio)), clock).reshape(-1, 2) / RATE
    return out, moved


def equaliser(hertz, random):
    """Gain per bin in dB: a tilt, bumps a few octaves wide, and at times the edges of a band."""
    octave = np.log2(np.maximum(hertz, 40) / 1000)
    gain = random.uniform(-4, 4) * octave
    knots = random.uniform(-6, 6, size=9)
    gain += np.interp(octave, np.linspace(-4.5, 3, 9), knots)
    kind = random.random()
    if kind < 0.15:  # telephone
        low, high = random.uniform(150, 400), random.uniform(3000, 4000)
    elif kind < 0.45:
        low, high = random.uniform(20, 150), random.uniform(4000, 8000)
    else:
        return gain
    gain -= 36 * np.clip(np.log2(np.maximum(hertz, 1) / high), 0, None)
    gain -= 24 * np.clip(np.log2(low / np.maximum(hertz, 1)), 0, 2)
    return gain


def rooms(count, chance, random, generator):
    """Impulse responses `[count, 8000]`: the direct sound, and for some (by each row's `chance`) a tail that decays by
    60 dB in 0.1–0.7 s."""
    seconds = torch.arange(8000) / RATE
    out = torch.zeros(count, 8000)
    out[:, 0] = 1
    for row in range(count):
        if random.random() < chance[row]:
            tail = torch.randn(8000, generator=generator) * torch.exp(-6.9 * seconds / random.uniform(0.1, 0.7))
            tail[: int(random.uniform(16, 160))] = 0
            level = 10 ** (-random.uniform(-1, 16) / 20)
            out[row] += tail * level / (tail.square().sum().sqrt() + 1e-6)
    return out


def coloured(shape, random, generator):
    """Unit-power noise, each row with its own slope from white to −9 dB an octave."""
    spectrum = torch.fft.rfft(torch.randn(shape, generator=generator))
    bins = torch.arange(spectrum.shape[1]).clamp(min=1) / spectrum.shape[1]
    slopes = torch.tensor(random.uniform(0, 1.5, size=(shape[0], 1)), dtype=torch.float32)
    noise = torch.fft.irfft(spectrum * bins.clamp(min=0.005) ** -slopes, n=shape[1])
    return noise / noise.square().mean(1, keepdim=True).sqrt()


def through(audio, random, generator):
    """A batch `[clips, samples]` through rooms and microphones, with noise and other voices; a quarter of the clips is
    close to a good microphone."""
    count, samples = audio.shape
    close = random.random(count) < 0.25
    size = 1 << (samples + 8000 - 1).bit_length()
    hertz = np.arange(size // 2 + 1) * RATE / size
    coarse = np.geomspace(20, 8000, 200)
    strength = np.where(close, 0.3, 1.0)
    gains = np.stack([part * np.interp(hertz, coarse, equaliser(coarse, random)) for part in strength])
    curves = torch.from_numpy(10 ** (np.clip(gains, -70, 25) / 20)).float()
    response = torch.fft.rfft(rooms(count, np.where(close, 0, 0.4), random, generator), n=size) * curves
    out = torch.fft.irfft(torch.fft.rfft(audio, n=size) * response, n=size)[:, :samples]
    power = out.square().mean(1, keepdim=True).clamp(min=1e-10)
    out = out / power.sqrt()
    snr = torch.tensor(random.uniform(8, 50, size=(count, 1)), dtype=torch.float32)
    noise = coloured((count, samples), random, generator)
    babble = torch.tensor(random.random((count, 1)) < 0.12)
    others = out.roll(1, 0).flip(1) + out.roll(2, 0).flip(1)
    noise = torch.where(babble, others * 0.6, noise)
    out = out + noise * 10 ** (-torch.where(babble, snr.clamp(min=12), snr) / 20)
    limit = torch.tensor(np.where(random.random((count, 1)) < 0.1, random.uniform(1.2, 3, (count, 1)), 1e3))
    return torch.minimum(torch.maximum(out, -limit.float()), limit.float())


def normalise(audio):
    """As the family's feature extractor does: zero mean and unit variance of the whole clip."""
    return (audio - audio.mean(1, keepdim=True)) / torch.sqrt(audio.var(1, unbiased=False, keepdim=True) + 1e-7)
