"""Optimizers and their learning rate."""

import torch


def rate(step, steps, peak, decay, warmup=200):
    """Learning rate: up, level, and over the last `decay` of the steps down to zero as 1 − √. Level means that
    `--steps` may be changed at a resume before the way down begins."""
    begins = steps * (1 - decay)
    falling = 1 - (max(0, step - begins) / (steps - begins)) ** 0.5
    return peak * min(1, (step + 1) / warmup) * falling


def optimizers_of(model, peak, kind):
    """AdamW for everything, or Muon for the blocks' matrices (its steps scaled to AdamW's) and AdamW for the rest."""
    names = {name: p for name, p in model.named_parameters() if p.requires_grad}
    muon = [p for name, p in names.items() if kind == "muon" and "encoder.layers" in name and p.ndim == 2]
    rest = [p for p in names.values() if not any(p is other for other in muon)]
    matrices, vectors = [p for p in rest if p.ndim > 1], [p for p in rest if p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": 0.02}, {"params": vectors, "weight_decay": 0}]
    found = [torch.optim.AdamW(groups, lr=peak, betas=(0.9, 0.98))]
    if muon:
        found.append(torch.optim.Muon(muon, lr=peak, weight_decay=0.02, adjust_lr_fn="match_rms_adamw"))
    return found


def step_all(optimizers, value):
    """One step of each at the learning rate `value`."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = value
        optimizer.step()
