"""The small checkpoints: one for each line of the architecture, and one that mixes their switches."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    name: str
    config: dict
    do_normalize: bool
    old_weight_norm: bool  # weight_g / weight_v instead of parametrizations.weight.original0/1
    head: bool  # Wav2Vec2ForCTC (names with the prefix "wav2vec2.") instead of Wav2Vec2Model (without)
    batch_samples: int
    odd_samples: int
    seed: int


SHARED = {"hidden_act": "gelu", "feat_extract_activation": "gelu", "vocab_size": 11, "pad_token_id": 0}

LINES = [
    # As wav2vec2-base: group norm on the first convolution, no convolution bias, blocks that normalise afterwards.
    Line(
        name="base",
        config=SHARED
        | {
            "feat_extract_norm": "group",
            "do_stable_layer_norm": False,
            "conv_bias": False,
            "conv_dim": [6, 8, 8, 10, 10, 12, 16],
            "conv_kernel": [10, 3, 3, 3, 3, 2, 2],
            "conv_stride": [5, 2, 2, 2, 2, 2, 2],
            "hidden_size": 24,
            "num_hidden_layers": 2,
            "num_attention_heads": 3,
            "intermediate_size": 40,
            "num_conv_pos_embeddings": 16,
            "num_conv_pos_embedding_groups": 4,
            "layer_norm_eps": 3e-4,
        },
        do_normalize=True,
        old_weight_norm=True,
        head=True,
        batch_samples=2080,
        odd_samples=1681,
        seed=1,
    ),
    # As wav2vec2-large-lv60 and XLS-R: layer norm and bias in every convolution, blocks that normalise first.
    Line(
        name="large",
        config=SHARED
        | {
            "feat_extract_norm": "layer",
            "do_stable_layer_norm": True,
            "conv_bias": True,
            "conv_dim": [6, 8, 8, 10, 10, 12, 16],
            "conv_kernel": [10, 3, 3, 3, 3, 2, 2],
            "conv_stride": [5, 2, 2, 2, 2, 2, 2],
            "hidden_size": 24,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "intermediate_size": 40,
            "num_conv_pos_embeddings": 16,
            "num_conv_pos_embedding_groups": 3,
            "layer_norm_eps": 1e-3,
        },
        do_normalize=True,
        old_weight_norm=False,
        head=True,
        batch_samples=2080,
        odd_samples=1681,
        seed=2,
    ),
    # Other switches: three convolutions, an odd positional kernel, no input normalisation, no head, default epsilon.
    Line(
        name="mixed",
        config=SHARED
        | {
            "feat_extract_norm": "layer",
            "do_stable_layer_norm": False,
            "conv_bias": False,
            "conv_dim": [6, 8, 10],
            "conv_kernel": [8, 4, 3],
            "conv_stride": [4, 3, 2],
            "hidden_size": 16,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "intermediate_size": 20,
            "num_conv_pos_embeddings": 7,
            "num_conv_pos_embedding_groups": 2,
            "layer_norm_eps": 1e-5,
        },
        do_normalize=False,
        old_weight_norm=False,
        head=False,
        batch_samples=400,
        odd_samples=301,
        seed=3,
    ),
]
