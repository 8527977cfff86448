"""The bucket of every distance, as WavLM's attention has it."""

import json
from pathlib import Path

import torch
from transformers.models.wavlm.modeling_wavlm import WavLMAttention

SHAPES = [(320, 800), (320, 801), (12, 9), (9, 40), (4, 2), (64, 128), (1000, 251)]


def make_buckets(path: Path) -> None:
    tables = []
    for buckets, max_distance in SHAPES:
        furthest = min(1000, 2 * max_distance)
        attention = WavLMAttention(4, 2, num_buckets=buckets, max_distance=max_distance)
        found = attention._relative_positions_bucket(torch.arange(-furthest, furthest + 1)).tolist()
        tables.append({"buckets": buckets, "maxDistance": max_distance, "from": -furthest, "found": found})
    path.write_text("[\n" + ",\n".join(json.dumps(table) for table in tables) + "\n]\n")
    print(f"buckets: {sum(len(table['found']) for table in tables)} distances")
