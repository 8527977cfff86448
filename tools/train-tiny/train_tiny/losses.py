"""What training minimises: CTC on the phones, and cross-entropy on each frame's phone."""

import torch
import torch.nn.functional as F


def weights(step, steps, started):
    """(of CTC, of the frames). The frames' labels show the way early; CTC then finds its own timing, and does from the
    first step on where the model `started` from trained weights."""
    part = 1 if started else step / steps
    return min(1, 0.1 + part / 0.15), max(0.2, 1 - 2 * part)


def losses(logits, labels, targets, counts):
    """`logits` [clips, frames, 40] and a batch's labels: (CTC per phone, cross-entropy per frame)."""
    logs = F.log_softmax(logits.float(), -1)
    frames = torch.full((len(counts),), logs.shape[1])
    ctc = F.ctc_loss(logs.transpose(0, 1), targets, frames, counts, zero_infinity=True)
    classes = torch.ones(logs.shape[-1])
    classes[0] = 0.3  # most frames of a padded batch are silence
    return ctc, F.nll_loss(logs.flatten(0, 1), labels.flatten(), classes)
