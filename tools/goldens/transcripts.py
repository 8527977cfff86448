"""What transformers' tokenizer writes for the likeliest tokens of random frames."""

import json
import tempfile
from pathlib import Path

import numpy as np
from transformers import Wav2Vec2CTCTokenizer

LETTERS = list("ETAONIHSRDL'")
# As wav2vec2-base-960h has it, and as those who fine-tune XLS-R do.
SPECIAL = {
    "published": {"pad_token": "<pad>", "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"},
    "fine-tuned": {"pad_token": "[PAD]", "unk_token": "[UNK]"},
}
VOCABULARIES = {
    "published": ["<pad>", "<s>", "</s>", "<unk>", "|", *LETTERS],
    "fine-tuned": ["|", *LETTERS, "[UNK]", "[PAD]", "<s>", "</s>"],
}


def make_transcripts(path: Path) -> None:
    rng = np.random.default_rng(20)
    cases = []
    for kind, vocabulary in VOCABULARIES.items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "vocab.json"
            file.write_text(json.dumps({token: index for index, token in enumerate(vocabulary)}))
            tokenizer = Wav2Vec2CTCTokenizer(str(file), **SPECIAL[kind])
        blank = vocabulary.index(SPECIAL[kind]["pad_token"])
        for case in range(12):
            likely = rng.integers(len(vocabulary), size=30)
            likely[rng.random(30) < 0.35] = blank
            likely[rng.random(30) < 0.15] = vocabulary.index("|")
            frames = np.repeat(likely, rng.integers(1, 4, size=30)).tolist() if case else []
            cases.append({"kind": kind, "frames": frames, "text": tokenizer.decode(frames)})
    body = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    tables = json.dumps(VOCABULARIES, ensure_ascii=False)
    path.write_text(f'{{\n"vocabularies": {tables},\n"cases": [\n{body}\n]\n}}\n')
    print(f"transcripts: {len(cases)}")
