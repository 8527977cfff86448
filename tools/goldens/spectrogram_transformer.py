"""fixtures/goldens/ast, ast-bare: small Audio Spectrogram Transformers and what transformers computes of them.

The spectrogram is worked out once more in double precision, so that it has a gradient, and compared with
ASTFeatureExtractor; the network is transformers' own.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from transformers import ASTConfig, ASTFeatureExtractor, ASTForAudioClassification, ASTModel
from transformers.audio_utils import mel_filter_bank
from transformers.models.audio_spectrogram_transformer import modeling_audio_spectrogram_transformer as modeling

from checkpoint import write_arrays, write_json
from config_keys import keys_read
from reference import projection

GOLDENS = Path(__file__).resolve().parents[2] / "fixtures/goldens"
RATE, FRAME, HOP = 16_000, 400, 160
LABELS = ["Speech", "Dog", "Bark", "Music, loud", "Rain"]

LINES = {
    "ast": dict(
        seed=21, head=True, extractor=dict(mean=-4.2677393, std=4.5689974), clips=["batch", "whole"],
        config=dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40, num_mel_bins=24,
                    max_length=44, patch_size=8, frequency_stride=5, time_stride=6),
    ),
    "ast-bare": dict(
        seed=23, head=False, extractor=dict(do_normalize=False), clips=["batch"],
        config=dict(hidden_size=16, num_hidden_layers=3, num_attention_heads=2, intermediate_size=24, num_mel_bins=32,
                    max_length=32, patch_size=6, frequency_stride=6, time_stride=4, qkv_bias=False, layer_norm_eps=0.3),
    ),
}


def values(name: str, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Every parameter at a scale where it matters."""
    normal = lambda scale: scale * rng.standard_normal(shape)
    fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 1
    if "layernorm" in name:
        bias = name.endswith("bias")
        return normal(0.5) if bias else rng.uniform(0.5, 1.6, shape) * np.where(rng.random(shape) < 0.25, -1, 1)
    if "token" in name or "position" in name:
        return normal(0.7)
    if "fc1" in name:
        return normal(0.3) - 1.8 if name.endswith("bias") else normal(0.6 / math.sqrt(fan_in))
    if "fc2" in name:
        return normal(0.3) if name.endswith("bias") else normal(9 / math.sqrt(fan_in))
    if "q_proj" in name or "k_proj" in name:
        return normal(1.2) if name.endswith("bias") else normal(1.7 / math.sqrt(fan_in))
    return normal(0.3) if name.endswith("bias") else normal(1.2 / math.sqrt(fan_in))


def config_of(line: dict) -> dict:
    labels = dict(id2label={str(i): label for i, label in enumerate(LABELS)}) if line["head"] else {}
    return line["config"] | labels


def draw(line: dict) -> torch.nn.Module:
    model = (ASTForAudioClassification if line["head"] else ASTModel)(ASTConfig(**config_of(line))).eval()
    rng = np.random.default_rng(line["seed"])
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            tensor.copy_(torch.from_numpy(values(name, tuple(tensor.shape), rng).astype(np.float32)))
    return model


