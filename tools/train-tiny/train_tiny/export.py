"""Writes a checkpoint as Hugging Face lays a model out: python3 -m train_tiny.export tiny CHECKPOINT FOLDER"""

import argparse
import json
import os

import torch
from safetensors.torch import save_file

from .model import build
from .phones import PHONES

# the weight norm's old names, which every loader knows
OLD = {"parametrizations.weight.original0": "weight_g", "parametrizations.weight.original1": "weight_v"}
LEFT_OUT = "wav2vec2.masked_spec_embed"  # only used by masking during training, which there was none of

CONFIG = (
    "conv_dim conv_kernel conv_stride hidden_size num_hidden_layers num_attention_heads intermediate_size "
    "num_conv_pos_embeddings num_conv_pos_embedding_groups vocab_size model_type feat_extract_norm "
    "feat_extract_activation do_stable_layer_norm conv_bias hidden_act layer_norm_eps pad_token_id "
    "num_feat_extract_layers"
).split()

PREPROCESSOR = {
    "do_normalize": True,
    "feature_extractor_type": "Wav2Vec2FeatureExtractor",
    "feature_size": 1,
    "padding_side": "right",
    "padding_value": 0.0,
    "return_attention_mask": False,
    "sampling_rate": 16000,
}


def renamed(key):
    for new, old in OLD.items():
        key = key.replace(new, old)
    return key


def write(folder, name, content):
    with open(os.path.join(folder, name), "w") as file:
        json.dump(content, file, indent=1)
        file.write("\n")


def export(name, checkpoint, folder):
    model = build(name)
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])
    os.makedirs(folder, exist_ok=True)
    tensors = {renamed(key): value.half().contiguous() for key, value in model.state_dict().items() if key != LEFT_OUT}
    path = os.path.join(folder, "model.safetensors")
    save_file(tensors, path, metadata={"format": "pt"})
    os.chmod(path, 0o644)
    config = model.config.to_dict()
    kept = {key: config[key] for key in CONFIG} | {"architectures": ["Wav2Vec2ForCTC"], "torch_dtype": "float16"}
    write(folder, "config.json", kept)
    write(folder, "preprocessor_config.json", PREPROCESSOR)
    write(folder, "vocab.json", {"<pad>": 0} | {phone: index for index, phone in enumerate(PHONES, 1)})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=["tiny", "tinyB"])
    parser.add_argument("checkpoint")
    parser.add_argument("folder")
    args = parser.parse_args()
    export(args.name, args.checkpoint, args.folder)


if __name__ == "__main__":
    main()
