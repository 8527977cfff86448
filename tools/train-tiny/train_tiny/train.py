"""Trains one model: python3 -m train_tiny.train tiny --corpus DIR --out DIR --steps 6000. Goes on from its own checkpoint."""

import argparse
import os
import time

import torch
import torch.nn.functional as F

from .batches import Batches
from .model import build
from .score import phone_error, recorded, synthetic
from .stored import load


def rate(step, steps, peak, warmup=200, decay=0.3):
    """Learning rate: up, level, and over the last `decay` of the steps down to zero as 1 − √. Level means that
    `--steps` may be changed at a resume before the way down begins."""
    begins = steps * (1 - decay)
    falling = 1 - (max(0, step - begins) / (steps - begins)) ** 0.5
    return peak * min(1, (step + 1) / warmup) * falling


def frame_weight(step, steps):
    """Weight of the frame labels beside CTC: they show the way early, CTC finds its own timing later."""
    return max(0.2, 1 - 2.0 * step / steps)


def loss_of(logits, labels, targets, counts, weight):
    logs = F.log_softmax(logits.float(), -1)
    frames = torch.full((len(counts),), logs.shape[1])
    ctc = F.ctc_loss(logs.transpose(0, 1), targets, frames, counts, zero_infinity=True)
    classes = torch.ones(logs.shape[-1])
    classes[0] = 0.3  # most frames of a padded batch are silence
    return ctc + weight * F.nll_loss(logs.flatten(0, 1), labels.flatten(), classes), ctc


def save(path, step, model, optimizer):
    torch.save({"step": step, "model": model.state_dict(), "optimizer": optimizer.state_dict()}, path + ".part")
    os.replace(path + ".part", path)


def train(name, corpus, out, steps, until, seed, seconds, peak, checks, every):
    os.makedirs(out, exist_ok=True)
    torch.manual_seed(seed)
    model = build(name)
    decayed = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.02}, {"params": others, "weight_decay": 0}], lr=peak, betas=(0.9, 0.98)
    )
    path, first = os.path.join(out, "checkpoint.pt"), 0
    if os.path.exists(path):
        kept = torch.load(path, weights_only=True)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        first = kept["step"]
    batches = Batches(corpus, seed, seconds)
    print(f"{name}: {corpus.hours():.2f} h, {sum(p.numel() for p in model.parameters())} parameters, from step {first}")
    begun, heard, mean = time.time(), 0.0, None
    for step in range(first, until):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, steps, peak)
        audio, labels, targets, counts = batches(step)
        model.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(audio).logits
        loss, ctc = loss_of(logits, labels, targets, counts, frame_weight(step, steps))
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        if torch.isfinite(norm):
            optimizer.step()
        heard += audio.numel() / 16000
        mean = ctc.item() if mean is None else 0.98 * mean + 0.02 * ctc.item()
        done = step + 1
        if done % 50 == 0:
            speed = heard / (time.time() - begun)
            left = (time.time() - begun) / (done - first) * (until - done) / 60
            print(f"{done}/{steps} ctc {mean:.3f} norm {norm:.1f} {speed:.0f}x left {left:.0f} min", flush=True)
        if done % every == 0 or done == until:
            save(path, done, model, optimizer)
            errors = "  ".join(f"{key} {phone_error(model, clips):.1f}" for key, clips in checks.items())
            print(f"{time.strftime('%H:%M:%S')} {done}: phone error % {errors}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=["tiny", "tinyB"])
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--until", type=int, help="stop here, short of --steps")
    parser.add_argument("--shards", type=int, help="only this many of the corpus's")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30, help="of audio in a batch")
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--every", type=int, default=500, help="steps between checkpoints")
    parser.add_argument("--check", action="append", default=[], help="name=folder of a corpus to report on")
    parser.add_argument("--cards", help="folder of recorded clips to report on")
    args = parser.parse_args()
    torch.set_num_threads(1)
    checks = {}
    for item in args.check:
        key, _, folder = item.partition("=")
        checks[key] = synthetic(load(folder, 80))
    if args.cards:
        checks["cards"] = recorded(args.cards)
    corpus = load(args.corpus, shards=args.shards)
    until = min(args.until or args.steps, args.steps)
    train(args.name, corpus, args.out, args.steps, until, args.seed, args.seconds, args.rate, checks, args.every)


if __name__ == "__main__":
    main()
