"""Resuming, dead features and the export: python3 -m unittest train_sae.test_training"""

import contextlib
import io
import os
import tempfile
import unittest
from argparse import Namespace

import torch

from .export import exported
from .topk import TopK, kept
from .train import DEAD_AFTER, losses, train


def mixtures(frames=4000, channels=16, seed=3):
    """Frames that are sums of few of 24 vectors."""
    generator = torch.Generator().manual_seed(seed)
    parts = torch.randn(24, channels, generator=generator)
    on = (torch.rand(frames, 24, generator=generator) < 0.1).float() * torch.rand(frames, 24, generator=generator)
    x = on @ parts
    return x / x.square().mean().sqrt()


def settings(out, **changes):
    usual = dict(out=out, features=32, k=4, steps=600, until=0, batch=256, rate=3e-3, seed=1, threads=1, scale=2.0)
    return Namespace(**{**usual, **changes})


def quietly(*given):
    with contextlib.redirect_stdout(io.StringIO()):
        return train(*given)


class Training(unittest.TestCase):
    def test_a_resumed_run_ends_where_an_unbroken_one_does(self):
        x = mixtures()
        with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as parts:
            once = quietly(x, settings(whole))
            quietly(x, settings(parts, until=250))
            twice = quietly(x, settings(parts))
        for name, value in once.state_dict().items():
            self.assertTrue(torch.equal(value, twice.state_dict()[name]), name)

    def test_explains_sparse_mixtures(self):
        x = mixtures()
        with tempfile.TemporaryDirectory() as out:
            model = quietly(x, settings(out))
        unexplained, _, on = losses(model, x, torch.zeros(32))
        self.assertLess(float(unexplained), 0.1)
        self.assertLessEqual(int(on.sum(1).max()), 4)
        self.assertTrue(torch.allclose(model.decoder.norm(dim=1), torch.ones(32), atol=1e-5))

    def test_dead_features_get_a_gradient(self):
        model = TopK(16, 32, 4, torch.Generator().manual_seed(1))
        with torch.no_grad():
            model.encoder_bias[:8] = -100
        idle = torch.zeros(32)
        idle[:8] = DEAD_AFTER + 1
        unexplained, again, on = losses(model, mixtures(200), idle)
        self.assertFalse(bool(on[:, :8].any()))
        with torch.no_grad():
            model.encoder_bias[:8] = -1
        unexplained, again, on = losses(model, mixtures(200), idle)
        again.backward()
        self.assertGreater(float(model.encoder.grad[:8].abs().sum()), 0)
        self.assertEqual(float(model.encoder.grad[8:].abs().sum()), 0)

    def test_kept_are_the_largest_above_zero(self):
        before = torch.tensor([[3.0, -1.0, 2.0, 1.0], [-4.0, -3.0, -2.0, 0.5]])
        self.assertEqual(kept(before, 2).tolist(), [[3, 0, 2, 0], [0, 0, 0, 0.5]])

    def test_the_export_is_the_model_in_units_of_the_layer(self):
        x = mixtures(64)
        with tempfile.TemporaryDirectory() as out:
            model = quietly(x, settings(out, steps=50))
            state = torch.load(os.path.join(out, "checkpoint.pt"), weights_only=True)
        cfg, half = exported(state, "blocks.2.hook_resid_post")
        weights = {name: value.float() for name, value in half.items()}
        raw = x / 2.0  # what was scaled by 2
        before = (raw - weights["b_dec"]) @ weights["W_enc"] + weights["b_enc"]
        again = kept(before, cfg["k"]) @ weights["W_dec"] + weights["b_dec"]
        expected = model.decode(model(x)[0]) / 2.0
        close = ((again - expected).square().sum() / expected.square().sum()).sqrt()
        self.assertLess(float(close), 0.02)


if __name__ == "__main__":
    unittest.main()
