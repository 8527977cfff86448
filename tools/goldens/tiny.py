"""The golden of the trained model that the project ships, on a second of recorded speech."""

import json
import wave
from pathlib import Path

import numpy as np
import torch

import checkpoint
from reference import check_normalize, gradient, hear

CLIP = "fixtures/speech/cards/001.wav"
MODEL = "packages/wav2vec2-tiny/models/tiny"
VALUES = 200  # kept of each layer, evenly spread


def make_tiny(root: Path, folder: Path) -> None:
    print("tiny")
    folder.mkdir(parents=True, exist_ok=True)
    settings = json.loads((root / MODEL / "config.json").read_text())
    preprocessor = json.loads((root / MODEL / "preprocessor_config.json").read_text())
    model = checkpoint.load(root / MODEL, head="Wav2Vec2ForCTC" in settings["architectures"])
    audio = read_wav(root / CLIP)
    check_normalize(audio)
    with torch.no_grad():
        found = hear(model, torch.from_numpy(audio).double(), preprocessor["do_normalize"])
    arrays, layers = {}, {}
    for name, value in found.items():
        flat = value.numpy().reshape(-1)
        step = max(1, flat.size // VALUES)
        arrays[f"layer/{name}"] = flat[::step].astype(np.float32)
        layers[name] = {"shape": list(value.shape), "step": step, "largest": float(f"{np.abs(flat).max():.7g}")}
    deepest = list(found)[-1]
    arrays["gradient"] = gradient(model, audio, preprocessor["do_normalize"], [deepest]).astype(np.float32)
    checkpoint.write_arrays(folder / "golden.safetensors", arrays)
    facts = {"clip": CLIP, "model": MODEL, "samples": audio.shape[1], "deepest": deepest, "layers": layers}
    checkpoint.write_json(folder / "golden.json", facts)


def read_wav(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16000)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (samples / 32768).astype(np.float32)[None]
