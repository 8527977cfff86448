"""Trains a TopK autoencoder, and goes on from its own checkpoint:
python3 -m train_sae.train HEARD --out OUT --features 512 --k 12 --steps 8000

HEARD is what train_sae.hear wrote. After Gao et al. 2024 (Scaling and evaluating sparse autoencoders): features that were off for
long learn to explain what the others leave over."""

import argparse
import glob
import os
import time

import numpy as np
import torch

from .topk import TopK, kept

DEAD_AFTER = 200_000  # frames
AUXILIARY = 1 / 32  # weight of the loss of dead features


def load(folder):
    paths = sorted(glob.glob(os.path.join(folder, "*.npy")))
    if not paths:
        raise FileNotFoundError(f"nothing heard in {folder}: python3 -m train_sae.hear MODEL LAYER CORPUS {folder}")
    return torch.from_numpy(np.concatenate([np.load(path) for path in paths]).astype(np.float32))


def rate(step, steps, peak):
    """Warms up over 200 steps, falls to zero over the last fifth."""
    return peak * min(1, (step + 1) / 200, 5 * (1 - step / steps))


def losses(model, x, idle):
    """What is left unexplained of a batch, as a part of its variance; the same of the leftover by dead features; who was on."""
    features, before = model(x)
    explained = model.decode(features)
    total = (x - x.mean(0)).square().sum()
    left = x - explained
    unexplained = left.square().sum() / total
    dead = idle > DEAD_AFTER
    if not dead.any():
        return unexplained, torch.zeros(()), features > 0
    chosen = kept(before.masked_fill(~dead, -torch.inf), min(x.shape[1] // 2, int(dead.sum())))
    leftover = left.detach()
    again = (leftover - chosen @ model.decoder).square().sum() / leftover.square().sum()
    return unexplained, again, features > 0


def save(path, state):
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def begin(x, args):
    """A new model, its decoder's bias the mean frame."""
    generator = torch.Generator().manual_seed(args.seed)
    model = TopK(x.shape[1], args.features, args.k, generator)
    with torch.no_grad():
        model.decoder_bias.copy_(x.mean(0))
    return model


def train(x, args):
    """Trains on frames that were scaled by `args.scale` to a mean square of 1; gives the model."""
    torch.set_num_threads(args.threads)
    model = begin(x, args)
    optimizer = torch.optim.Adam(model.parameters(), lr=args.rate, betas=(0.9, 0.999))
    idle, first = torch.zeros(args.features), 0
    path = os.path.join(args.out, "checkpoint.pt")
    if os.path.exists(path):
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        idle, first = state["idle"], state["step"]
    begun, until = time.time(), min(args.steps, args.until or args.steps)
    for step in range(first, until):
        generator = torch.Generator().manual_seed(args.seed * 1_000_003 + step)
        batch = x[torch.randint(len(x), (args.batch,), generator=generator)]
        for group in optimizer.param_groups:
            group["lr"] = rate(step, args.steps, args.rate)
        unexplained, again, on = losses(model, batch, idle)
        optimizer.zero_grad()
        (unexplained + AUXILIARY * again).backward()
        model.along_unit_length()
        optimizer.step()
        model.to_unit_length()
        idle = torch.where(on.any(0), 0, idle + args.batch)
        if (step + 1) % 500 == 0 or step + 1 == until:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "idle": idle, "step": step + 1}
            save(path, {**state, "k": args.k, "scale": args.scale})
            dead = int((idle > DEAD_AFTER).sum())
            print(f"step {step + 1}: {100 * unexplained:.1f} % unexplained, {dead} dead, {time.time() - begun:.0f} s", flush=True)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("heard")
    parser.add_argument("--out", required=True)
    parser.add_argument("--features", type=int, default=512)
    parser.add_argument("--k", type=int, default=12)
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--until", type=int, default=0, help="stop here; a later run goes on")
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    x = load(args.heard)
    args.scale = scale_of(x)
    x *= args.scale
    train(x, args)


def scale_of(x):
    """What makes the mean square of a frame's channels 1."""
    return float(1 / x.square().mean().sqrt())


if __name__ == "__main__":
    main()
