"""Mistakes that a head or an adapter leaves room for."""

import torch
from torch import nn

from mutations import Mutation, core, set_parameters

of_clips = lambda line: line.head == "sequence"
of_speakers = lambda line: line.head == "xvector"
classified = lambda line: isinstance(line.head, str)
weighted = lambda line: line.config.get("use_weighted_layer_sum", False)
in_blocks = lambda line: line.config.get("adapter_attn_dim") is not None
after_encoder = lambda line: line.config.get("add_adapter", False)
narrowed = lambda line: line.config.get("output_hidden_size") is not None
pre_norm = lambda line: line.config["do_stable_layer_norm"]


def sum_last_norm(model: nn.Module) -> None:
    """Sums the final norm's output in place of the last block's."""
    inner = core(model).forward

    def forward(*inputs, **options):
        output = inner(*inputs, **options)
        output["hidden_states"] = (*output["hidden_states"][:-1], output["last_hidden_state"])
        return output

    core(model).forward = forward


def softmax_as_is(model: nn.Module) -> None:
    """Weights the layers by the numbers themselves, not by their softmax."""
    weights = model.layer_weights.detach().clone()
    shares = weights.clamp_min(1e-3)
    model.layer_weights.copy_(torch.log(shares / shares.sum()))


def sum_in_reverse(model: nn.Module) -> None:
    model.layer_weights.copy_(model.layer_weights.detach().flip(0).clone())


def without_dilation(model: nn.Module) -> None:
    for layer in model.tdnn:
        layer.dilation = 1


def taps_last(model: nn.Module) -> None:
    """Reads a time-delay layer's matrix as [in, taps], not as [taps, in]."""
    for layer in model.tdnn:
        matrix = layer.kernel.weight
        order = matrix.detach().clone().view(layer.out_conv_dim, layer.in_conv_dim, layer.kernel_size).transpose(1, 2)
        matrix.copy_(order.reshape(matrix.shape))


def without_relu(parts):
    def change(model: nn.Module) -> None:
        for part in parts(model):
            name = "act_fn" if hasattr(part, "act_fn") else "activation"
            setattr(part, name, nn.Identity())

    return change


def deviate_by_n(model: nn.Module) -> None:
    """The deviation by n, not by n − 1."""

    def change(_module, inputs):
        mean, deviation = inputs[0].chunk(2, dim=-1)
        frames = change.frames
        return (torch.cat([mean, deviation * ((frames - 1) / frames) ** 0.5], dim=-1),)

    model.tdnn[-1].register_forward_hook(lambda _m, _i, output: setattr(change, "frames", output.shape[1]))
    model.feature_extractor.register_forward_pre_hook(change)


def swap_statistics(model: nn.Module) -> None:
    model.feature_extractor.register_forward_pre_hook(
        lambda _module, inputs: (torch.cat(inputs[0].chunk(2, dim=-1)[::-1], dim=-1),)
    )


def adapters(model: nn.Module) -> list[nn.Module]:
    return [block.adapter_layer for block in core(model).encoder.layers]


def adapter_eps(model: nn.Module) -> None:
    for adapter in adapters(model):
        adapter.norm.eps = core(model).config.layer_norm_eps


def conv_adapter_eps(model: nn.Module) -> None:
    core(model).adapter.proj_layer_norm.eps = core(model).config.layer_norm_eps


def without_adapter_residual(model: nn.Module) -> None:
    for adapter in adapters(model):
        adapter.register_forward_hook(lambda _module, inputs, output: output - inputs[0])


def swap_gate(model: nn.Module) -> None:
    """Gates by the first half of the channels, not by the second."""
    for layer in core(model).adapter.layers:
        layer.conv.register_forward_hook(lambda _m, _i, output: output.roll(output.shape[1] // 2, dims=1))


def pad_one_side(model: nn.Module) -> None:
    """Two frames before, none after."""
    for layer in core(model).adapter.layers:
        layer.conv.padding = (0,)
        layer.conv.register_forward_pre_hook(lambda _m, inputs: (nn.functional.pad(inputs[0], (2, 0)),))


HEAD_MUTATIONS = [
    Mutation("no classifier bias", set_parameters("classifier.bias", 0), classified),
    Mutation("no projector bias", set_parameters("projector.bias", 0), lambda line: line.head in ("sequence", "xvector")),
    Mutation("layers summed alike", set_parameters("layer_weights", 0), weighted),
    Mutation("layers weighted without softmax", softmax_as_is, weighted),
    Mutation("layers weighted in reverse", sum_in_reverse, weighted),
    Mutation("the final norm summed", sum_last_norm, lambda line: weighted(line) and pre_norm(line)),
    Mutation("no dilation", without_dilation, of_speakers),
    Mutation("taps before channels", taps_last, of_speakers),
    Mutation("no ReLU between time-delay layers", without_relu(lambda model: model.tdnn), of_speakers),
    Mutation("deviation by n", deviate_by_n, of_speakers),
    Mutation("deviation before mean", swap_statistics, of_speakers),
    Mutation("no embedding bias", set_parameters("feature_extractor.bias", 0), of_speakers),
    Mutation("no ReLU in the adapters", without_relu(adapters), in_blocks),
    Mutation("adapter eps of the encoder", adapter_eps, in_blocks),
    Mutation("adapter without what it is given", without_adapter_residual, in_blocks),
    Mutation("no adapter inner bias", set_parameters("adapter_layer.linear_1.bias", 0), in_blocks),
    Mutation("gate and values changed round", swap_gate, after_encoder),
    Mutation("adapter padded on one side", pad_one_side, after_encoder),
    Mutation("adapter eps of the encoder", conv_adapter_eps, narrowed),
    Mutation("adapter not normalised", lambda model: setattr(core(model).adapter.proj_layer_norm, "forward", lambda x: x), narrowed),
]
