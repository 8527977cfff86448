"""Makes fixtures/goldens/objectives: what PyTorch computes for terms of @audiate/objectives, with its gradients."""

import json
from pathlib import Path

import numpy as np
import torch

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "goldens" / "objectives"


def listed(tensor: torch.Tensor, digits: int = 9) -> list:
    """The numbers row-major, to nine significant digits: a float32 is told by them."""
    return [float(f"{value:.{digits}g}") for value in tensor.detach().double().flatten().tolist()]


def differentiated(score, x: np.ndarray) -> dict:
    """The score of each item of float32 numbers, in double precision, and the gradient of their sum."""
    leaf = torch.from_numpy(x.astype(np.float32)).double().requires_grad_()
    value = score(leaf)
    value.sum().backward()
    return {"shape": list(x.shape), "x": listed(leaf), "score": listed(value), "gradient": listed(leaf.grad, 7)}


def ctc_case(rng: np.random.Generator, name: str, frames: int, labels: list[int], **options) -> dict:
    tokens, batch, spread = options.get("tokens", 6), options.get("batch", 1), options.get("spread", 2.0)
    logits = spread * rng.standard_normal((batch, frames, tokens))
    if "certain" in options:
        logits[:, :, options["certain"]] += 80
    targets = torch.tensor([labels] * batch)

    def score(x: torch.Tensor) -> torch.Tensor:
        log_probabilities = torch.log_softmax(x, -1).transpose(0, 1)
        lengths = torch.full((batch,), frames), torch.full((batch,), len(labels))
        return -torch.nn.functional.ctc_loss(log_probabilities, targets, *lengths, blank=0, reduction="none")

    return {"name": name, "labels": labels, **differentiated(score, logits)}


def ctc() -> list[dict]:
    rng = np.random.default_rng(7)
    return [
        ctc_case(rng, "one token", 4, [3]),
        ctc_case(rng, "a word, batch of 3", 9, [2, 5, 1], batch=3),
        ctc_case(rng, "repeated labels", 10, [4, 4, 1, 1, 1]),
        ctc_case(rng, "as many frames as it takes", 5, [1, 2, 3, 2, 1]),
        ctc_case(rng, "as many frames as repeated labels take", 8, [1, 1, 2, 2, 2]),
        ctc_case(rng, "one frame", 1, [2]),
        ctc_case(rng, "a sure blank, log probability about -240", 8, [2, 3, 4], certain=0),
        ctc_case(rng, "large logits", 12, [5, 1, 5], spread=30.0),
        ctc_case(rng, "a second of sound", 49, [3, 8, 11, 2, 2, 9, 5, 1, 10], tokens=12),
    ]


def sound(rng: np.random.Generator, batch: int, samples: int) -> np.ndarray:
    """Chirps in noise, each item with its own."""
    time = np.arange(samples) / samples
    chirps = [0.3 * np.sin(300 * (item + 1) * time * (1 + time)) for item in range(batch)]
    return (np.stack(chirps) + 0.05 * rng.standard_normal((batch, samples))).astype(np.float32)


