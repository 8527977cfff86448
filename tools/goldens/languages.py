"""A second language of the line `attention-adapter`, as MMS has them: adapter.fra.safetensors, with a head of another size."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from transformers import Wav2Vec2ForCTC

import checkpoint
from head_lines import HEAD_LINES
from reference import gradient, hear

LINE = next(line for line in HEAD_LINES if line.name == "attention-adapter")
LETTERS = ["<pad>", "|", "à", "b", "ç", "d", "é"]
SEED = 71


def make_languages(line_folder: Path, folder: Path) -> None:
    """The adapter, the vocabularies, and what transformers computes after `target_lang="fra"`."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    own = load_file(line_folder / "model.safetensors")
    adapter = {}
    for name, value in own.items():
        if "adapter_layer" not in name and not name.startswith("lm_head"):
            continue
        shape = (len(LETTERS), *value.shape[1:]) if name.startswith("lm_head") else value.shape
        adapter[name] = checkpoint.values(name, shape, LINE, rng).astype(np.float32)
    checkpoint.write_arrays(folder / "adapter.fra.safetensors", adapter)
    english = {token: index for index, token in enumerate(checkpoint.VOCABULARY)}
    checkpoint.write_json(folder / "vocab.json", {"eng": english, "fra": {token: i for i, token in enumerate(LETTERS)}})
    checkpoint.write_json(
        folder / "tokenizer_config.json", {"tokenizer_class": "Wav2Vec2CTCTokenizer", "target_lang": "eng"}
    )
    audio = load_file(line_folder / "golden.safetensors")["batch/audio"]
    with tempfile.TemporaryDirectory() as temporary:
        for file in (line_folder / "config.json", line_folder / "model.safetensors", folder / "adapter.fra.safetensors"):
            shutil.copy(file, temporary)
        model = Wav2Vec2ForCTC.from_pretrained(
            temporary, target_lang="fra", dtype=torch.float32, attn_implementation="eager"
        )
    for name, value in model.state_dict().items():
        expected = adapter.get(name, own.get(name))
        if expected is not None and not np.array_equal(value.numpy(), expected):
            raise SystemExit(f"transformers did not take {name}")
    model = model.double().eval()
    with torch.no_grad():
        found = hear(model, torch.from_numpy(audio).double(), LINE.do_normalize)
    arrays = {f"layer/{name}": value.numpy().astype(np.float32) for name, value in found.items() if name in KEPT}
    arrays["gradient"] = gradient(model, audio, LINE.do_normalize, ["logits"]).astype(np.float32)
    checkpoint.write_arrays(folder / "golden.safetensors", arrays)


KEPT = ["encoder.input", "encoder.0", "encoder.1", "encoder.norm", "logits"]

if __name__ == "__main__":
    goldens = Path(__file__).resolve().parents[2] / "fixtures/goldens"
    make_languages(goldens / "attention-adapter", goldens / "languages")
