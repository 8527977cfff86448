"""fixtures/goldens/dictionaries: sparse autoencoders as SAELens and dictionary_learning save them, on random weights, and what they
make of random frames by the formulas of each architecture, written down here in double precision.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from checkpoint import write_arrays, write_json
from reference import projection

GOLDENS = Path(__file__).resolve().parents[2] / "fixtures/goldens/dictionaries"
CHANNELS, FEATURES, OUTPUTS = 24, 40, 16
HOOK = "blocks.1.hook_resid_post"


def unit(decoder):
    return decoder.norm(dim=1)


def normalised(x, how):
    """A frame as the encoder hears it, and what puts its scale back."""
    if how == "constant_norm_rescale":
        factor = math.sqrt(CHANNELS) / x.norm(dim=-1, keepdim=True)
        return x * factor, lambda y: y / factor
    if how == "layer_norm":
        mean = x.mean(-1, keepdim=True)
        deviation = (x - mean).std(-1, keepdim=True)
        return (x - mean) / (deviation + 1e-5), lambda y: y * deviation + mean
    return x, lambda y: y


def topk(z, k):
    """Features, and how far each is from off."""
    least = z.topk(k, dim=-1).values[..., -1:].clamp(min=0)
    return z.relu() * (z >= least), z - least


def jump(z, threshold):
    return z.relu() * (z > threshold), z - threshold.clamp(min=0)


def gate(z, w):
    magnitude = z * w["r_mag"].exp() + w["mag"]
    opened = z + w["gate"]
    return (opened > 0) * magnitude.relu(), torch.minimum(opened, magnitude)


def sae_lens(cfg, w, x):
    """W_enc `[channels, features]`, W_dec `[features, outputs]`."""
    architecture = cfg.get("architecture", "standard")
    transcodes = architecture.endswith("transcoder")
    heard, restore = normalised(x, cfg.get("normalize_activations", "none"))
    if cfg.get("apply_b_dec_to_input", True) and not transcodes:
        heard = heard - w["b_dec"]
    z = heard @ w["W_enc"]
    k = cfg.get("k") or cfg.get("activation_fn_kwargs", {}).get("k")
    lengths = unit(w["W_dec"]) if cfg.get("rescale_acts_by_decoder_norm") else torch.ones(FEATURES, dtype=z.dtype)
    if architecture == "gated":
        features, before = gate(z, {"r_mag": w["r_mag"], "mag": w["b_mag"], "gate": w["b_gate"]})
    elif "jumprelu" in architecture:
        features, before = jump(z + w["b_enc"], w["threshold"])
    elif k:
        features, before = topk((z + w["b_enc"]) * lengths, k)
    else:
        features, before = (z + w["b_enc"]).relu(), z + w["b_enc"]
    explained = (features / lengths) @ w["W_dec"] + w["b_dec"]
    if transcodes:
        return features, before, explained + (x @ w["W_skip"].T if "W_skip" in w else 0)
    return features, before, restore(explained)


def dictionary_learning(kind, trainer, w, x):
    """Linear's weights: encoder `[features, channels]`, decoder `[channels, features]`; the newer classes have those of SAELens."""
    products = kind in ("JumpReluAutoEncoder", "MatryoshkaBatchTopKSAE")
    encoder = w["W_enc"] if products else w["encoder.weight"].T
    decoder = w["W_dec"] if products else w["decoder.weight"].T
    bias = {"AutoEncoder": "bias", "AutoEncoderNew": "decoder.bias", "GatedAutoEncoder": "decoder_bias"}.get(kind, "b_dec")
    centred = kind not in ("AutoEncoderNew", "JumpReluAutoEncoder")
    z = (x - w[bias] if centred else x) @ encoder
    if kind == "GatedAutoEncoder":
        features, before = gate(z, {"r_mag": w["r_mag"], "mag": w["mag_bias"], "gate": w["gate_bias"]})
        return features, before, features @ decoder + w[bias]
    z = z + w["b_enc" if products else "encoder.bias"]
    lengths = unit(decoder) if kind == "AutoEncoder" else torch.ones(FEATURES, dtype=z.dtype)
    if kind == "AutoEncoderTopK":
        features, before = topk(z, trainer["k"])
    elif kind.startswith("AutoEncoder"):
        features, before = z.relu() * lengths, z * lengths
    else:
        features, before = jump(z, w["threshold"])
    return features, before, (features / lengths) @ decoder + w[bias]


