"""Writes a trained autoencoder as SAELens lays it out, float16: python3 -m train_sae.export CHECKPOINT HOOK OUT

Features are in the units of the layer's activations, and what a feature stands for has length 1."""

import argparse
import json
import os

import torch
from safetensors.torch import save_file


def exported(state, hook):
    """cfg.json and the weights of a checkpoint of train_sae.train, which was trained on frames that were scaled."""
    model, scale = state["model"], state["scale"]
    features, channels = model["encoder"].shape
    cfg = {
        "architecture": "topk",
        "k": state["k"],
        "d_in": channels,
        "d_sae": features,
        "dtype": "float32",
        "device": "cpu",
        "apply_b_dec_to_input": True,
        "normalize_activations": "none",
        "reshape_activations": "none",
        "rescale_acts_by_decoder_norm": False,
        "metadata": {"model_name": "audiate tiny", "hook_name": hook},
    }
    weights = {
        "W_enc": model["encoder"].T,
        "b_enc": model["encoder_bias"] / scale,
        "W_dec": model["decoder"],
        "b_dec": model["decoder_bias"] / scale,
    }
    return cfg, {name: value.half().contiguous() for name, value in weights.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("hook", help="such as blocks.2.hook_resid_post")
    parser.add_argument("out")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    cfg, weights = exported(torch.load(args.checkpoint, weights_only=True), args.hook)
    with open(os.path.join(args.out, "cfg.json"), "w") as file:
        json.dump(cfg, file, indent=2)
        file.write("\n")
    path = os.path.join(args.out, "sae_weights.safetensors")
    save_file(weights, path)
    os.chmod(path, 0o644)


if __name__ == "__main__":
    main()
