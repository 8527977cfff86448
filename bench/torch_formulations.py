"""How the same step is written in PyTorch: each formulation maps audio `[batch, samples]` to the scalar of one unit.

original       all layers run, weights require grad (as the first public script does it)
eager          frozen: weights need no grad, weight norm computed once, blocks after the layer cut off
channels-last  eager, and every 1-D convolution as a 2-D one of height 1 whose tensors lie in torch.channels_last
compile        eager under torch.compile (inductor, static shapes)
bfloat16       eager in bfloat16 but for the sound and its gradient; only where the processor multiplies it (AMX, AVX512-BF16),
               as elsewhere it is computed many times slower than float32
"""
import copy

import torch
import torch.nn.functional as F

UNIT = 5


def original(model, layer):
    kept = {}
    model.encoder.layers[layer - 1].register_forward_hook(
        lambda module, inputs, output: kept.__setitem__("x", output[0] if isinstance(output, tuple) else output)
    )

    def score(audio):
        for weight in model.parameters():
            weight.grad = None
        model(audio)
        return unit_of(kept["x"])

    return score


def eager(model, layer):
    frozen = frozen_to(model, layer)
    return lambda audio: unit_of(frozen(audio).last_hidden_state)


def channels_last(model, layer):
    frozen = frozen_to(model, layer)
    for block in frozen.feature_extractor.conv_layers:
        block.conv = ChannelsLastConv(block.conv)
        if isinstance(getattr(block, "layer_norm", None), torch.nn.GroupNorm):
            block.layer_norm = OnImages(block.layer_norm)
    frozen.encoder.pos_conv_embed.conv = ChannelsLastConv(frozen.encoder.pos_conv_embed.conv)
    return lambda audio: unit_of(frozen(audio).last_hidden_state)


def compiled(model, layer):
    return torch.compile(eager(model, layer), dynamic=False)


def bfloat16(model, layer):
    frozen = frozen_to(model, layer).to(torch.bfloat16)
    return lambda audio: unit_of(frozen(audio.to(torch.bfloat16)).last_hidden_state).float()


def multiplies_bfloat16():
    capabilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return bool(capabilities.get("amx_bf16") or capabilities.get("avx512_bf16"))


FORMULATIONS = {"original": original, "eager": eager, "channels-last": channels_last, "compile": compiled}
if multiplies_bfloat16():
    FORMULATIONS["bfloat16"] = bfloat16


def unit_of(hidden):
    return hidden[:, hidden.shape[1] // 2, UNIT].sum()


def frozen_to(model, layer):
    """A copy that shares the weights' storage and ends at the raw output of a block."""
    shared = {id(weight): torch.nn.Parameter(weight.detach(), requires_grad=False) for weight in model.parameters()}
    frozen = copy.deepcopy(model, memo=shared)
    frozen.encoder.layers = frozen.encoder.layers[:layer]
    if frozen.config.do_stable_layer_norm:
        frozen.encoder.layer_norm = torch.nn.Identity()
    frozen.encoder.pos_conv_embed.conv = without_weight_norm(model.encoder.pos_conv_embed.conv)
    for weight in frozen.parameters():
        weight.requires_grad_(False)
    return frozen


def without_weight_norm(conv):
    plain = torch.nn.Conv1d(conv.in_channels, conv.out_channels, conv.kernel_size, padding=conv.padding, groups=conv.groups)
    plain.weight, plain.bias = (torch.nn.Parameter(x.detach().clone()) for x in (conv.weight, conv.bias))
    return plain


class ChannelsLastConv(torch.nn.Module):
    def __init__(self, conv):
        super().__init__()
        self.weight = conv.weight.detach().unsqueeze(2).contiguous(memory_format=torch.channels_last)
        self.bias = conv.bias
        self.settings = (1, conv.stride[0]), (0, conv.padding[0]), (1, 1), conv.groups

    def forward(self, x):
        image = x.unsqueeze(2).contiguous(memory_format=torch.channels_last)
        return F.conv2d(image, self.weight, self.bias, *self.settings).squeeze(2)


class OnImages(torch.nn.Module):
    def __init__(self, norm):
        super().__init__()
        self.norm = norm

    def forward(self, x):
        return self.norm(x.unsqueeze(2).contiguous(memory_format=torch.channels_last)).squeeze(2)
