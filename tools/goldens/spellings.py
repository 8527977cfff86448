"""What transformers' tokenizers make of random texts and frames, for vocabularies of every kind that checkpoints have."""

import json
import tempfile
from pathlib import Path

import numpy as np
from transformers import Wav2Vec2CTCTokenizer, Wav2Vec2PhonemeCTCTokenizer

SPECIAL = ["<pad>", "<s>", "</s>", "<unk>"]
CTC = {"tokenizer_class": "Wav2Vec2CTCTokenizer"}


def numbered(tokens):
    return {token: index for index, token in enumerate(tokens)}


def kinds():
    """Name, files, channels of the head."""
    letters = list("abcdefgh'")
    yield "letters", {"vocab.json": numbered([*SPECIAL, "|", *letters]), "tokenizer_config.json": CTC}, 14
    yield "vocabulary alone", {"vocab.json": numbered([*SPECIAL, "|", *letters, "ch"])}, 15
    digraphs = numbered([*SPECIAL, "|", *letters, "ch", "gh", "dh", "bad", "ba"])
    yield "digraphs", {"vocab.json": digraphs, "tokenizer_config.json": CTC}, 19
    overlapping = numbered(["[PAD]", "[UNK]", "|", *"tschea", "ts", "tsch", "sch", "ch", "ea", "cha"])
    config = {**CTC, "pad_token": "[PAD]", "unk_token": "[UNK]"}
    yield "overlapping", {"vocab.json": overlapping, "tokenizer_config.json": config}, 15
    capitals = numbered([*SPECIAL, "|", *"ABCDEÉß", "Ch"])
    yield "do_lower_case", {"vocab.json": capitals, "tokenizer_config.json": {**CTC, "do_lower_case": True}}, 13
    spaced = numbered([*SPECIAL, " ", *letters, "ch"])
    yield "a space between words", {
        "vocab.json": spaced,
        "tokenizer_config.json": {**CTC, "word_delimiter_token": " "},
    }, 15
    config = {**CTC, "word_delimiter_token": "_", "replace_word_delimiter_char": "-"}
    yield "another delimiter", {"vocab.json": numbered([*SPECIAL, "_", *letters]), "tokenizer_config.json": config}, 14
    marks = numbered([*SPECIAL, "|", *"eo", "e\u0301", "o\u0323\u0301", "\u00e8", "\u0301", "\U00010400", "\U0001f600\u200d"])
    yield "combining letters", {"vocab.json": marks, "tokenizer_config.json": CTC}, 13
    nested = {"eng": numbered([*SPECIAL, "|", *"abc"]), "nld": numbered([*SPECIAL, "|", *"cba", "ij", "i", "j"])}
    yield "languages", {"vocab.json": nested, "tokenizer_config.json": {**CTC, "target_lang": "nld"}}, 11
    own = numbered([*letters, "|", "[UNK]", "[PAD]"])
    added = {"<s>": 12, "</s>": 13, "ch": 14, "gh": 17}
    names = {"pad_token": "[PAD]", "unk_token": {"content": "[UNK]"}, "bos_token": "<s>", "eos_token": "</s>"}
    yield "added_tokens.json", {
        "vocab.json": own,
        "added_tokens.json": added,
        "special_tokens_map.json": names,
        "tokenizer_config.json": {"pad_token": "<pad>"},
    }, 16
    decoder = {
        "11": {"content": "[PAD]", "special": True},
        "12": {"content": "ch", "lstrip": True, "rstrip": True},
        "13": {"content": "gh"},
    }
    yield "added_tokens_decoder", {
        "vocab.json": own,
        "special_tokens_map.json": {"pad_token": "a"},
        "tokenizer_config.json": {**CTC, "pad_token": "[PAD]", "unk_token": "[UNK]", "added_tokens_decoder": decoder},
    }, 16
    yield "special tokens beyond the head", {"vocab.json": own, "tokenizer_config.json": CTC}, 13
    same = {**own, "A": 0, "é": 4, "ch": 2}
    yield "tokens that share a channel", {
        "vocab.json": same,
        "tokenizer_config.json": {**CTC, "pad_token": "[PAD]", "unk_token": "[UNK]"},
    }, 12
    phones = numbered([*SPECIAL, "a", "aː", "t", "tʃ", "ɔɪ", "|", "i.5"])
    config = {"tokenizer_class": "Wav2Vec2PhonemeCTCTokenizer", "do_phonemize": False, "word_delimiter_token": "|"}
    yield "phones", {"vocab.json": phones, "tokenizer_config.json": config}, 11


def texts(tokenizer, pieces, channels, rng):
    """Random texts without anything unknown, beyond the head, or blank: those have no transcript."""
    by_phones = isinstance(tokenizer, Wav2Vec2PhonemeCTCTokenizer)
    for _ in range(60):
        chosen = rng.choice(pieces, size=rng.integers(1, 12))
        spaces = rng.random(len(chosen)) < (1 if by_phones else 0.3)
        text = "".join(piece + " " * int(space) for piece, space in zip(chosen, spaces)).strip()
        ids = tokenizer(text).input_ids
        if text and "  " not in text and not {tokenizer.unk_token_id, tokenizer.pad_token_id} & set(ids):
            if all(index < channels for index in ids):
                yield text, ids


def make_spellings(path: Path) -> None:
    rng = np.random.default_rng(21)
    lines = []
    for name, files, channels in kinds():
        with tempfile.TemporaryDirectory() as folder:
            for file, content in files.items():
                (Path(folder) / file).write_text(json.dumps(content))
            phones = files.get("tokenizer_config.json", {}).get("tokenizer_class") == "Wav2Vec2PhonemeCTCTokenizer"
            kind = Wav2Vec2PhonemeCTCTokenizer if phones else Wav2Vec2CTCTokenizer
            tokenizer = kind.from_pretrained(folder)
        delimiter = files.get("tokenizer_config.json", {}).get("word_delimiter_token")
        if delimiter:
            tokenizer._word_delimiter_token = delimiter  # from_pretrained of transformers 5 drops it, that of 4 did not
        pad = tokenizer.pad_token_id
        pieces = [token for token in tokenizer.get_vocab() if not token.startswith(("<", "["))]
        pieces += [piece.lower() for piece in pieces] if getattr(tokenizer, "do_lower_case", False) else []
        spelt = list(texts(tokenizer, pieces, channels, rng))
        heard = []
        for _ in range(6):
            likely = rng.integers(channels, size=16)
            likely[rng.random(16) < 0.35] = pad if pad < channels else 0
            frames = np.repeat(likely, rng.integers(1, 3, size=16)).tolist()
            heard.append((frames, tokenizer.decode(frames)))
        facts = {"name": name, "channels": channels, "pad": pad, "files": files, "spelt": spelt, "heard": heard}
        lines.append(json.dumps(facts, ensure_ascii=False))
        print(f"spellings: {name}: {len(spelt)} texts")
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
