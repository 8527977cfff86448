"""Makes fixtures/goldens/evaluate.json: what numpy, PyTorch and transformers compute for @audiate/evaluate."""

import json
from pathlib import Path

import numpy as np
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
    }
    (ROOT / "fixtures/goldens/evaluate.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
