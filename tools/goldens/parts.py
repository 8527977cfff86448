"""Makes fixtures/goldens/parts.json: what reference implementations of single parts compute."""

import audioop
import json
import struct
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]


def g711() -> dict:
    """The levels that Python's audioop (Sun's g711.c) decodes, and the smallest 14-bit magnitude that gives each."""
    magnitudes = range(8192)
    decoded = []
    for magnitude in magnitudes:
        linear = struct.pack("<h", 4 * magnitude)
        decoded.append(struct.unpack("<h", audioop.ulaw2lin(audioop.lin2ulaw(linear, 2), 2))[0])
    levels = sorted(set(decoded))
    assert len(levels) == 128 and all(level % 4 == 0 for level in levels)
    return {"levels": [level // 4 for level in levels], "thresholds": [decoded.index(level) for level in levels]}


def istft() -> dict:
    """torch.istft of coefficients that are no transform of any sound."""
    rng = np.random.default_rng(5)
    window, hop, frames = 16, 4, 10
    bins = window // 2 + 1
    coefficients = rng.standard_normal((frames, 2, bins)).round(6)
    spectra = torch.from_numpy(coefficients[:, 0] + 1j * coefficients[:, 1]).T
    spectra[0].imag = 0
    spectra[-1].imag = 0
    hann = torch.hann_window(window, dtype=torch.float64)
    audio = torch.istft(spectra, window, hop, window=hann, center=True)
    return {
        "window": window,
        "hop": hop,
        "coefficients": coefficients.ravel().tolist(),
        "audio": audio.tolist(),
    }


if __name__ == "__main__":
    path = ROOT / "fixtures/goldens/parts.json"
    path.write_text(json.dumps({"g711": g711(), "istft": istft()}) + "\n")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")
