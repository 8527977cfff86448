"""PyTorch's side of the benchmark of Whisper: writes a checkpoint, then answers a step for each line of input.

Arguments: folder, channel, layer, threads. The folder's audio.bin is the sound; the spectrogram is part of the step.
"""
import sys

import numpy as np
import torch
from transformers import WhisperConfig, WhisperModel
from transformers.audio_utils import mel_filter_bank

from torch_serve import serve

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
found = {}
encoder.layers[layer].fc2.register_forward_pre_hook(lambda _module, inputs: found.__setitem__("ffn", inputs[0]))


def prepare(request):
    samples = request["samples"]
    encoder.config.max_source_positions = samples // 320
    encoder.embed_positions = torch.nn.Embedding.from_pretrained(positions.weight[: samples // 320])

    def value(audio):
        padded = torch.nn.functional.pad(audio, (0, samples - audio.shape[1]))
        spectrum = torch.stft(padded, 400, 160, window=torch.hann_window(400), return_complex=True)
        logs = torch.clamp(filters.T @ spectrum[..., :-1].abs() ** 2, min=1e-10).log10()
        encoder((torch.maximum(logs, logs.amax() - 8.0) + 4.0) / 4.0)
        return found["ffn"][:, : audio.shape[1] // 320, channel].mean()

    return value


serve(prepare, torch.from_numpy(np.fromfile(f"{folder}/audio.bin", dtype=np.float32))[None])