def stft_power(x: torch.Tensor, size: int) -> torch.Tensor:
    """`[batch, frames, bins]`; a sine of amplitude 1 has power 1."""
    window = torch.hann_window(size, periodic=True, dtype=x.dtype)
    spectra = torch.stft(x, size, size // 4, size, window, center=True, pad_mode="constant", return_complex=True)
    return (spectra.abs() / (window.sum() / 2)).square().transpose(1, 2)


FLOOR = 1e-8  # -80 dB


def spectral_tv() -> list[dict]:
    x = sound(np.random.default_rng(8), 2, 400)

    def score(audio: torch.Tensor, size: int, along: str) -> torch.Tensor:
        levels = 10 * torch.log10(stft_power(audio, size) + FLOOR)
        axes = {"time": [1], "frequency": [2], "both": [1, 2]}[along]
        return -sum(levels.diff(dim=axis).abs().mean((1, 2)) for axis in axes)

    cases = [("both", 128), ("time", 256), ("frequency", 64)]
    return [
        {"name": f"along {along}, {size}", "along": along, "size": size}
        | differentiated(lambda audio: score(audio, size, along), x)
        for along, size in cases
    ]


def distance() -> list[dict]:
    rng = np.random.default_rng(9)
    x, clip = sound(rng, 2, 400), sound(rng, 2, 400)[::-1].copy()
    original = torch.from_numpy(clip).double()

    def resolution(audio: torch.Tensor, size: int) -> torch.Tensor:
        ours, theirs = (torch.sqrt(stft_power(y, size) + FLOOR) for y in (audio, original))
        convergence = torch.linalg.norm(ours - theirs, dim=(1, 2)) / torch.linalg.norm(theirs, dim=(1, 2))
        return convergence + (ours.log() - theirs.log()).abs().mean((1, 2))

    cases = [[128], [64, 256]]
    return [
        {"name": f"windows {sizes}", "sizes": sizes, "clip": listed(original)}
        | differentiated(lambda audio: -sum(resolution(audio, size) for size in sizes) / len(sizes), x)
        for sizes in cases
    ]


SILENCE = 1e-10  # -100 dB


def sparsity() -> list[dict]:
    """Hoyer's measure over the magnitudes of all cells."""
    x = sound(np.random.default_rng(11), 2, 700)

    def score(audio: torch.Tensor, size: int) -> torch.Tensor:
        magnitudes = torch.sqrt(stft_power(audio, size) + SILENCE).flatten(1)
        root = magnitudes.shape[1] ** 0.5
        return (root - magnitudes.sum(1) / torch.linalg.norm(magnitudes, dim=1)) / (root - 1)

    return [
        {"name": f"window {size}", "size": size} | differentiated(lambda audio: score(audio, size), x)
        for size in (64, 256)
    ]


def style() -> list[dict]:
    """A texture of another length, by the definition."""
    rng = np.random.default_rng(10)
    x, target = rng.standard_normal((2, 6, 5)), rng.standard_normal((1, 9, 5)).astype(np.float32)
    wanted = torch.from_numpy(target).double()
    gram = lambda y: y.transpose(1, 2) @ y / y.shape[1]

    def score(heard: torch.Tensor) -> torch.Tensor:
        return -(gram(heard) - gram(wanted)).square().sum((1, 2)) / gram(wanted).square().sum()

    return [{"name": "a longer clip", "target": listed(wanted)} | differentiated(score, x)]


def k_weighted(x: np.ndarray) -> np.ndarray:
    """ITU-R BS.1770's two filters at 48 kHz, sample by sample."""
    stages = [
        ([1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585]),
        ([1.0, -2.0, 1.0], [-1.99004745483398, 0.99007225036621]),
    ]
    for b, a in stages:
        y = np.zeros_like(x)
        for n in range(len(x)):
            past = [(x[n - i], y[n - i]) if n >= i else (0.0, 0.0) for i in (1, 2)]
            y[n] = b[0] * x[n] + sum(b[i + 1] * past[i][0] - a[i] * past[i][1] for i in (0, 1))
        x = y
    return x


def loudness() -> list[dict]:
    """Bursts amid silence, so that the filters ring out within the clip."""
    time = np.arange(9_600) / 48_000
    burst = np.exp(-(((time - 0.05) / 0.012) ** 2))
    rows = []
    for hz in (60, 250, 1_000, 4_000, 12_000):
        x = (0.5 * burst * np.sin(2 * np.pi * hz * time)).astype(np.float32)
        lkfs = -0.691 + 10 * np.log10(np.mean(k_weighted(x.astype(float)) ** 2))
        rows.append({"name": f"{hz} Hz", "hz": hz, "score": [float(f"{-lkfs:.9g}")]})
    return rows


GOLDENS = {
    "ctc": ctc,
    "spectral-tv": spectral_tv,
    "sparsity": sparsity,
    "distance": distance,
    "style": style,
    "loudness": loudness,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in GOLDENS.items():
        cases = make()
        (FOLDER / f"{name}.json").write_text(json.dumps(cases, allow_nan=False) + "\n")
        for case in cases:
            print(f"{name}, {case['name']}: {case['score']}")


if __name__ == "__main__":
    main()
