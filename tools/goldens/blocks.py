"""Checks that nothing in a checkpoint is so weak that a test would miss it."""

import copy

import numpy as np
import torch
from torch import nn

from reference import hear


def difference(a: torch.Tensor, b: torch.Tensor) -> float:
    """max|a − b| / max|b|, the largest over the items, as the tests compare layers."""
    return max(((x - y).abs().max() / y.abs().max()).item() for x, y in zip(a, b))


def check_blocks(model: nn.Module, audio: torch.Tensor, do_normalize: bool, found: dict[str, torch.Tensor]) -> None:
    """Every block and both of its branches change what the block is given by more than 10 %."""
    for i in range(len(model.base_model.encoder.layers)):
        before = found["encoder.input" if i == 0 else f"encoder.{i - 1}"]

        def without(branch: str) -> torch.Tensor:
            """The output of block i when one of its two branches adds nothing."""
            spoiled = copy.deepcopy(model)
            inner = getattr(spoiled.base_model.encoder.layers[i], branch)
            last = inner.out_proj if branch == "attention" else inner.output_dense
            with torch.no_grad():
                last.weight.zero_()
                last.bias.zero_()
                return hear(spoiled, audio, do_normalize)[f"encoder.{i}"]

        changes = {
            "block": difference(found[f"encoder.{i}"], before),
            "attention": (found[f"encoder.{i}.attention"].abs().amax() / before.abs().amax()).item(),
            "without attention": difference(without("attention"), found[f"encoder.{i}"]),
            "without ffn": difference(without("feed_forward"), found[f"encoder.{i}"]),
        }
        print(f"  encoder.{i}: " + ", ".join(f"{name} {100 * value:.0f} %" for name, value in changes.items()))
        assert all(value > 0.1 for value in changes.values()), f"encoder.{i} is too weak: {changes}"


def check_parameters(model: nn.Module, audio: torch.Tensor, do_normalize: bool) -> None:
    """Moving any single parameter tensor by 10 % of its size changes some layer by more than 1e-3."""
    with torch.no_grad():
        right = hear(model, audio, do_normalize)
        weak = {}
        for name, parameter in model.named_parameters():
            if name.endswith(("k_proj.bias", "masked_spec_embed", "objective.weight")):
                continue  # softmax takes out the first, the others serve training only
            kept = parameter.clone()
            noise = torch.randn(kept.shape, generator=torch.Generator().manual_seed(0))
            parameter.add_(0.1 * kept.std() * noise)
            moved = hear(model, audio, do_normalize)
            parameter.copy_(kept)
            weak[name] = max(difference(moved[layer], right[layer]) for layer in right)
    name = min(weak, key=weak.get)
    print(f"  weakest parameter: {name}, {weak[name]:.2g} when moved by a tenth of its size")
    assert weak[name] > 1e-3, f"{name} is too weak"


def clip(rng: np.random.Generator, samples: int, rms: list[float]) -> np.ndarray:
    """Noise with a slow swell and an offset, float32 [items, samples]; a quiet item makes epsilons show."""
    t = np.arange(samples) / samples
    items = []
    for level in rms:
        noise = np.convolve(rng.standard_normal(samples + 2), [0.3, 1.0, -0.4], "valid")
        wave = noise * (0.4 + np.sin(np.pi * (t + rng.random())) ** 2) + 0.4
        items.append(level * wave / np.sqrt(np.mean(wave**2)))
    return np.stack(items).astype(np.float32)
