"""Makes fixtures/goldens/evaluate.json: what numpy, scipy, PyTorch and transformers compute for @audiate/evaluate."""

import json
from pathlib import Path

import numpy as np
import scipy.linalg
import soundfile
import torch
from transformers.audio_utils import mel_filter_bank, spectrogram

ROOT = Path(__file__).resolve().parents[2]
CLIP = "fixtures/speech/cards/001.wav"


def listed(values, digits: int = 9) -> list:
    return [float(f"{value:.{digits}g}") for value in np.asarray(values, dtype=np.float64).ravel()]


def stft(x: np.ndarray, size: int, hop: int) -> np.ndarray:
    window = torch.hann_window(size, periodic=True, dtype=torch.float64)
    found = torch.stft(
        torch.from_numpy(x), size, hop, size, window, center=True, pad_mode="constant", return_complex=True
    )
    return found.abs().numpy()


def slope(x: np.ndarray, rate: int) -> float:
    density = (stft(x, 1024, 512) ** 2).sum(1)
    hz = np.arange(513) * rate / 1024
    centres = 125 * 2 ** (np.arange(100) / 3)
    centres = centres[centres * 2 ** (1 / 6) <= rate / 2]
    inside = [(hz >= c * 2 ** (-1 / 6)) & (hz < c * 2 ** (1 / 6)) for c in centres]
    levels = [
        density[bins].mean() if bins.any() else density[round(c * 1024 / rate)] for c, bins in zip(centres, inside)
    ]
    return float(np.polyfit(np.log2(centres), 10 * np.log10(levels), 1)[0])


def low_share(x: np.ndarray, rate: int) -> float:
    size = 2 ** int(np.ceil(np.log2(len(x))))
    power = np.abs(np.fft.fft(x, size)) ** 2
    return float(power[np.abs(np.fft.fftfreq(size, 1 / rate)) < 50].sum() / power.sum())


def log_mel(x: np.ndarray, rate: int) -> np.ndarray:
    filters = mel_filter_bank(257, 40, 60.0, rate / 2, rate, norm="slaney", mel_scale="slaney")
    window = np.hanning(401)[:-1]
    frames = spectrogram(
        x, window, 400, 160, fft_length=512, power=2.0, center=True, pad_mode="constant", mel_filters=filters,
        mel_floor=1e-300, dtype=np.float64,
    )
    return 10 * np.log10(frames.T)


def ridge(rng: np.random.Generator) -> dict:
    """scikit-learn's Ridge(alpha): an intercept that is not penalised, solved in closed form by scipy."""
    features, targets = rng.standard_normal((12, 3)), rng.standard_normal(12)
    alpha = 0.7
    x, y = features - features.mean(0), targets - targets.mean()
    weights = scipy.linalg.solve(x.T @ x + alpha * np.eye(3), x.T @ y, assume_a="pos")
    intercept = targets.mean() - features.mean(0) @ weights
    return {
        "features": [listed(row) for row in features], "targets": listed(targets), "alpha": alpha,
        "weights": listed(weights), "intercept": float(intercept),
    }


def main() -> None:
    samples, rate = soundfile.read(ROOT / CLIP, dtype="float32")
    x = samples.astype(np.float64)
    magnitudes = stft(x, 256, 64)
    mel = log_mel(x, rate)
    frames = [20, 40, 60]
    golden = {
        "clip": CLIP,
        "density": float(magnitudes.mean() / np.sqrt((magnitudes**2).mean())),
        "slope": slope(x, rate),
        "lowShare": low_share(x, rate),
        "logMel": {"frames": len(mel), "at": {str(frame): listed(mel[frame]) for frame in frames}},
        "ridge": ridge(np.random.default_rng(5)),
    }
    (ROOT / "fixtures/goldens/evaluate.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
