"""The small checkpoints: one for each line of wav2vec 2.0, one that mixes their switches, and those of the families."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    name: str
    config: dict
    do_normalize: bool
    old_weight_norm: bool  # weight_g / weight_v instead of parametrizations.weight.original0/1
    head: bool | str  # …ForCTC (names with the prefix of the family) instead of …Model (without), or the kind of a classifier
    batch_samples: int
    odd_samples: int
    seed: int
    family: str = "wav2vec2"  # model_type of config.json
    body: str = "new"  # "covered" where other lines show its mistakes, and only head and adapters are looked at


SHARED = {"hidden_act": "gelu", "feat_extract_activation": "gelu", "vocab_size": 11, "pad_token_id": 0}

# The families share wav2vec 2.0's tower, so three convolutions do.
SMALL = SHARED | {
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
}

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
    # As hubert-large: blocks that normalise first, layer norm and bias in every convolution, old names of the weight norm.
    Line(
        name="hubert",
        family="hubert",
        config=SMALL
        | {
            "feat_extract_norm": "layer",
            "do_stable_layer_norm": True,
            "conv_bias": True,
            "num_hidden_layers": 2,
            "feat_proj_layer_norm": True,
            "conv_pos_batch_norm": False,
            "layer_norm_eps": 1e-3,
        },
        do_normalize=True,
        old_weight_norm=True,
        head=True,
        batch_samples=400,
        odd_samples=301,
        seed=14,
    ),
    # HuBERT's other switches: features projected without a norm, a batch norm before the positional convolution.
    Line(
        name="hubert-batch",
        family="hubert",
        config=SMALL
        | {
            "feat_extract_norm": "group",
            "do_stable_layer_norm": False,
            "conv_bias": False,
            "num_conv_pos_embeddings": 6,
            "feat_proj_layer_norm": False,
            "conv_pos_batch_norm": True,
        },
        do_normalize=True,
        old_weight_norm=False,
        head=False,
        batch_samples=400,
        odd_samples=301,
        seed=45,
    ),
    # As wavlm-base: no input normalisation. 15 frames: distances beyond the last bucket, too.
    Line(
        name="wavlm",
        family="wavlm",
        config=SMALL
        | {
            "feat_extract_norm": "group",
            "do_stable_layer_norm": False,
            "conv_bias": False,
            "num_hidden_layers": 3,
            "num_buckets": 12,
            "max_bucket_distance": 9,
            "layer_norm_eps": 3e-4,
        },
        do_normalize=False,
        old_weight_norm=True,
        head=True,
        batch_samples=400,
        odd_samples=301,
        seed=6,
    ),
    # As wavlm-large: blocks that normalise first. An odd number of buckets, distances short of the last one.
    Line(
        name="wavlm-large",
        family="wavlm",
        config=SMALL
        | {
            "feat_extract_norm": "layer",
            "do_stable_layer_norm": True,
            "conv_bias": False,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_buckets": 9,
            "max_bucket_distance": 40,
            "layer_norm_eps": 1e-3,
        },
        do_normalize=True,
        old_weight_norm=False,
        head=False,
        batch_samples=400,
        odd_samples=301,
        seed=7,
    ),
    # As data2vec-audio-base: positional convolutions in a row. An even kernel, whose padding is not symmetric.
    Line(
        name="data2vec-audio",
        family="data2vec-audio",
        config=SMALL
        | {
            "feat_extract_norm": "layer",
            "do_stable_layer_norm": False,
            "conv_bias": False,
            "num_hidden_layers": 2,
            "num_conv_pos_embeddings": 3,
            "conv_pos_kernel_size": 6,
            "layer_norm_eps": 1e-3,
        },
        do_normalize=True,
        old_weight_norm=False,
        head=True,
        batch_samples=400,
        odd_samples=301,
        seed=8,
    ),
    # As unispeech-large.
    Line(
        name="unispeech",
        family="unispeech",
        config=SMALL
        | {
            "feat_extract_norm": "layer",
            "do_stable_layer_norm": True,
            "conv_bias": True,
        },
        do_normalize=True,
        old_weight_norm=True,
        head=True,
        batch_samples=400,
        odd_samples=301,
        seed=29,
    ),
    # As unispeech-sat-base.
    Line(
        name="unispeech-sat",
        family="unispeech-sat",
        config=SMALL
        | {
            "feat_extract_norm": "group",
            "do_stable_layer_norm": False,
            "conv_bias": False,
        },
        do_normalize=True,
        old_weight_norm=False,
        head=True,
        batch_samples=400,
        odd_samples=301,
        seed=11,
    ),
]
