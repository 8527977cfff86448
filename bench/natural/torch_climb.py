"""Gradient ascent on a waveform in PyTorch through Hugging Face's Wav2Vec2, as a competent user writes it for one CPU.

The model is frozen, cut at the layer, its weight norm computed once; bfloat16 where the CPU has instructions for it. The
sound is a spectrum shaped like that of speech at a fixed level; every step shifts it, changes its speed and adds noise;
every few steps it is scored as it is. No torch.compile unless asked for: its building takes longer than it saves.
"""
import copy
import math
import statistics
import time

import torch
import torch.nn.functional as F

RATE = 16000


class Spectrum:
    """Fourier coefficients as values, times S^preconditioning; S falls as the average spectrum of speech, and so does the start."""

    def __init__(self, samples, preconditioning, generator):
        self.samples, self.size = samples, 1 << (samples - 1).bit_length()
        hz = torch.linspace(0, RATE / 2, self.size // 2 + 1)
        speech = torch.where(hz < 60, 0, (1 + (hz / 500) ** 2) ** -0.6 * (1 + (90 / hz.clamp(min=1)) ** 6) ** -0.5)
        self.amplitude = speech**preconditioning
        start = torch.randn(2, len(hz), generator=generator) * speech ** (1 - preconditioning)
        self.values = (0.01 * start / start.square().mean().sqrt()).requires_grad_(True)

    def decode(self):
        audio = torch.fft.irfft(torch.complex(*(self.values * self.amplitude)), n=self.size)[: self.samples]
        return 0.1 * audio / audio.square().mean().sqrt()


def shake(audio, strength, generator):
    """Speed within 6 %, a shift within 220 samples, noise 10 to 20 dB below the sound."""
    speed, shift, noise = torch.rand(3, generator=generator).tolist()
    samples = len(audio)
    played = F.interpolate(audio[None, None], size=round(samples * (1 + strength * 0.06 * (2 * speed - 1))), mode="linear")
    first = (samples - played.shape[-1]) // 2 + round(strength * 220 * (2 * shift - 1))
    moved = F.pad(played, (first, samples - played.shape[-1] - first))[0, 0]
    level = strength * 10 ** (-(10 + 10 * noise) / 20) * moved.square().mean().sqrt()
    return moved + level * torch.randn(samples, generator=generator)


class NormalizedMomentum:
    """audiate's own optimizer: momentum on gradients of RMS 1, from 0.005 by a cosine to 5 % of it."""

    def __init__(self, values, steps=256):
        self.values, self.mean, self.taken, self.steps = values, torch.zeros_like(values), 0, steps

    @torch.no_grad()
    def step(self):
        rate = 0.00025 + 0.00475 * (1 + math.cos(math.pi * self.taken / self.steps)) / 2
        rms = self.values.grad.square().mean().sqrt().clamp(min=1e-30)
        self.mean.mul_(0.5).add_(0.5 * self.values.grad / rms)
        self.values.sub_(rate * self.mean)
        self.taken += 1


def has_bfloat16():
    """Whether the CPU multiplies bfloat16 in hardware; elsewhere it is slower than float32."""
    return torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()


def cut(model, layer):
    """The model from a normalised waveform `[samples]` to the activations `[frames, channels]` of a layer, no deeper."""
    kind, _, index = layer.partition(".")
    trunk = copy.deepcopy(getattr(model, "wav2vec2", model))
    if kind == "conv":
        trunk = trunk.feature_extractor
        trunk.conv_layers = trunk.conv_layers[: int(index) + 1]
        return trunk, lambda audio: trunk(audio[None])[0].T
    trunk.encoder.pos_conv_embed.conv = without_weight_norm(trunk.encoder.pos_conv_embed.conv)
    if kind == "logits":
        head = copy.deepcopy(model.lm_head)
        whole = torch.nn.ModuleList([trunk, head])
        return whole, lambda audio: head(trunk(audio[None]).last_hidden_state)[0]
    trunk.encoder.layers = trunk.encoder.layers[: int(index) + 1]
    return trunk, lambda audio: trunk(audio[None]).last_hidden_state[0]


def without_weight_norm(conv):
    plain = torch.nn.Conv1d(conv.in_channels, conv.out_channels, conv.kernel_size, padding=conv.padding, groups=conv.groups)
    plain.weight, plain.bias = (torch.nn.Parameter(x.detach().clone()) for x in (conv.weight, conv.bias))
    return plain


def scorer(model, target, *, normalize, dtype=torch.float32):
    """From a waveform to the target's score: the mean of its channel over its frames."""
    module, activations = cut(model, target["layer"])
    module.to(dtype).eval().requires_grad_(False)
    frames = slice(target["from"], target["from"] + target["count"])

    def score(audio):
        if normalize:
            audio = (audio - audio.mean()) / torch.sqrt(audio.var(unbiased=False) + 1e-7)
        return activations(audio.to(dtype))[frames, target["channel"]].float().mean()

    return score


def climb(model, target, *, seed, steps, samples=16000, normalize, optimizer, natural=None, every=8, compiled=False):
    """Climbs until the clean score reaches `natural`, at most `steps` steps; all of them where there is none."""
    began, computed = time.perf_counter(), time.process_time()
    generator = torch.Generator().manual_seed(seed)
    look = scorer(model, target, normalize=normalize)
    score = scorer(model, target, normalize=normalize, dtype=torch.bfloat16) if has_bfloat16() else look
    score = torch.compile(score, dynamic=False) if compiled else score
    param = Spectrum(samples, optimizer.get("preconditioning", 0.45), generator)
    adam = optimizer["name"] == "adam"
    optim = torch.optim.Adam([param.values], lr=optimizer["lr"]) if adam else NormalizedMomentum(param.values)
    ends, clean, reached = [time.perf_counter()], math.nan, None
    for step in range(steps):
        param.values.grad = None
        loss = -score(shake(param.decode(), min(1, step / 8), generator))
        loss.backward()
        optim.step()
        ends.append(time.perf_counter())
        if (step + 1) % every == 0 or step + 1 == steps:
            with torch.no_grad():
                clean = look(param.decode()).item()
            if natural is not None and clean >= natural:
                reached = step + 1
                break
    took = [after - before for before, after in zip(ends[1:], ends[2:])]
    return {
        "seconds": time.perf_counter() - began,
        "cpuSeconds": time.process_time() - computed,
        "beforeSteps": ends[1] - began - statistics.median(took),
        "perStep": statistics.median(took),
        "steps": step + 1,
        "reached": reached,
        "score": clean,
    }
