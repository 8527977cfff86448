"""Prints the sizes of the published models, by their settings; no weights are made."""

import torch
from transformers import ASTConfig, ASTForAudioClassification, AutoConfig, AutoModel, WhisperConfig, WhisperModel

LARGE = {"hidden_size": 1024, "num_hidden_layers": 24, "num_attention_heads": 16, "intermediate_size": 4096}
ONE_BILLION = {"hidden_size": 1280, "num_hidden_layers": 48, "num_attention_heads": 16, "intermediate_size": 5120}
TWO_BILLION = {"hidden_size": 1920, "num_hidden_layers": 48, "num_attention_heads": 16, "intermediate_size": 7680}
PRE_NORM = {"feat_extract_norm": "layer", "do_stable_layer_norm": True}
BIASED = PRE_NORM | {"conv_bias": True}

MODELS = {
    "facebook/wav2vec2-base, -base-960h": ("wav2vec2", {}),
    "facebook/wav2vec2-large, -large-960h": ("wav2vec2", LARGE),
    "facebook/wav2vec2-large-lv60, -large-960h-lv60, xls-r-300m": ("wav2vec2", LARGE | BIASED),
    "facebook/wav2vec2-xls-r-1b": ("wav2vec2", ONE_BILLION | BIASED),
    "facebook/wav2vec2-xls-r-2b": ("wav2vec2", TWO_BILLION | BIASED),
    "facebook/hubert-base-ls960": ("hubert", {}),
    "facebook/hubert-large-ll60k, -large-ls960-ft": ("hubert", LARGE | BIASED),
    "facebook/hubert-xlarge-ll60k": ("hubert", ONE_BILLION | BIASED),
    "microsoft/wavlm-base, -base-plus": ("wavlm", {}),
    "microsoft/wavlm-large": ("wavlm", LARGE | PRE_NORM),
    "facebook/data2vec-audio-base, -base-960h": ("data2vec-audio", {}),
    "facebook/data2vec-audio-large, -large-960h": ("data2vec-audio", LARGE),
    "microsoft/unispeech-large-1500h-cv": ("unispeech", LARGE | BIASED),
    "microsoft/unispeech-sat-base": ("unispeech-sat", {}),
    "microsoft/unispeech-sat-large": ("unispeech-sat", LARGE | BIASED),
}

# blocks, width and mel bands of Whisper's encoder; the network within a block is four times as wide
WHISPER = {
    "openai/whisper-tiny, -tiny.en": (4, 384, 80),
    "openai/whisper-base, -base.en": (6, 512, 80),
    "openai/whisper-small, -small.en; distil-whisper/distil-small.en": (12, 768, 80),
    "openai/whisper-medium, -medium.en; distil-whisper/distil-medium.en": (24, 1024, 80),
    "openai/whisper-large, -large-v2; distil-whisper/distil-large-v2": (32, 1280, 80),
    "openai/whisper-large-v3, -large-v3-turbo; distil-whisper/distil-large-v3": (32, 1280, 128),
}

# strides over bands and frames, frames of the window, classes
AST = {
    "MIT/ast-finetuned-audioset-10-10-0.4593, -10-10-0.450": (10, 1024, 527),
    "MIT/ast-finetuned-audioset-12-12-0.447": (12, 1024, 527),
    "MIT/ast-finetuned-audioset-14-14-0.443": (14, 1024, 527),
    "MIT/ast-finetuned-audioset-16-16-0.442": (16, 1024, 527),
    "MIT/ast-finetuned-speech-commands-v2": (10, 128, 35),
}


def main() -> None:
    print("| model | model_type | blocks | width | parameters | as F32 |")
    print("|---|---|---:|---:|---:|---:|")
    for name, (family, settings) in MODELS.items():
        config = AutoConfig.for_model(family, **settings)
        with torch.device("meta"):
            model = AutoModel.from_config(config)
        count = sum(p.numel() for key, p in model.named_parameters() if key != "masked_spec_embed")
        row = [name, f"`{family}`", config.num_hidden_layers, config.hidden_size]
        print("| " + " | ".join(map(str, row)) + f" | {count / 1e6:.1f} M | {4 * count / 1e6:,.0f} MB |")
    print("\n| model | bands | blocks | width | parameters of the encoder | as F32 |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (blocks, width, bands) in WHISPER.items():
        heads = dict(encoder_attention_heads=width // 64, decoder_attention_heads=width // 64)
        config = WhisperConfig(d_model=width, encoder_layers=blocks, encoder_ffn_dim=4 * width, num_mel_bins=bands, **heads)
        with torch.device("meta"):
            count = sum(p.numel() for p in WhisperModel(config).encoder.parameters())
        print(f"| {name} | {bands} | {blocks} | {width} | {count / 1e6:.1f} M | {4 * count / 1e6:,.0f} MB |")
    print("\n| model | window | patches | classes | parameters | as F32 |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (stride, frames, classes) in AST.items():
        config = ASTConfig(frequency_stride=stride, time_stride=stride, max_length=frames, num_labels=classes)
        with torch.device("meta"):
            model = ASTForAudioClassification(config)
        count = sum(p.numel() for p in model.parameters())
        rows, columns = model.base_model.embeddings.get_shape(config)
        row = f"| {name} | {frames / 100} s | {rows} × {columns} | {classes}"
        print(f"{row} | {count / 1e6:.1f} M | {4 * count / 1e6:,.0f} MB |")


if __name__ == "__main__":
    main()