def drawn(rng, names):
    """Every weight at a scale where it matters, as float32."""
    spread = lambda name: {
        "W_enc": 1 / math.sqrt(CHANNELS), "encoder.weight": 1 / math.sqrt(CHANNELS),
        "W_dec": 1 / math.sqrt(FEATURES), "decoder.weight": 1 / math.sqrt(FEATURES), "W_skip": 0.3,
    }.get(name, 0.4)  # fmt: skip
    values = {}
    for name, shape in names.items():
        value = torch.tensor(spread(name) * rng.standard_normal(shape))
        values[name] = (value.abs() if name == "threshold" else value).float()
    return values


def sae_lens_weights(cfg):
    outputs = cfg.get("d_out", CHANNELS)
    biases = ["b_gate", "b_mag", "r_mag"] if cfg.get("architecture") == "gated" else ["b_enc"]
    names = {"W_enc": (CHANNELS, FEATURES), "W_dec": (FEATURES, outputs), "b_dec": (outputs,)}
    names |= {name: (FEATURES,) for name in biases}
    if "jumprelu" in cfg.get("architecture", ""):
        names["threshold"] = (FEATURES,)
    if cfg.get("architecture") == "skip_transcoder":
        names["W_skip"] = (outputs, CHANNELS)
    return names


def dictionary_learning_weights(kind):
    linear = {"encoder.weight": (FEATURES, CHANNELS), "decoder.weight": (CHANNELS, FEATURES)}
    products = {"W_enc": (CHANNELS, FEATURES), "b_enc": (FEATURES,), "W_dec": (FEATURES, CHANNELS), "b_dec": (CHANNELS,)}
    bias = {"encoder.bias": (FEATURES,)}
    return {
        "AutoEncoder": {"bias": (CHANNELS,)} | linear | bias,
        "AutoEncoderNew": linear | bias | {"decoder.bias": (CHANNELS,)},
        "GatedAutoEncoder": linear | {"decoder_bias": (CHANNELS,)} | {n: (FEATURES,) for n in ("r_mag", "gate_bias", "mag_bias")},
        "JumpReluAutoEncoder": products | {"threshold": (FEATURES,)},
        "AutoEncoderTopK": linear | bias | {"b_dec": (CHANNELS,), "threshold": ()},
        "BatchTopKSAE": linear | bias | {"b_dec": (CHANNELS,), "threshold": ()},
        "MatryoshkaBatchTopKSAE": products | {"threshold": ()},
    }[kind]


SIX = {"d_in": CHANNELS, "d_sae": FEATURES, "dtype": "float32", "device": "cpu", "reshape_activations": "none"}
META = {"metadata": {"sae_lens_version": "6.20.0", "hook_name": HOOK, "model_name": "small"}}
ACROSS = {"d_out": OUTPUTS, "metadata": {**META["metadata"], "hook_name_out": "blocks.2.hook_mlp_out"}}
SAE_LENS = {
    "standard": SIX | META | {"architecture": "standard", "apply_b_dec_to_input": True, "normalize_activations": "none"},
    "topk": SIX | META | {
        "architecture": "topk", "k": 7, "rescale_acts_by_decoder_norm": True, "normalize_activations": "none",
    },
    "jumprelu": SIX | META | {
        "architecture": "jumprelu", "apply_b_dec_to_input": False, "normalize_activations": "constant_norm_rescale",
    },
    "gated": SIX | META | {"architecture": "gated", "normalize_activations": "layer_norm"},
    "transcoder": SIX | ACROSS | {"architecture": "transcoder", "apply_b_dec_to_input": False},
    "skip_transcoder": SIX | ACROSS | {"architecture": "skip_transcoder", "apply_b_dec_to_input": False},
    "jumprelu_transcoder": SIX | ACROSS | {"architecture": "jumprelu_transcoder", "apply_b_dec_to_input": False},
    # as versions before 6 wrote it
    "before-6": {
        "d_in": CHANNELS, "d_sae": FEATURES, "hook_point": HOOK, "hook_point_layer": 1, "activation_fn_str": "topk",
        "activation_fn_kwargs": {"k": 5}, "normalize_activations": "layer_norm", "finetuning_scaling_factor": False,
    },
}  # fmt: skip
TRAINERS = {
    "AutoEncoder": {}, "AutoEncoderNew": {}, "GatedAutoEncoder": {}, "JumpReluAutoEncoder": {},
    "AutoEncoderTopK": {"k": 6}, "BatchTopKSAE": {"k": 6}, "MatryoshkaBatchTopKSAE": {"k": 6},
}  # fmt: skip


