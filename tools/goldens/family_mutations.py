"""Mistakes that only some families leave room for: HuBERT, Data2Vec-Audio, WavLM."""

import torch
from torch import nn

from mutations import Mutation, batch_normed, core, positional_parts, projected, set_parameters, stacked

relative = lambda line: line.family == "wavlm"


def normalise_features(model: nn.Module) -> None:
    """Normalises the features where HuBERT does not."""
    projection = core(model).feature_projection
    projection.register_forward_pre_hook(lambda _module, inputs: nn.functional.layer_norm(inputs[0], inputs[0].shape[-1:]))


def batch_norm(change):
    return lambda model: change(core(model).encoder.pos_conv_embed)


def skip_batch_norm(embed: nn.Module) -> None:
    embed.batch_norm = None


def batch_norm_of_clip(embed: nn.Module) -> None:
    embed.batch_norm.train()


def batch_norm_after(embed: nn.Module) -> None:
    """Normalises what the convolution gives, not what it is given."""
    norm, embed.batch_norm = embed.batch_norm, None
    embed.padding.register_forward_hook(lambda _module, _inputs, output: norm(output))


def batch_norm_eps(eps: float):
    def change(embed: nn.Module) -> None:
        embed.batch_norm.eps = eps

    return change


def skip_positional_norms(model: nn.Module) -> None:
    for part in positional_parts(model):
        part.layer_norm.forward = lambda hidden: hidden


def positional_eps(model: nn.Module) -> None:
    for part in positional_parts(model):
        part.layer_norm.eps = core(model).config.layer_norm_eps


def activate_before_norm(model: nn.Module) -> None:
    for part in positional_parts(model):
        part.layer_norm.register_forward_pre_hook(lambda _module, inputs: nn.functional.gelu(inputs[0]))
        part.activation = nn.Identity()


def one_positional_layer(model: nn.Module) -> None:
    embed = core(model).encoder.pos_conv_embed
    embed.layers = embed.layers[:1]


def add_positional_layers(model: nn.Module) -> None:
    """Adds what each positional convolution is given to what it gives."""
    for part in positional_parts(model):
        part.register_forward_hook(lambda _module, inputs, output: inputs[0] + output)


def attentions(model: nn.Module) -> list[nn.Module]:
    return [block.attention for block in core(model).encoder.layers]


def relative_bias(change):
    """Changes the bias of all distances, [heads, queries, keys]."""

    def apply(model: nn.Module) -> None:
        first = attentions(model)[0]
        right = first.compute_bias
        first.compute_bias = lambda queries, keys: change(right(queries, keys))

    return apply


def bucket(change):
    """Changes the bucket of each distance; `change` is given the attention and the distances."""

    def apply(model: nn.Module) -> None:
        first = attentions(model)[0]
        first._relative_positions_bucket = lambda distances: change(first, distances)

    return apply


def even_buckets(attention: nn.Module, distances: torch.Tensor) -> torch.Tensor:
    half = attention.num_buckets // 2
    return (distances > 0) * half + distances.abs().clamp(max=half - 1)


def one_sided(attention: nn.Module, distances: torch.Tensor) -> torch.Tensor:
    return type(attention)._relative_positions_bucket(attention, -distances.abs())


def double_reach(model: nn.Module) -> None:
    attentions(model)[0].max_distance *= 2


def bias_first_block_only(model: nn.Module) -> None:
    for attention in attentions(model)[1:]:
        forward = attention.forward
        attention.forward = lambda hidden, position_bias, forward=forward, **rest: forward(
            hidden, position_bias=torch.zeros_like(position_bias), **rest
        )


def open_gates(model: nn.Module) -> None:
    """Takes the bias as it is: 1 · (0 − 1) + 2."""
    for attention in attentions(model):
        attention.gru_rel_pos_linear.bias.fill_(100)
        attention.gru_rel_pos_const.fill_(0)


def order_gates(order: list[int]):
    def change(model: nn.Module) -> None:
        for attention in attentions(model):
            for parameter in attention.gru_rel_pos_linear.parameters():
                parameter.copy_(parameter[order].clone())

    return change


FAMILY_MUTATIONS = [
    Mutation("features normalised", normalise_features, lambda line: not projected(line)),
    Mutation("no batch norm", batch_norm(skip_batch_norm), batch_normed),
    Mutation("batch norm by the clip's own statistics", batch_norm(batch_norm_of_clip), batch_normed),
    Mutation("batch norm after the convolution", batch_norm(batch_norm_after), batch_normed),
    Mutation("batch norm eps 0", batch_norm(batch_norm_eps(0.0)), batch_normed),
    Mutation("batch norm gamma 1", set_parameters("batch_norm.weight", 1), batch_normed),
    Mutation("batch norm beta 0", set_parameters("batch_norm.bias", 0), batch_normed),
    Mutation("no positional norms", skip_positional_norms, stacked),
    Mutation("positional norm eps of the encoder", positional_eps, stacked),
    Mutation("GELU before the positional norm", activate_before_norm, stacked),
    Mutation("one positional convolution", one_positional_layer, stacked),
    Mutation("positional convolutions with residuals", add_positional_layers, stacked),
    Mutation("no bias by distance", set_parameters("rel_attn_embed.weight", 0), relative),
    Mutation("bias by distance turned around", relative_bias(lambda bias: bias.transpose(1, 2)), relative),
    Mutation("buckets evenly spaced", bucket(even_buckets), relative),
    Mutation("buckets for one side", bucket(one_sided), relative),
    Mutation("buckets that reach twice as far", double_reach, relative),
    Mutation("bias by distance in the first block only", bias_first_block_only, relative),
    Mutation("no gate", open_gates, relative),
    Mutation("gates swapped", order_gates([4, 5, 6, 7, 0, 1, 2, 3]), relative),
    Mutation("gates' summands interleaved", order_gates([0, 2, 4, 6, 1, 3, 5, 7]), relative),
    Mutation("no gate bias", set_parameters("gru_rel_pos_linear.bias", 0), relative),
    Mutation("gate scale 1", set_parameters("gru_rel_pos_const", 1), relative),
]
