"""fixtures/goldens/whisper, whisper-128: small Whisper checkpoints and what transformers computes of them.

The spectrogram is worked out once more in double precision, so that it has a gradient, and compared with
WhisperFeatureExtractor; the encoder is transformers' own.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from transformers import WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperModel
from transformers.audio_utils import mel_filter_bank
from transformers.models.whisper import modeling_whisper

from checkpoint import write_arrays, write_json
from config_keys import keys_read
from reference import projection

GOLDENS = Path(__file__).resolve().parents[2] / "fixtures/goldens"
RATE = 16_000

# One second of window, so that the reference pads to a second instead of thirty.
LINES = {
    "whisper": dict(
        seed=11, head=True, extractor={}, clips=["batch", "whole", "brief"],
        config=dict(d_model=24, encoder_layers=2, encoder_attention_heads=3, encoder_ffn_dim=40, num_mel_bins=80),
    ),
    "whisper-128": dict(
        seed=14, head=False, extractor=dict(feature_size=128), clips=["batch"],
        config=dict(d_model=16, encoder_layers=3, encoder_attention_heads=2, encoder_ffn_dim=24, num_mel_bins=128),
    ),
}
TEXT = [*"abcdefghij", "Ġthe", "Ġa", "Ã©", "Ã", "<|endoftext|>"]
SPECIAL = ["<|startoftranscript|>", "<|en|>", "<|de|>", "<|fr|>", "<|translate|>", "<|transcribe|>", "<|notimestamps|>"]
START = len(TEXT)
PROMPT = [START, START + 2, START + 5, START + 6]  # German, transcribed
DECODER = dict(
    vocab_size=len(TEXT + SPECIAL) + 4, decoder_layers=2, decoder_attention_heads=2, decoder_ffn_dim=20, decoder_start_token_id=START,
    pad_token_id=START - 1, bos_token_id=START - 1, eos_token_id=START - 1, scale_embedding=True, max_source_positions=50, max_target_positions=16,
)


def values(name: str, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Every parameter at a scale where it matters."""
    normal = lambda scale: scale * rng.standard_normal(shape)
    fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 1
    if name.endswith("layer_norm.weight"):
        return rng.uniform(0.5, 1.6, shape) * np.where(rng.random(shape) < 0.25, -1, 1)
    if name.endswith("layer_norm.bias"):
        return normal(0.5)
    if "conv1.weight" in name:  # the spectrogram lies about 0, its bands are alike
        return normal(2 / math.sqrt(fan_in))
    if "conv" in name:
        return normal(0.3) - 0.9 if name.endswith("bias") else normal(1.7 / math.sqrt(fan_in))
    if "embed_positions" in name:
        return normal(0.5)
    if "embed_tokens" in name:
        return normal(1)
    if "fc1" in name:
        return normal(0.3) - 1.8 if name.endswith("bias") else normal(0.6 / math.sqrt(fan_in))
    if "fc2" in name:
        return normal(0.3) if name.endswith("bias") else normal(9 / math.sqrt(fan_in))
    if "q_proj" in name or "k_proj" in name:
        return normal(1.2) if name.endswith("bias") else normal(1.7 / math.sqrt(fan_in))
    return normal(0.3) if name.endswith("bias") else normal(1.2 / math.sqrt(fan_in))


def draw(line: dict) -> torch.nn.Module:
    config = WhisperConfig(**DECODER, **line["config"])
    model = (WhisperForConditionalGeneration if line["head"] else WhisperModel)(config).eval()
    rng = np.random.default_rng(line["seed"])
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            tensor.copy_(torch.from_numpy(values(name, tuple(tensor.shape), rng).astype(np.float32)))
    return model


def save(model: torch.nn.Module, line: dict, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.numpy() for name, value in model.state_dict().items() if name != "proj_out.weight"}
    write_arrays(folder / "model.safetensors", tensors)
    if line["head"]:
        write_json(folder / "vocab.json", {token: number for number, token in enumerate(TEXT[:-1])})
        write_json(folder / "added_tokens.json", {t: START - 1 + i for i, t in enumerate([TEXT[-1], *SPECIAL])})
    settings = {"model_type": "whisper", "architectures": [type(model).__name__]}
    write_json(folder / "config.json", settings | DECODER | line["config"])
    extractor = dict(feature_extractor_type="WhisperFeatureExtractor", chunk_length=1, feature_size=80)
    rest = dict(hop_length=160, n_fft=400, n_samples=RATE, nb_max_frames=100, padding_side="right", padding_value=0.0)
    write_json(
        folder / "preprocessor_config.json",
        extractor | line["extractor"] | rest | dict(return_attention_mask=False, sampling_rate=RATE),
    )


