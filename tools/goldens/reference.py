"""What the reference implementation computes: every layer by audiate's name, and the waveform gradient."""

import numpy as np
import torch
from transformers import Wav2Vec2FeatureExtractor


def normalize(audio: torch.Tensor) -> torch.Tensor:
    """Wav2Vec2FeatureExtractor's zero mean and unit variance, differentiable; see `check_normalize`."""
    mean = audio.mean(dim=1, keepdim=True)
    return (audio - mean) / torch.sqrt(audio.var(dim=1, correction=0, keepdim=True) + 1e-7)


def check_normalize(audio: np.ndarray) -> None:
    extractor = Wav2Vec2FeatureExtractor(do_normalize=True)
    theirs = np.stack(extractor(list(audio), sampling_rate=16000)["input_values"])
    ours = normalize(torch.from_numpy(audio)).numpy()
    assert np.abs(ours - theirs).max() < 1e-5 * np.abs(theirs).max(), "normalize differs from the feature extractor"


def layers(model: torch.nn.Module, heard: torch.Tensor) -> dict[str, torch.Tensor]:
    """Every named layer, [batch, frames, channels], of audio that is already normalised."""
    found: dict[str, torch.Tensor] = {}
    core = model.base_model
    stable = core.config.do_stable_layer_norm

    def keep(name, pick=lambda output: output):
        return lambda _module, _inputs, output: found.__setitem__(name, pick(output))

    def keep_input(name, pick=lambda value: value):
        return lambda _module, inputs: found.__setitem__(name, pick(inputs[0]))

    first = lambda output: output[0] if isinstance(output, tuple) else output
    frames_first = lambda value: value.transpose(1, 2)
    hooks = []
    for i, conv in enumerate(core.feature_extractor.conv_layers):
        hooks.append(conv.activation.register_forward_pre_hook(keep_input(f"conv.{i}.pre", frames_first)))
        hooks.append(conv.register_forward_hook(keep(f"conv.{i}", frames_first)))
    hooks.append(core.feature_projection.register_forward_hook(keep("projection", first)))
    hooks.append(core.encoder.layers[0].register_forward_pre_hook(keep_input("encoder.input")))
    for i, block in enumerate(core.encoder.layers):
        hooks.append(block.attention.register_forward_hook(keep(f"encoder.{i}.attention", first)))
        activation = block.feed_forward.intermediate_act_fn
        hooks.append(activation.register_forward_pre_hook(keep_input(f"encoder.{i}.ffn.pre")))
        hooks.append(activation.register_forward_hook(keep(f"encoder.{i}.ffn")))
        hooks.append(block.register_forward_hook(keep(f"encoder.{i}", first)))
    if stable:
        hooks.append(core.encoder.layer_norm.register_forward_hook(keep("encoder.norm")))
    for i, layer in enumerate(getattr(getattr(core, "adapter", None), "layers", [])):
        hooks.append(layer.register_forward_hook(keep(f"adapter.{i}", frames_first)))
    of_clip = lambda value: value if value.dim() == 3 else value.unsqueeze(1)
    if hasattr(model, "tdnn"):
        hooks.append(model.feature_extractor.register_forward_hook(keep("embedding", of_clip)))
    if hasattr(model, "classifier"):
        hooks.append(model.classifier.register_forward_hook(keep("classifier", of_clip)))
    if hasattr(model, "lm_head"):
        hooks.append(model.lm_head.register_forward_hook(keep("logits")))
    try:
        model(heard)
    finally:
        for hook in hooks:
            hook.remove()
    return found


def hear(model: torch.nn.Module, audio: torch.Tensor, do_normalize: bool) -> dict[str, torch.Tensor]:
    return layers(model, normalize(audio) if do_normalize else audio)


def projection(count: int) -> np.ndarray:
    """Fixed pseudo-random weights that the TypeScript test makes, too: sin(0.37 (i + 1)²)."""
    i = np.arange(1, count + 1, dtype=np.float64)
    return np.sin(0.37 * i * i)


def gradient(model: torch.nn.Module, audio: np.ndarray, do_normalize: bool, names: list[str]) -> np.ndarray:
    """d/d audio of the sum over the named layers and the items of Σ projection · activation, each item by itself."""
    x = torch.from_numpy(audio).double().requires_grad_(True)
    found = hear(model, x, do_normalize)
    total = torch.zeros((), dtype=torch.float64)
    for name in names:
        weights = torch.from_numpy(projection(found[name][0].numel())).reshape(found[name].shape[1:])
        total = total + (found[name] * weights).sum()
    total.backward()
    return x.grad.numpy()
