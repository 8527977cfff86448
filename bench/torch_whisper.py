"""PyTorch's side of the benchmark of Whisper: writes a checkpoint, then answers a step for each line of input.

Arguments: folder, channel, layer, threads. The folder's audio.bin is the sound; the spectrogram is part of the step.
"""
import json
import sys
import time

import numpy as np
import torch
from transformers import WhisperConfig, WhisperModel
from transformers.audio_utils import mel_filter_bank

folder, channel, layer, threads = sys.argv[1], *map(int, sys.argv[2:5])
torch.set_num_threads(threads)
torch.manual_seed(1)
BASE = dict(d_model=512, encoder_layers=6, encoder_attention_heads=8, encoder_ffn_dim=2048, decoder_layers=1,
            decoder_attention_heads=8)
model = WhisperModel(WhisperConfig(**BASE)).eval().requires_grad_(False)
model.save_pretrained(folder)
encoder = model.encoder
encoder.layers = encoder.layers[: layer + 1]
positions = encoder.embed_positions
filters = torch.from_numpy(mel_filter_bank(201, 80, 0.0, 8000.0, 16000, "slaney", "slaney")).float()
start = torch.from_numpy(np.fromfile(f"{folder}/audio.bin", dtype=np.float32))[None]
found = {}
encoder.layers[layer].fc2.register_forward_pre_hook(lambda _module, inputs: found.__setitem__("ffn", inputs[0]))


def step(samples):
    frames = samples // 320
    encoder.config.max_source_positions = frames
    encoder.embed_positions = torch.nn.Embedding.from_pretrained(positions.weight[:frames])
    audio = start.clone().requires_grad_(True)
    begin = time.perf_counter()
    padded = torch.nn.functional.pad(audio, (0, samples - audio.shape[1]))
    spectrum = torch.stft(padded, 400, 160, window=torch.hann_window(400), return_complex=True)
    logs = torch.clamp(filters.T @ spectrum[..., :-1].abs() ** 2, min=1e-10).log10()
    encoder((torch.maximum(logs, logs.amax() - 8.0) + 4.0) / 4.0)
    value = found["ffn"][:, : audio.shape[1] // 320, channel].mean()
    value.backward()
    return {"seconds": time.perf_counter() - begin, "value": value.item(), "gradient": audio.grad[0].tolist()}


print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(step(json.loads(line)["samples"])), flush=True)
