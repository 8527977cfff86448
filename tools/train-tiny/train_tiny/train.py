"""Trains one model, and goes on from its own checkpoint:
python3 -m train_tiny.train tiny --corpus DIR … --out DIR --steps 6000"""

import argparse
import os
import time

import torch

from .batches import Batches
from .losses import losses, weights
from .model import build, exported
from .optimize import optimizers_of, rate, step_all
from .score import phone_error, recorded, synthetic
from .stored import load
from .tower import as_products


def save(path, step, seconds, model, optimizers):
    kept = [optimizer.state_dict() for optimizer in optimizers]
    state = {"step": step, "seconds": seconds, "model": model.state_dict(), "optimizers": kept}
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def resume(path, model, optimizers):
    """The step and the seconds heard at the checkpoint `path`; zeros where there is none."""
    if not os.path.exists(path):
        return 0, 0.0
    kept = torch.load(path, weights_only=True)
    model.load_state_dict(kept["model"])
    for optimizer, state in zip(optimizers, kept["optimizers"]):
        optimizer.load_state_dict(state)
    return kept["step"], kept["seconds"]


def freeze(model, count):
    """Leaves the first `count` convolutions as they are, which spares a third of a step: trained ones, of `--start`."""
    for layer in model.wav2vec2.feature_extractor.conv_layers[:count]:
        layer.requires_grad_(False)


def fast_bfloat16():
    """Whether this processor multiplies in bfloat16; elsewhere it would be several times slower than float32."""
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def learn(model, optimizers, batch, step, args):
    """One step; gives the CTC loss and the audio's seconds. A gradient that isn't finite is passed over."""
    audio, labels, targets, counts = batch
    model.train()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast_bfloat16()):
        logits = model(audio).logits
    ctc, frames = losses(logits, labels, targets, counts)
    of_ctc, of_frames = weights(step, args.steps, args.start)
    model.zero_grad()
    (of_ctc * ctc + of_frames * frames).backward()
    if torch.isfinite(torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)):
        step_all(optimizers, rate(step, args.steps, args.rate, args.decay))
    return ctc.item(), audio.numel() / 16000


def train(args, corpus, checks):
    os.makedirs(args.out, exist_ok=True)
    torch.manual_seed(args.seed)
    model = as_products(exported(args.start) if args.start else build(args.name))
    freeze(model, args.freeze)
    optimizers = optimizers_of(model, args.rate, args.optimizer)
    path = os.path.join(args.out, "checkpoint.pt")
    first, heard = resume(path, model, optimizers)
    batches = Batches(corpus, args.seed, args.seconds)
    print(f"{args.name}: {corpus.hours():.2f} h, {sum(p.numel() for p in model.parameters())} parameters, step {first}")
    begun, before, mean = time.time(), heard, None
    until = min(args.until or args.steps, args.steps)
    for step in range(first, until):
        ctc, seconds = learn(model, optimizers, batches(step), step, args)
        heard += seconds
        mean = ctc if mean is None else 0.98 * mean + 0.02 * ctc
        done, took = step + 1, time.time() - begun
        if done % 50 == 0:
            left = took / (done - first) * (until - done) / 60
            speed = (heard - before) / took
            rates = f"{speed:.0f}x, {left:.0f} min left"
            print(f"{done}/{args.steps} {heard / 3600:.2f} h heard, ctc {mean:.3f}, {rates}", flush=True)
        if done % args.every == 0 or done == until:
            save(path, done, heard, model, optimizers)
            errors = "  ".join(f"{key} {phone_error(model, clips):.1f}" for key, clips in checks.items())
            print(f"{time.strftime('%H:%M:%S')} {done}: phone error % {errors}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=["tiny", "tinyB"])
    parser.add_argument("--corpus", nargs="+", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--start", help="folder of an exported model whose weights to begin from")
    parser.add_argument("--freeze", type=int, default=0, help="convolutions that stay as they are")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--until", type=int, help="stop here, short of --steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=16, help="of audio in a batch")
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--decay", type=float, default=0.3, help="the last share of the steps: the rate falls")
    parser.add_argument("--optimizer", choices=["adamw", "muon"], default="adamw")
    parser.add_argument("--every", type=int, default=500, help="steps between checkpoints")
    parser.add_argument("--check", action="append", default=[], help="name=folder of a corpus to report on")
    parser.add_argument("--cards", help="folder of recorded clips to report on")
    args = parser.parse_args()
    torch.set_num_threads(1)
    checks = {}
    for item in args.check:
        key, _, folder = item.partition("=")
        checks[key] = synthetic(load(folder, most=80))
    if args.cards:
        checks["cards"] = recorded(args.cards)
    train(args, load(*args.corpus), checks)


if __name__ == "__main__":
    main()
