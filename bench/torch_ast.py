"""PyTorch's side of the benchmark of the Audio Spectrogram Transformer, as torch_whisper.py is of Whisper."""
import json
import sys

import numpy as np
import torch
from transformers import ASTConfig, ASTModel
from transformers.audio_utils import mel_filter_bank

from torch_serve import serve

folder, channel, layer, threads = sys.argv[1], *map(int, sys.argv[2:5])
torch.set_num_threads(threads)
torch.manual_seed(1)
model = ASTModel(ASTConfig(num_hidden_layers=layer + 1)).eval().requires_grad_(False)
model.save_pretrained(folder)
extractor = dict(feature_extractor_type="ASTFeatureExtractor", feature_size=1, max_length=1024, mean=-4.2677393, num_mel_bins=128,
                 padding_side="right", padding_value=0.0, sampling_rate=16000, std=4.5689974)
with open(f"{folder}/preprocessor_config.json", "w") as file:
    json.dump(extractor, file)
filters = mel_filter_bank(257, 128, 20, 8000, 16000, None, "kaldi", triangularize_in_mel_space=True)
filters = torch.from_numpy(filters).float()
window = torch.hann_window(400, periodic=False)
positions = model.embeddings.position_embeddings.data
ROWS = 12
columns = lambda samples: ((samples - 400) // 160 + 1 - 16) // 10 + 1
found = {}
model.layers[layer].mlp.fc2.register_forward_pre_hook(lambda _module, inputs: found.__setitem__("ffn", inputs[0]))


def prepare(request):
    samples = request["samples"]
    frames = min(1024, (samples - 400) // 160 + 1 if samples < 163840 else 1024)
    across = (frames - 16) // 10 + 1
    grid = positions[:, 2:].unflatten(1, (ROWS, -1))[:, :, :across].flatten(1, 2)
    model.embeddings.position_embeddings.data = torch.cat([positions[:, :2], grid], dim=1)

    def value(audio):
        cut = audio.unfold(1, 400, 160)
        cut = cut - cut.mean(dim=2, keepdim=True)
        cut = cut - 0.97 * torch.cat([cut[..., :1], cut[..., :-1]], dim=2)
        logs = torch.clamp(torch.fft.rfft(cut * window, 512).abs() ** 2 @ filters, min=2**-23).log()
        logs = torch.nn.functional.pad(logs, (0, 0, 0, frames - logs.shape[1]))
        model((logs + 4.2677393) / (2 * 4.5689974))
        # the lowest row of squares, as far as the sound goes
        return found["ffn"][:, 2:].unflatten(1, (ROWS, -1))[:, 0, : columns(audio.shape[1]), channel].mean()

    return value


serve(prepare, torch.from_numpy(np.fromfile(f"{folder}/audio.bin", dtype=np.float32))[None])