def mel(audio: torch.Tensor, bins: int, samples: int) -> torch.Tensor:
    """`[batch, samples] → [batch, bins, frames]` in the audio's precision, padded to a number of samples."""
    padded = torch.nn.functional.pad(audio, (0, samples - audio.shape[1]))
    window = torch.hann_window(400, dtype=audio.dtype)
    spectrum = torch.stft(padded, 400, 160, window=window, return_complex=True)
    powers = spectrum[..., :-1].abs() ** 2
    filters = torch.from_numpy(mel_filter_bank(201, bins, 0.0, 8000.0, RATE, "slaney", "slaney")).to(audio.dtype)
    logs = torch.clamp(filters.T @ powers, min=1e-10).log10()
    peak = logs.amax(dim=(1, 2), keepdim=True)
    return (torch.maximum(logs, peak - 8.0) + 4.0) / 4.0


def hear(model: torch.nn.Module, audio: torch.Tensor, samples: int) -> dict[str, torch.Tensor]:
    """Every layer by audiate's name, on the frames of the window."""
    encoder = model.get_encoder()
    found = {}
    first = lambda output: output[0] if isinstance(output, tuple) else output
    frames_first = lambda value: value.transpose(1, 2)
    keep = lambda name, pick=lambda v: v: lambda _m, _i, output: found.__setitem__(name, pick(output))
    keep_input = lambda name: lambda _m, inputs: found.__setitem__(name, inputs[0])
    features = mel(audio, model.config.num_mel_bins, samples)
    found["mel"] = frames_first(features)
    hooks = []
    for i, conv in enumerate([encoder.conv1, encoder.conv2]):
        hooks.append(conv.register_forward_hook(keep(f"conv.{i}.pre", frames_first)))
    hooks.append(encoder.layers[0].register_forward_pre_hook(keep_input("encoder.input")))
    for i, block in enumerate(encoder.layers):
        hooks.append(block.self_attn.register_forward_hook(keep(f"encoder.{i}.attention", first)))
        hooks.append(block.fc1.register_forward_hook(keep(f"encoder.{i}.ffn.pre")))
        hooks.append(block.fc2.register_forward_pre_hook(keep_input(f"encoder.{i}.ffn")))
        hooks.append(block.register_forward_hook(keep(f"encoder.{i}", first)))
    hooks.append(encoder.layer_norm.register_forward_hook(keep("encoder.norm")))
    try:
        if hasattr(model, "proj_out"):
            prompt = torch.tensor([PROMPT] * len(audio))
            logits = model(input_features=features, decoder_input_ids=prompt).logits
            found["language"] = logits[:, :1, START + 1 : START + 4]
            found["first-token"] = logits[:, -1:, :START]
        else:
            encoder(features)
    finally:
        for hook in hooks:
            hook.remove()
    for i in range(2):  # functional GELUs have no hook
        found[f"conv.{i}"] = torch.nn.functional.gelu(found[f"conv.{i}.pre"])
    return found


def own(found: dict[str, torch.Tensor], samples: int) -> dict[str, torch.Tensor]:
    """The frames that stand within the sound."""
    hop = lambda name: 160 if name == "mel" or name.startswith("conv.0") else 320
    whole = ("language", "first-token")  # of the clip
    return {n: value if n in whole else value[:, : math.ceil(samples / hop(n))] for n, value in found.items()}


def gradient(model: torch.nn.Module, audio: np.ndarray, samples: int, names: list[str]) -> np.ndarray:
    x = torch.from_numpy(audio).double().requires_grad_(True)
    found = own(hear(model, x, samples), audio.shape[1])
    total = torch.zeros((), dtype=torch.float64)
    for name in names:
        weights = torch.from_numpy(projection(found[name][0].numel())).reshape(found[name].shape[1:])
        total = total + (found[name] * weights).sum()
    total.backward()
    return x.grad.numpy()


def clips(line: dict) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(line["seed"])
    noise = lambda *shape: 0.1 * rng.standard_normal(shape)
    t = np.arange(RATE) / RATE
    batch = noise(2, 5_000)
    # One of them quiet on most frames, so that bands are clamped within the sound, too.
    batch[1] *= np.where(np.arange(5_000) < 1_500, 1, 3e-6)
    whole = noise(1, RATE) + 0.3 * np.sin(2 * np.pi * 440 * t)
    made = dict(batch=batch, whole=whole, brief=noise(1, 37))
    return {name: made[name].astype(np.float32) for name in line["clips"]}


def compare_extractor(line: dict, audio: np.ndarray) -> None:
    extractor = WhisperFeatureExtractor(chunk_length=1, **line["extractor"])
    theirs = extractor(list(audio), sampling_rate=RATE, return_tensors="np")["input_features"]
    ours = mel(torch.from_numpy(audio).double(), line["config"]["num_mel_bins"], RATE).numpy()
    difference = np.abs(theirs - ours).max()
    print(f"  WhisperFeatureExtractor and the same in double precision differ by {difference:.1e}")
    if difference > 1e-5:
        raise SystemExit("the spectrogram is not the feature extractor's")


