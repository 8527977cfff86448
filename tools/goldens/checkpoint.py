"""Draws a line's weights, each at a scale where it matters, and saves them as Hugging Face does."""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForAudioClassification,
    AutoModelForAudioFrameClassification,
    AutoModelForAudioXVector,
    AutoModelForCTC,
)

from lines import Line

SMALL = 0.06  # RMS of the projection
VOCABULARY = ["<pad>", "|", "A", "B", "C", "D", "E", "F", "G", "H", "I"]


HEADS = {
    False: AutoModel,
    True: AutoModelForCTC,
    "sequence": AutoModelForAudioClassification,
    "frame": AutoModelForAudioFrameClassification,
    "xvector": AutoModelForAudioXVector,
}


def draw(line: Line) -> torch.nn.Module:
    """A model of the line with every parameter drawn by the line's seed."""
    config = AutoConfig.for_model(line.family, **line.config)
    model = HEADS[line.head].from_config(config).eval()
    rng = np.random.default_rng(line.seed)
    with torch.no_grad():
        statistics = [(name, buffer) for name, buffer in model.named_buffers() if "running" in name]
        for name, tensor in [*model.named_parameters(), *statistics]:
            tensor.copy_(torch.from_numpy(values(name, tuple(tensor.shape), line, rng).astype(np.float32)))
    return model


def values(name: str, shape: tuple[int, ...], line: Line, rng: np.random.Generator) -> np.ndarray:
    normal = lambda scale: scale * rng.standard_normal(shape)
    fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 1
    if name.endswith(("layer_norm.weight", "batch_norm.weight", ".norm.weight")):  # gammas, some negative
        return rng.uniform(0.5, 1.6, shape) * np.where(rng.random(shape) < 0.25, -1, 1)
    if name.endswith(("layer_norm.bias", "batch_norm.bias", ".norm.bias")):
        return normal(0.5)
    if "conv_layers" in name:
        if line.config["feat_extract_norm"] == "group":
            if ".0.conv" in name:  # so quiet in some channels that the group norm's epsilon of 1e-5 shows
                quiet = 10 ** np.linspace(-2.7, 0, shape[0])[:, None, None]
                return normal(1) * quiet / np.sqrt(fan_in)
            return normal(1.7 / np.sqrt(fan_in))
        # So quiet that the layer norm's epsilon of 1e-5 shows.
        return normal(0.006) if name.endswith("bias") else normal(0.012 / np.sqrt(fan_in))
    # Where GELU is fed about −2, its tanh approximation is off by most of what it gives, so a small signal shows it.
    if "pos_conv_embed" in name:
        if name.endswith(("original0", "weight_g")):
            return rng.uniform(0.3, 1.2, shape) * np.sqrt(line.config["hidden_size"] / shape[-1]) / SMALL
        if name.endswith("running_mean"):
            return normal(SMALL)
        if name.endswith("running_var"):  # so small in some channels that the batch norm's epsilon of 1e-5 shows
            return SMALL**2 * 10 ** np.linspace(-1, 0, shape[0])
        if ".layers." in name:  # so quiet that the layer norm's epsilon of 1e-5 shows
            return normal(0.004) if name.endswith("bias") else normal(0.05 / np.sqrt(fan_in))
        if name.endswith("conv.weight"):
            return normal(1 / np.sqrt(fan_in))
        return normal(0.4) - 1.8 if name.endswith("bias") else normal(0.3) * rng.uniform(0.3, 3, (shape[0], 1, 1))
    if "feature_projection.projection" in name:
        return normal(0.5 * SMALL) if name.endswith("bias") else normal(1.2 * SMALL / np.sqrt(fan_in))
    if "intermediate_dense" in name:
        return normal(0.3) - 1.8 if name.endswith("bias") else normal(0.6 / np.sqrt(fan_in))
    if "output_dense" in name:
        return normal(0.3) if name.endswith("bias") else normal(9 / np.sqrt(fan_in))
    if name == "layer_weights":  # some of them negative
        return normal(1.5)
    if "adapter_layer.linear_2.weight" in name:
        return normal(2 / np.sqrt(fan_in))
    if "rel_attn_embed" in name:
        return normal(1.5)
    if "gru_rel_pos_const" in name:
        return rng.permutation(np.linspace(-1, 3, shape[1])).reshape(shape)
    if "gru_rel_pos_linear" in name:
        return normal(0.6) if name.endswith("bias") else normal(0.6 / np.sqrt(fan_in))
    if "q_proj" in name or "k_proj" in name:
        return normal(1.2) if name.endswith("bias") else normal(1.7 / np.sqrt(fan_in))
    return normal(0.3) if name.endswith("bias") else normal(1.2 / np.sqrt(fan_in))


def save(model: torch.nn.Module, line: Line, folder: Path) -> None:
    """config.json, model.safetensors, preprocessor_config.json and, with a head, vocab.json."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for name, value in model.state_dict().items():
        if line.old_weight_norm:
            name = name.replace("parametrizations.weight.original0", "weight_g")
            name = name.replace("parametrizations.weight.original1", "weight_v")
        tensors[name] = value.numpy()
    write_arrays(folder / "model.safetensors", tensors)
    settings = {"model_type": line.family, "architectures": [type(model).__name__]} | line.config
    write_json(folder / "config.json", settings)
    write_json(
        folder / "preprocessor_config.json",
        {
            "feature_extractor_type": "Wav2Vec2FeatureExtractor",
            "do_normalize": line.do_normalize,
            "feature_size": 1,
            "padding_side": "right",
            "padding_value": 0.0,
            "return_attention_mask": False,
            "sampling_rate": 16000,
        },
    )
    if line.head is True:
        write_json(folder / "vocab.json", {token: index for index, token in enumerate(VOCABULARY)})


def load(folder: Path, head: bool | str) -> torch.nn.Module:
    """The checkpoint as the reference implementation reads it, in double precision from here on."""
    model, info = HEADS[head].from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
    )
    missing = [name for name in info["missing_keys"] if "masked_spec_embed" not in name]  # for training only
    if missing or info["unexpected_keys"] or info["mismatched_keys"]:
        raise SystemExit(f"{folder} does not load cleanly: {info}")
    return model.double().eval()


def write_json(path: Path, data: dict) -> None:
    path.write_text(json.dumps(data, indent=1) + "\n")


def write_arrays(path: Path, arrays: dict[str, np.ndarray]) -> None:
    # safetensors writes the memory of an array as it lies, whatever its strides.
    save_file({name: array.copy(order="C") for name, array in arrays.items()}, path, metadata={"format": "pt"})
    path.chmod(0o644)
