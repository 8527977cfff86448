"""The small checkpoints with a classification head, or with adapters."""

from lines import SMALL, Line

POST = {"feat_extract_norm": "group", "do_stable_layer_norm": False, "conv_bias": False}
PRE = {"feat_extract_norm": "layer", "do_stable_layer_norm": True, "conv_bias": True, "layer_norm_eps": 1e-3}
FEELINGS = {"id2label": {"0": "neu", "1": "hap", "2": "ang", "3": "sad"}}
# A tap lies between two frames in the second layer; six or ten of the frames are left to take statistics of.
SPEAKER = {
    "tdnn_dim": [10, 9, 12],
    "tdnn_kernel": [3, 2, 1],
    "tdnn_dilation": [1, 3, 1],
    "xvector_output_dim": 11,
}


def line(name: str, family: str, head: bool | str, seed: int, config: dict) -> Line:
    return Line(
        name=name,
        family=family,
        config=SMALL | config,
        do_normalize=True,
        old_weight_norm=False,
        head=head,
        batch_samples=400,
        odd_samples=301,
        seed=seed,
        body="covered",
    )


HEAD_LINES = [
    line("clip-weighted", "wav2vec2", "sequence", 51, POST | FEELINGS | {"use_weighted_layer_sum": True, "num_hidden_layers": 2, "classifier_proj_size": 9}),
    # The last of the layers that are summed is what the last block gives, without the final norm.
    line("clip-weighted-pre-norm", "unispeech", "sequence", 52, PRE | FEELINGS | {"use_weighted_layer_sum": True, "num_hidden_layers": 2, "classifier_proj_size": 9}),
    line("clip-pre-norm", "hubert", "sequence", 53, PRE | {"id2label": {"0": "no", "1": "yes", "2": "unknown"}, "classifier_proj_size": 9}),
    line("frames", "wavlm", "frame", 54, PRE | FEELINGS | {"num_buckets": 12, "max_bucket_distance": 9}),
    line("frames-weighted", "unispeech-sat", "frame", 55, POST | FEELINGS | {"use_weighted_layer_sum": True}),
    line("speaker", "wav2vec2", "xvector", 56, POST | SPEAKER),
    line("speaker-weighted", "data2vec-audio", "xvector", 57, POST | SPEAKER | {"feat_extract_norm": "layer", "num_conv_pos_embeddings": 2, "conv_pos_kernel_size": 3, "use_weighted_layer_sum": True}),
    # As MMS. The epsilon of the encoder is so large that it shows where it does not belong.
    line("attention-adapter", "wav2vec2", True, 58, PRE | {"layer_norm_eps": 5e-3, "adapter_attn_dim": 5, "num_hidden_layers": 2}),
    line("conv-adapter", "wav2vec2", True, 59, PRE | {"layer_norm_eps": 0.05, "add_adapter": True, "output_hidden_size": 12, "num_adapter_layers": 2, "adapter_kernel_size": 4, "adapter_stride": 2}),
    line("conv-adapter-wavlm", "wavlm", False, 60, POST | {"num_buckets": 12, "max_bucket_distance": 9, "add_adapter": True, "num_adapter_layers": 2, "adapter_stride": 3}),
]
