"""A sparse autoencoder that keeps the k largest features of a frame."""

import torch


class TopK(torch.nn.Module):
    """Reads frames `[frames, channels]` that were scaled to a mean square of 1. Rows of `decoder` have unit length."""

    def __init__(self, channels, features, k, generator):
        super().__init__()
        rows = torch.nn.functional.normalize(torch.randn(features, channels, generator=generator), dim=1)
        self.k = k
        self.decoder = torch.nn.Parameter(rows.clone())
        self.encoder = torch.nn.Parameter(rows.clone())
        self.encoder_bias = torch.nn.Parameter(torch.zeros(features))
        self.decoder_bias = torch.nn.Parameter(torch.zeros(channels))

    def before(self, x):
        return (x - self.decoder_bias) @ self.encoder.T + self.encoder_bias

    def forward(self, x):
        """Features, and what they were chosen from: both `[frames, features]`."""
        before = self.before(x)
        return kept(before, self.k), before

    def decode(self, features):
        return features @ self.decoder + self.decoder_bias

    @torch.no_grad()
    def to_unit_length(self):
        self.decoder.copy_(torch.nn.functional.normalize(self.decoder, dim=1))

    @torch.no_grad()
    def along_unit_length(self):
        """Takes out of the gradient what would only change the length of rows."""
        slope = self.decoder.grad
        slope -= (slope * self.decoder).sum(1, keepdim=True) * self.decoder


def kept(before, k):
    """The k largest of each row where they are above 0, zeros elsewhere."""
    values, places = before.topk(k, dim=1)
    return torch.zeros_like(before).scatter(1, places, values.relu())
