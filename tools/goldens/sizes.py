"""Prints the sizes of the published models, by their settings; no weights are made."""

import torch
from transformers import AutoConfig, AutoModel

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


if __name__ == "__main__":
    main()
