"""Wav2Vec2 of base's kind (group norm, norms after the blocks) in plain PyTorch, by Hugging Face's names, for machines without transformers."""
from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch import nn

STRIDES, KERNELS = (5, 2, 2, 2, 2, 2, 2), (10, 3, 3, 3, 3, 2, 2)


class ConvLayer(nn.Module):
    def __init__(self, inputs, width, kernel, stride, norm):
        super().__init__()
        self.conv = nn.Conv1d(inputs, width, kernel, stride, bias=False)
        if norm:
            self.layer_norm = nn.GroupNorm(width, width)

    def forward(self, x):
        x = self.conv(x)
        return F.gelu(self.layer_norm(x) if hasattr(self, "layer_norm") else x)


class FeatureEncoder(nn.Module):
    def __init__(self, width):
        super().__init__()
        layers = [ConvLayer(width if i else 1, width, k, s, i == 0) for i, (k, s) in enumerate(zip(KERNELS, STRIDES))]
        self.conv_layers = nn.ModuleList(layers)

    def forward(self, audio):
        x = audio[:, None]
        for layer in self.conv_layers:
            x = layer(x)
        return x


class FeatureProjection(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.layer_norm = nn.LayerNorm(width, eps=1e-5)
        self.projection = nn.Linear(width, hidden)

    def forward(self, x):
        return self.projection(self.layer_norm(x))


class Positional(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        conv = nn.Conv1d(hidden, hidden, 128, padding=64, groups=16)
        self.conv = nn.utils.parametrizations.weight_norm(conv, dim=2)

    def forward(self, x):
        return F.gelu(self.conv(x.transpose(1, 2))[..., :-1]).transpose(1, 2)


class Attention(nn.Module):
    def __init__(self, hidden, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(hidden, hidden) for _ in range(4))

    def forward(self, x):
        split = lambda y: y.unflatten(2, (self.heads, -1)).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(self.q_proj(x)), split(self.k_proj(x)), split(self.v_proj(x)))
        return self.out_proj(y.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    def __init__(self, hidden, inner):
        super().__init__()
        self.intermediate_dense, self.output_dense = nn.Linear(hidden, inner), nn.Linear(inner, hidden)

    def forward(self, x):
        return self.output_dense(F.gelu(self.intermediate_dense(x)))


class Block(nn.Module):
    def __init__(self, hidden, heads, inner):
        super().__init__()
        self.attention, self.feed_forward = Attention(hidden, heads), FeedForward(hidden, inner)
        self.layer_norm, self.final_layer_norm = nn.LayerNorm(hidden, eps=1e-5), nn.LayerNorm(hidden, eps=1e-5)

    def forward(self, x):
        x = self.layer_norm(x + self.attention(x))
        return self.final_layer_norm(x + self.feed_forward(x))


class Encoder(nn.Module):
    def __init__(self, hidden, heads, inner, layers):
        super().__init__()
        self.pos_conv_embed, self.layer_norm = Positional(hidden), nn.LayerNorm(hidden, eps=1e-5)
        self.layers = nn.ModuleList(Block(hidden, heads, inner) for _ in range(layers))

    def forward(self, x):
        x = self.layer_norm(x + self.pos_conv_embed(x))
        for block in self.layers:
            x = block(x)
        return x


class Wav2Vec2(nn.Module):
    """`forward` maps audio `[batch, samples]` to an object with `last_hidden_state`, as Hugging Face's does."""

    def __init__(self, layers, width=512, hidden=768, heads=12, inner=3072):
        super().__init__()
        self.config = SimpleNamespace(do_stable_layer_norm=False)
        self.feature_extractor = FeatureEncoder(width)
        self.feature_projection = FeatureProjection(width, hidden)
        self.encoder = Encoder(hidden, heads, inner, layers)

    def forward(self, audio):
        x = self.feature_projection(self.feature_extractor(audio).transpose(1, 2))
        return SimpleNamespace(last_hidden_state=self.encoder(x))