def frames(rng):
    x = rng.standard_normal((2, 5, CHANNELS))
    x[1] *= 0.4
    return torch.from_numpy(x.astype(np.float32)).double()


def clear_frames(encode, w):
    """Frames of which no feature is on, or off, by a hair."""
    for seed in range(5, 50):
        x = frames(np.random.default_rng(seed))
        before = encode(w, x)[1]
        if before[before != 0].abs().min() > 1e-4 * before.abs().max():
            return x
    raise SystemExit("no such frames")


def check(name, encode, w, x):
    """Each weight matters."""
    features, before, explained = encode(w, x)
    if not 0.05 < (features > 0).double().mean() < 0.9:
        raise SystemExit(f"{name}: too few or too many features are on")
    for key, value in w.items():
        moved = encode({**w, key: value + 0.1 * torch.sin(torch.arange(value.numel()).double() + 1).reshape(value.shape)}, x)
        change = max(float((m - r).abs().max() / r.abs().max()) for m, r in zip(moved, (features, before, explained)))
        unread = name.endswith("AutoEncoderTopK") and key == "threshold"  # read in training only
        if (change < 1e-3) != unread:
            raise SystemExit(f"{name}: {key} moves the answer by {change:.1e}")


def golden(name, encode, weights, arrays):
    w = {key: value.double() for key, value in weights.items()}
    x = clear_frames(encode, w)
    check(name, encode, w, x)
    x.requires_grad_(True)
    features, before, explained = encode(w, x)
    total = sum((y * torch.from_numpy(projection(y[0].numel())).reshape(y.shape[1:])).sum() for y in (features, explained))
    total.backward()
    found = {"x": x.detach(), "features": features, "before": before, "reconstruction": explained, "gradient": x.grad}
    arrays |= {f"{name}/{key}": value.detach().numpy().astype(np.float32) for key, value in found.items()}
    print(f"{name}: {int((features > 0).sum())} of {features.numel()} features are on")


def main():
    arrays = {}
    for index, (name, cfg) in enumerate(SAE_LENS.items()):
        rng = np.random.default_rng(100 + index)
        weights = drawn(rng, sae_lens_weights(cfg))
        folder = GOLDENS / "sae-lens" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cfg.json").write_text(json.dumps(cfg, indent=2) + "\n")
        save_file({key: value.contiguous() for key, value in weights.items()}, folder / "sae_weights.safetensors")
        golden(f"sae-lens/{name}", lambda w, x, cfg=cfg: sae_lens(cfg, w, x), weights, arrays)
    for index, (kind, trainer) in enumerate(TRAINERS.items()):
        rng = np.random.default_rng(200 + index)
        weights = drawn(rng, dictionary_learning_weights(kind))
        folder = GOLDENS / "dictionary-learning" / kind
        folder.mkdir(parents=True, exist_ok=True)
        told = {"trainer": {"dict_class": kind, "layer": 1, "submodule_name": "resid_post_layer_1", **trainer}}
        (folder / "config.json").write_text(json.dumps(told, indent=2) + "\n")
        saved = weights | ({"k": torch.tensor(trainer["k"], dtype=torch.int)} if "k" in trainer else {})
        if kind.startswith("Matryoshka"):
            saved["group_sizes"] = torch.tensor([10, 30])
        torch.save(saved, folder / "ae.pt")
        encode = lambda w, x, kind=kind, trainer=trainer: dictionary_learning(kind, trainer, w, x)
        golden(f"dictionary-learning/{kind}", encode, weights, arrays)
    write_arrays(GOLDENS / "golden.safetensors", arrays)
    write_json(GOLDENS / "golden.json", {"cases": sorted({name.rsplit("/", 1)[0] for name in arrays})})
    print(f"{sum(f.stat().st_size for f in GOLDENS.rglob('*') if f.is_file()) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