def check_parameters(model: torch.nn.Module, audio: torch.Tensor, rng: np.random.Generator) -> None:
    """Each parameter, moved by a tenth of its spread, changes some layer by more than 1e-3."""
    right = hear(model, audio, RATE)
    matters = model if hasattr(model, "proj_out") else model.get_encoder()
    for name, parameter in matters.named_parameters():
        with torch.no_grad():
            kept = parameter.clone()
            parameter += 0.1 * kept.std() * torch.from_numpy(rng.standard_normal(kept.shape))
            moved = hear(model, audio, RATE)
            parameter.copy_(kept)
        change = max(float((moved[n] - right[n]).abs().max() / right[n].abs().max()) for n in right)
        if change < 1e-3:
            raise SystemExit(f"{name} hardly matters: {change:.1e}")


def mutated(model: torch.nn.Module, name: str, audio: torch.Tensor) -> torch.Tensor:
    """`encoder.norm` with a mistake in it."""
    encoder = model.get_encoder()
    if name == "the tanh GELU":
        for block in encoder.layers:
            block.activation_fn = torch.nn.GELU(approximate="tanh")
        answer = hear(model, audio, RATE)["encoder.norm"]
        for block in encoder.layers:
            block.activation_fn = torch.nn.GELU()
        return answer
    if name == "no positions":
        kept = encoder.embed_positions.weight.clone()
        with torch.no_grad():
            encoder.embed_positions.weight.zero_()
        answer = hear(model, audio, RATE)["encoder.norm"]
        with torch.no_grad():
            encoder.embed_positions.weight.copy_(kept)
        return answer
    raise ValueError(name)


MUTATIONS = ["the tanh GELU", "no positions"]


def make(name: str, line: dict) -> None:
    print(name)
    folder = GOLDENS / name
    save(draw(line), line, folder)
    kind = WhisperForConditionalGeneration if line["head"] else WhisperModel
    model, info = kind.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    if info["unexpected_keys"] or info["mismatched_keys"] or [k for k in info["missing_keys"] if "proj_out" not in k]:
        raise SystemExit(f"{folder} does not load cleanly: {info}")
    model = model.double().eval()
    facts = {"cases": {}, "mutations": []}
    arrays = {}
    for case, audio in clips(line).items():
        compare_extractor(line, audio)
        for window, samples in {"": RATE, "-sound": math.ceil(audio.shape[1] / 320) * 320}.items():
            if window and samples == RATE:  # the same once more
                continue
            key = case + window
            model.config.max_source_positions = samples // 320
            encoder = model.get_encoder()
            embedding = encoder.embed_positions
            encoder.embed_positions = torch.nn.Embedding.from_pretrained(embedding.weight[: samples // 320])
            with torch.no_grad():
                found = own(hear(model, torch.from_numpy(audio).double(), samples), audio.shape[1])
            arrays[f"{key}/audio"] = audio
            for layer, value in found.items():
                arrays[f"{key}/layer/{layer}"] = value.numpy().astype(np.float32)
            heads = [name for name in ("language", "first-token") if name in found]
            gradients = {"mel": ["mel"], "all": list(found)} | ({"decoder": heads} if heads else {})
            for gradient_key, names in gradients.items():
                arrays[f"{key}/gradient/{gradient_key}"] = gradient(model, audio, samples, names).astype(np.float32)
            facts["cases"][key] = {"layers": list(found), "gradients": gradients}
            encoder.embed_positions = embedding
            model.config.max_source_positions = 50
    whole = torch.from_numpy(clips(line)["batch"]).double()
    check_parameters(model, whole, np.random.default_rng(line["seed"] + 1))
    right = hear(model, whole, RATE)["encoder.norm"]
    for index, mutation in enumerate(MUTATIONS):
        with torch.no_grad():
            wrong = mutated(model, mutation, whole)[:1]
        difference = float((wrong - right[:1]).abs().max() / right[:1].abs().max())
        print(f"  {mutation}: {difference:.1e}")
        if difference < 1.2e-3:
            raise SystemExit("a mistake that the tests would not see")
        arrays[f"mutation/{index}"] = wrong[:, : math.ceil(whole.shape[1] / 320)].numpy().astype(np.float32)
        facts["mutations"].append({"name": mutation, "layer": "encoder.norm", "item": 0, "difference": difference})
    write_arrays(folder / "golden.safetensors", arrays)
    write_json(folder / "golden.json", facts)
    print(f"  {sum(f.stat().st_size for f in folder.iterdir()) / 1e3:.0f} kB")


def write_config_keys() -> None:
    """The keys of config.json that transformers has for Whisper, with their defaults, and those that its code reads."""
    config = WhisperConfig()
    source = Path(modeling_whisper.__file__).read_text()
    read = sorted(name for name in keys_read(source) if not callable(getattr(config, name, None)))
    known = {"defaults": json.loads(json.dumps(config.to_dict())), "read": read}
    write_json(GOLDENS / "whisper/golden-config-keys.json", known)


if __name__ == "__main__":
    for name, line in LINES.items():
        if len(sys.argv) < 2 or name in sys.argv[1:]:
            make(name, line)
    write_config_keys()
