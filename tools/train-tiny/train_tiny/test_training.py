"""Batches, labels and scores, and that a run which is stopped and resumed ends where an unbroken one does:
python3 -m unittest train_tiny.test_training"""

import contextlib
import io
import os
import tempfile
import unittest
from argparse import Namespace

import numpy as np
import torch

from .batches import Batches, frame_labels
from .corpus import make
from .model import build, frames
from .score import decode, edits
from .stored import load
from .tower import as_products
from .train import train


class Scores(unittest.TestCase):
    def test_edits_count_swaps_gaps_and_extras(self):
        for said, reference, expected in [([1, 2, 3], [1, 2, 3], 0), ([1, 3], [1, 2, 3], 1), ([], [4, 4], 2)]:
            self.assertEqual(edits(said, reference), expected)
        self.assertEqual(edits(list("kitten"), list("sitting")), 3)

    def test_greedy_ctc_drops_repeats_and_blanks(self):
        logits = torch.eye(40)[[0, 5, 5, 0, 5, 7, 7, 0]]
        self.assertEqual(decode(logits), [5, 5, 7])


class Tower(unittest.TestCase):
    def test_products_say_what_convolutions_say_and_learn_the_same(self):
        torch.manual_seed(3)
        model = build("tinyB").double().train()
        audio = torch.randn(2, 4007, dtype=torch.float64)
        weights = [layer.conv.weight for layer in model.wav2vec2.feature_extractor.conv_layers]

        def outcome():
            answer = model(audio).logits
            return [answer.detach(), *torch.autograd.grad(answer.square().sum(), weights)]

        expected = outcome()
        as_products(model)
        for mine, theirs in zip(outcome(), expected):
            self.assertLess(float((mine - theirs).abs().max()), 1e-10 * float(theirs.abs().max()))


class Labels(unittest.TestCase):
    def test_a_frame_has_the_phone_at_its_centre_and_equal_neighbours_stay_apart(self):
        times = np.array([[0.04, 0.1], [0.1, 0.16], [0.16, 0.2]])
        labels = frame_labels([3, 3, 9], times, 12)
        self.assertEqual(decode(torch.eye(40)[labels]), [3, 3, 9])
        self.assertEqual(labels[0], 0)
        self.assertEqual(labels[9], 9)  # centre at 9 × 20 + 12.5 ms

    def test_frames_agree_with_the_model(self):
        for samples in (400, 16000, 16123):
            logits = build("tinyB")(torch.randn(1, samples)).logits
            self.assertEqual(logits.shape[1], frames(samples))


class Resuming(unittest.TestCase):
    def test_a_batch_depends_on_its_step_alone_and_a_resumed_run_ends_where_an_unbroken_one_does(self):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            make(os.path.join(folder, "corpus"), 5, 1, {("espeak", ""): 1}, sentences=12)
            corpus = load(os.path.join(folder, "corpus"))
            again = [Batches(corpus, 1, 6)(3)[0] for _ in range(2)]
            self.assertTrue(torch.equal(*again))
            self.assertFalse(torch.equal(again[0][:1, :4000], Batches(corpus, 1, 6)(4)[0][:1, :4000]))

            def run(out, until):
                options = {"name": "tinyB", "start": None, "freeze": 0, "steps": 4, "until": until, "seed": 3}
                more = {"seconds": 6, "rate": 1e-3, "decay": 0.5, "optimizer": "adamw", "every": 2}
                train(Namespace(out=os.path.join(folder, out), **options, **more), corpus, {})
                return torch.load(os.path.join(folder, out, "checkpoint.pt"), weights_only=True)["model"]

            unbroken = run("a", None)
            run("b", 2)
            resumed = run("b", None)
            for name, value in unbroken.items():
                self.assertTrue(torch.equal(value, resumed[name]), name)


if __name__ == "__main__":
    unittest.main()
