"""Makes fixtures/goldens/loop.json: what PyTorch's and numpy's schedules give, and when PyTorch calls a score flat."""

import json
import warnings
from pathlib import Path

import numpy as np
import torch
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    ReduceLROnPlateau,
    SequentialLR,
)

STEPS = 20
PEAK = 0.005


def rates(make) -> list[float]:
    """The learning rate of each step."""
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=PEAK)
    scheduler = make(optimizer)
    found = []
    for _ in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def warm(optimizer, warmup: int = 4) -> SequentialLR:
    rise = LinearLR(optimizer, start_factor=1 / (warmup + 1), end_factor=1, total_iters=warmup)
    fall = CosineAnnealingLR(optimizer, T_max=STEPS - warmup, eta_min=PEAK / 20)
    return SequentialLR(optimizer, [rise, fall], milestones=[warmup])


def first_flat(scores: list[float], patience: int, threshold: float) -> int | None:
    """The first score, counted from 0, at which ReduceLROnPlateau would act."""
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    scheduler = ReduceLROnPlateau(optimizer, mode="max", factor=0.5, patience=patience - 1, threshold=threshold)
    for i, score in enumerate(scores):
        scheduler.step(score)
        if optimizer.param_groups[0]["lr"] < 1:
            return i
    return None


def main() -> None:
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(5)
    at = np.arange(STEPS) / STEPS
    scores = [(1 - np.exp(-np.arange(60) / scale) + 0.01 * rng.standard_normal(60) + 1).tolist() for scale in (3, 9, 40)]
    golden = {
        "steps": STEPS,
        "schedules": {
            "linear": rates(lambda o: LinearLR(o, start_factor=1, end_factor=0.2, total_iters=10)),
            "cosine": rates(lambda o: CosineAnnealingLR(o, T_max=STEPS, eta_min=PEAK / 20)),
            "exponential": rates(lambda o: ExponentialLR(o, gamma=0.01 ** (1 / STEPS))),
            "hold": rates(lambda o: MultiStepLR(o, milestones=[5, 15], gamma=0.1)),
            "points": np.interp(at, [0.1, 0.35, 0.8], [1, -2, 3]).tolist(),
            "warmup": rates(warm),
        },
        "plateaus": [
            {"scores": curve, "looks": looks, "tolerance": tolerance, "flat": first_flat(curve, looks, tolerance)}
            for curve in scores
            for looks, tolerance in ((3, 0.001), (6, 0.01))
        ],
    }
    path = Path(__file__).resolve().parents[2] / "fixtures/goldens/loop.json"
    path.write_text(json.dumps(golden, indent=1) + "\n")
    print({name: values[:3] for name, values in golden["schedules"].items()})
    print([(p["looks"], p["tolerance"], p["flat"]) for p in golden["plateaus"]])


if __name__ == "__main__":
    main()
