"""The convolutions as products of matrices over `[clips, frames, channels]`: Hugging Face's numbers, with a backward pass
twice as fast on a CPU."""

import torch
import torch.nn.functional as F


def convolve(x, weight, stride):
    """`x` [clips, frames, in], `weight` [out, in, taps] → [clips, count, out]. Runs of `stride` taps are one product each."""
    clips, frames, channels = x.shape
    out, _, taps = weight.shape
    count = (frames - taps) // stride + 1
    total = None
    for first in range(0, taps, stride):
        run = min(stride, taps - first)
        reach = first + count * stride
        rows = F.pad(x, (0, 0, 0, reach - frames)) if reach > frames else x
        rows = rows[:, first:reach].reshape(clips, count, stride * channels)[:, :, : run * channels]
        product = rows @ weight[:, :, first : first + run].permute(2, 1, 0).reshape(run * channels, out)
        total = product if total is None else total + product
    return total


def as_products(model):
    """Makes the feature extractor of `model` (no bias, norm on the first convolution only) hear through `convolve`."""
    tower = model.wav2vec2.feature_extractor
    first, *rest = tower.conv_layers

    def forward(audio):
        x = first(audio[:, None]).transpose(1, 2)
        for layer in rest:
            x = layer.activation(convolve(x, layer.conv.weight, layer.conv.stride[0]))
        return x.transpose(1, 2)

    tower.forward = forward
    return model
