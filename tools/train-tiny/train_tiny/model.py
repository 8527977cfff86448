"""The two networks: Hugging Face's Wav2Vec2ForCTC, small."""

import torch
from transformers import Wav2Vec2Config, Wav2Vec2ForCTC

from .phones import PHONES

SHAPES = {
    "tiny": {
        "conv_dim": [48, 64, 80, 96, 96, 128, 128], "hidden_size": 144, "num_hidden_layers": 4,
        "num_attention_heads": 4, "intermediate_size": 576,
    },
    "tinyB": {
        "conv_dim": [32, 48, 64, 80, 80, 96, 96], "hidden_size": 112, "num_hidden_layers": 4,
        "num_attention_heads": 4, "intermediate_size": 448,
    },
}  # fmt: skip


def config(name):
    """No dropout anywhere: a few passes over augmented speech leave nothing to regularise."""
    return Wav2Vec2Config(
        **SHAPES[name],
        conv_kernel=[10, 3, 3, 3, 3, 2, 2],
        conv_stride=[5, 2, 2, 2, 2, 2, 2],
        conv_bias=False,
        feat_extract_norm="group",
        feat_extract_activation="gelu",
        do_stable_layer_norm=False,
        num_conv_pos_embeddings=32,
        num_conv_pos_embedding_groups=8,
        hidden_act="gelu",
        layer_norm_eps=1e-5,
        vocab_size=len(PHONES) + 1,
        pad_token_id=0,
        apply_spec_augment=False,
        hidden_dropout=0.0,
        attention_dropout=0.0,
        activation_dropout=0.0,
        feat_proj_dropout=0.0,
        final_dropout=0.0,
        layerdrop=0.0,
    )


def build(name):
    """Plain attention: torch's fused one is the slower of the two on a CPU at 36 channels a head."""
    return Wav2Vec2ForCTC._from_config(config(name), attn_implementation="eager")


def exported(folder):
    """The model in an exported folder, in float32, to train on or to use."""
    return Wav2Vec2ForCTC.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", apply_spec_augment=False, hidden_dropout=0.0,
        attention_dropout=0.0, activation_dropout=0.0, feat_proj_dropout=0.0, final_dropout=0.0, layerdrop=0.0,
    )  # fmt: skip


def frames(samples):
    """How many frames the convolutions make of so many samples."""
    for kernel, stride in zip([10, 3, 3, 3, 3, 2, 2], [5, 2, 2, 2, 2, 2, 2]):
        samples = (samples - kernel) // stride + 1
    return samples