def save(model: torch.nn.Module, line: dict, folder: Path) -> None:
    """transformers writes the weights, under the names that published files have."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)
    settings = {"model_type": "audio-spectrogram-transformer", "architectures": [type(model).__name__]}
    write_json(folder / "config.json", settings | config_of(line))
    config = line["config"]
    extractor = dict(feature_extractor_type="ASTFeatureExtractor", feature_size=1, max_length=config["max_length"],
                     num_mel_bins=config["num_mel_bins"], padding_side="right", padding_value=0.0,
                     return_attention_mask=False, sampling_rate=RATE)
    write_json(folder / "preprocessor_config.json", extractor | line["extractor"])


def scaling(line: dict) -> tuple[float, float]:
    given = line["extractor"]
    return (given["mean"], 2 * given["std"]) if given.get("do_normalize", True) else (0.0, 1.0)


def frames_of(samples: int) -> int:
    return (samples - FRAME) // HOP + 1


def mel(audio: torch.Tensor, line: dict, frames: int) -> torch.Tensor:
    """`[batch, samples] → [batch, frames, bins]` in the audio's precision."""
    bins = line["config"]["num_mel_bins"]
    cut = audio.unfold(1, FRAME, HOP)
    cut = cut - cut.mean(dim=2, keepdim=True)
    cut = cut - 0.97 * torch.cat([cut[..., :1], cut[..., :-1]], dim=2)
    window = torch.hann_window(FRAME, periodic=False, dtype=audio.dtype)
    powers = torch.fft.rfft(cut * window, 512).abs() ** 2
    filters = mel_filter_bank(257, bins, 20, RATE // 2, RATE, None, "kaldi", triangularize_in_mel_space=True)
    logs = torch.clamp(powers @ torch.from_numpy(filters).to(audio.dtype), min=2**-23).log()
    mean, scale = scaling(line)
    return (torch.nn.functional.pad(logs, (0, 0, 0, frames - logs.shape[1])) - mean) / scale


def hear(model: torch.nn.Module, line: dict, audio: torch.Tensor, frames: int) -> dict[str, torch.Tensor]:
    """Every layer by audiate's name, on the frames that the sound fills, as if the model had positions for `frames`."""
    core, config = model.base_model, line["config"]
    patch, hidden = config["patch_size"], config["hidden_size"]
    rows = (config["num_mel_bins"] - patch) // config["frequency_stride"] + 1
    columns = lambda count: (count - patch) // config["time_stride"] + 1
    own = frames_of(audio.shape[1])
    fold = lambda x: x.unflatten(1, (rows, -1))[:, :, : columns(own)].transpose(1, 2).flatten(2)
    found = {}
    keep = lambda name, pick: lambda _m, _i, output: found.__setitem__(name, pick(output))
    behind = lambda output: fold((output[0] if isinstance(output, tuple) else output)[:, 2:])
    features = mel(audio, line, frames)
    found["mel"] = features[:, :own]
    hooks = [core.embeddings.patch_embeddings.register_forward_hook(keep("patches", fold))]
    hooks.append(core.embeddings.register_forward_hook(keep("encoder.input", behind)))
    for i, block in enumerate(core.layers):
        hooks.append(block.attention.register_forward_hook(keep(f"encoder.{i}.attention", behind)))
        hooks.append(block.mlp.fc1.register_forward_hook(keep(f"encoder.{i}.ffn.pre", behind)))
        pre = lambda _m, inputs, name=f"encoder.{i}.ffn": found.__setitem__(name, behind(inputs[0]))
        hooks.append(block.mlp.fc2.register_forward_pre_hook(pre))
        hooks.append(block.register_forward_hook(keep(f"encoder.{i}", behind)))
        hooks.append(block.register_forward_hook(keep(f"encoder.{i}.tokens", lambda x: x[:, None, :2].flatten(2))))
    hooks.append(core.layernorm.register_forward_hook(keep("encoder.norm", behind)))
    kept = core.embeddings.position_embeddings.data
    tokens, grid = kept[:, :2], kept[:, 2:].unflatten(1, (rows, -1))
    core.embeddings.position_embeddings.data = torch.cat([tokens, grid[:, :, : columns(frames)].flatten(1, 2)], dim=1)
    try:
        found["pooled"] = core(features).pooler_output[:, None]
        if line["head"]:
            found["logits"] = model(features).logits[:, None]
    finally:
        core.embeddings.position_embeddings.data = kept
        for hook in hooks:
            hook.remove()
    return found


def gradient(model: torch.nn.Module, line: dict, audio: np.ndarray, frames: int, names: list[str]) -> np.ndarray:
    x = torch.from_numpy(audio).double().requires_grad_(True)
    found = hear(model, line, x, frames)
    total = torch.zeros((), dtype=torch.float64)
    for name in names:
        weights = torch.from_numpy(projection(found[name][0].numel())).reshape(found[name].shape[1:])
        total = total + (found[name] * weights).sum()
    total.backward()
    return x.grad.numpy()


def clips(line: dict) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(line["seed"])
    noise = lambda *shape: 0.1 * rng.standard_normal(shape)
    batch = noise(2, 3_900)
    # One of them silent at its end, but for a constant: bands at the floor.
    batch[1] = np.where(np.arange(3_900) < 2_300, batch[1], 0.25)
    samples = FRAME + HOP * (line["config"]["max_length"] - 1) + 77
    whole = noise(1, samples) + 0.3 * np.sin(2 * np.pi * 440 * np.arange(samples) / RATE)
    made = dict(batch=batch, whole=whole)
    return {name: made[name].astype(np.float32) for name in line["clips"]}


def compare_extractor(line: dict, folder: Path, audio: np.ndarray) -> None:
    extractor = ASTFeatureExtractor.from_pretrained(folder)
    theirs = np.stack(extractor(list(audio), sampling_rate=RATE, return_tensors="np")["input_values"])
    ours = mel(torch.from_numpy(audio).double(), line, line["config"]["max_length"]).numpy()
    difference = np.abs(theirs - ours).max()
    print(f"  ASTFeatureExtractor and the same in double precision differ by {difference:.1e}")
    if difference > 2e-5:
        raise SystemExit("the spectrogram is not the feature extractor's")


def check_parameters(model: torch.nn.Module, line: dict, audio: torch.Tensor, rng: np.random.Generator) -> None:
    """Each parameter, moved by a tenth of its spread, changes some layer by more than 1e-3."""
    frames = line["config"]["max_length"]
    right = hear(model, line, audio, frames)
    for name, parameter in model.named_parameters():
        if name.endswith("k_proj.bias"):  # adds the same to all scores of a query
            continue
        with torch.no_grad():
            kept = parameter.clone()
            parameter += 0.1 * kept.std() * torch.from_numpy(rng.standard_normal(kept.shape))
            moved = hear(model, line, audio, frames)
            parameter.copy_(kept)
        change = max(float((moved[n] - right[n]).abs().max() / right[n].abs().max()) for n in right)
        if change < 1e-3:
            raise SystemExit(f"{name} hardly matters: {change:.1e}")


def mutated(model: torch.nn.Module, line: dict, name: str, audio: torch.Tensor) -> torch.Tensor:
    """`pooled` with a mistake in it."""
    frames, core = line["config"]["max_length"], model.base_model
    positions = core.embeddings.position_embeddings
    if name == "positions column by column":
        kept, columns = positions.data, (frames - line["config"]["patch_size"]) // line["config"]["time_stride"] + 1
        patches = kept[:, 2:].unflatten(1, (columns, -1)).transpose(1, 2).flatten(1, 2)
        positions.data = torch.cat([kept[:, :2], patches], dim=1)
        answer = hear(model, line, audio, frames)["pooled"]
        positions.data = kept
        return answer
    if name == "a patch turned":
        kernel = core.embeddings.patch_embeddings.projection.weight
        kept = kernel.data
        kernel.data = kept.transpose(2, 3).contiguous()
        answer = hear(model, line, audio, frames)["pooled"]
        kernel.data = kept
        return answer
    if name == "silence behind the sound":
        silence = audio.new_full((len(audio), HOP * frames + FRAME), 0.0)
        silence[:, : audio.shape[1]] = audio
        return hear(model, line, silence[:, : FRAME + HOP * (frames - 1)], frames)["pooled"]
    raise ValueError(name)


MUTATIONS = ["positions column by column", "a patch turned", "silence behind the sound"]


def make(name: str, line: dict) -> None:
    print(name)
    folder = GOLDENS / name
    save(draw(line), line, folder)
    kind = ASTForAudioClassification if line["head"] else ASTModel
    model, info = kind.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    if info["unexpected_keys"] or info["mismatched_keys"] or info["missing_keys"]:
        raise SystemExit(f"{folder} does not load cleanly: {info}")
    model = model.double().eval().requires_grad_(False)
    facts = {"cases": {}, "mutations": []}
    arrays = {}
    for case, audio in clips(line).items():
        compare_extractor(line, folder, audio)
        for window, frames in {"": line["config"]["max_length"], "-sound": frames_of(audio.shape[1])}.items():
            if window and frames == line["config"]["max_length"]:  # the same once more
                continue
            key = case + window
            with torch.no_grad():
                found = hear(model, line, torch.from_numpy(audio).double(), frames)
            arrays[f"{key}/audio"] = audio
            for layer, value in found.items():
                arrays[f"{key}/layer/{layer}"] = value.numpy().astype(np.float32)
            gradients = {"all": list(found)}
            if key == "batch":
                gradients |= {"mel": ["mel"], "last": [list(found)[-1]]}
            for gradient_key, names in gradients.items():
                arrays[f"{key}/gradient/{gradient_key}"] = gradient(model, line, audio, frames, names).astype(np.float32)
            facts["cases"][key] = {"layers": list(found), "gradients": gradients}
    batch = torch.from_numpy(clips(line)["batch"]).double()
    check_parameters(model, line, batch, np.random.default_rng(line["seed"] + 1))
    right = hear(model, line, batch, line["config"]["max_length"])["pooled"]
    for index, mutation in enumerate(MUTATIONS):
        with torch.no_grad():
            wrong = mutated(model, line, mutation, batch)[:1]
        difference = float((wrong - right[:1]).abs().max() / right[:1].abs().max())
        print(f"  {mutation}: {difference:.1e}")
        if difference < 1.2e-3:
            raise SystemExit("a mistake that the tests would not see")
        arrays[f"mutation/{index}"] = wrong.detach().numpy().astype(np.float32)
        facts["mutations"].append({"name": mutation, "layer": "pooled", "item": 0, "difference": difference})
    write_arrays(folder / "golden.safetensors", arrays)
    write_json(folder / "golden.json", facts)
    print(f"  {sum(f.stat().st_size for f in folder.iterdir()) / 1e3:.0f} kB")


def write_config_keys() -> None:
    """The keys of config.json that transformers has for AST, with their defaults, and those that its code reads."""
    config = ASTConfig()
    read = sorted(n for n in keys_read(Path(modeling.__file__).read_text()) if not callable(getattr(config, n, None)))
    known = {"defaults": json.loads(json.dumps(config.to_dict())), "read": read}
    write_json(GOLDENS / "ast/golden-config-keys.json", known)


if __name__ == "__main__":
    for name, line in LINES.items():
        if len(sys.argv) < 2 or name in sys.argv[1:]:
            make(name, line)
    write_config_keys()
