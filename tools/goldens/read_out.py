"""Makes fixtures/goldens/read-out.json: what transformers' CTC tokenizer reads in recordings, on the trained model.

For each recording the tokens, the frames that each holds (the last one included), and torchaudio's score of a token: the
mean of its probability over its frames.

    python3 tools/goldens/read_out.py
"""

import json
from pathlib import Path

import soundfile
import torch
from transformers import Wav2Vec2CTCTokenizer, Wav2Vec2FeatureExtractor, Wav2Vec2ForCTC

ROOT = Path(__file__).parents[2]
SOUNDS = [ROOT / "fixtures" / "speech" / "cards" / f"00{n}.wav" for n in range(1, 6)]


def read(folder, path):
    model = Wav2Vec2ForCTC.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = Wav2Vec2CTCTokenizer(str(folder / "vocab.json"), pad_token="<pad>", unk_token=None, bos_token=None, eos_token=None)
    extractor = Wav2Vec2FeatureExtractor.from_pretrained(folder)
    samples, rate = soundfile.read(path, dtype="float32")
    with torch.no_grad():
        logits = model(**extractor(samples, sampling_rate=rate, return_tensors="pt")).logits[0]
    best = logits.argmax(-1)
    probability = logits.softmax(-1).max(-1).values
    offsets = tokenizer.decode(best, output_char_offsets=True).char_offsets
    return [
        {
            "token": offset["char"],
            "firstFrame": int(offset["start_offset"]),
            "lastFrame": int(offset["end_offset"]) - 1,
            "probability": round(probability[offset["start_offset"] : offset["end_offset"]].mean().item(), 6),
        }
        for offset in offsets
    ]


golden = {
    name: {path.name: read(ROOT / "packages" / "wav2vec2-tiny" / "models" / name, path) for path in SOUNDS}
    for name in ("tiny", "tinyB")
}
(ROOT / "fixtures" / "goldens" / "read-out.json").write_text(json.dumps(golden, indent=1) + "\n")
