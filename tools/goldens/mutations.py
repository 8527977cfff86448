"""Mistakes that an implementation could make, each made in the reference implementation.

`Mutation.change` spoils a copy of the model, or returns a function that replaces `hear`. The script stores what the
spoiled reference computes; the TypeScript test shows that ours differs.
"""

import copy
import sys
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from lines import Line
from reference import hear, layers, normalize

Hear = Callable[[nn.Module, torch.Tensor, bool], dict[str, torch.Tensor]]


@dataclass(frozen=True)
class Mutation:
    name: str
    change: Callable[[nn.Module], Hear | None]
    applies: Callable[[Line], bool] = lambda line: True


def spoil(model: nn.Module, mutation: Mutation, audio: torch.Tensor, do_normalize: bool) -> dict[str, torch.Tensor]:
    spoiled = copy.deepcopy(model)
    with torch.no_grad():
        replaced = mutation.change(spoiled)
        return (replaced or hear)(spoiled, audio, do_normalize)


def core(model: nn.Module) -> nn.Module:
    return model.base_model


def set_parameters(ending: str, value: float):
    """Sets every parameter whose name ends so, and fails where there is none."""

    def change(model: nn.Module) -> None:
        chosen = [p for name, p in model.named_parameters() if name.endswith(ending)]
        assert chosen, ending
        for parameter in chosen:
            parameter.fill_(value)

    return change


def set_norms(pick: Callable[[nn.Module], list[nn.Module]], kind: str, value: float):
    """Sets the gammas (weight) or betas (bias) of some norms."""

    def change(model: nn.Module) -> None:
        norms = pick(core(model))
        assert norms
        for norm in norms:
            getattr(norm, kind).fill_(value)

    return change


def conv_norms(model: nn.Module) -> list[nn.Module]:
    return [conv.layer_norm for conv in model.feature_extractor.conv_layers if hasattr(conv, "layer_norm")]


def block_norms(model: nn.Module) -> list[nn.Module]:
    return [block.layer_norm for block in model.encoder.layers]


def positional_parts(model: nn.Module) -> list[nn.Module]:
    """What has a convolution, its padding and its activation: one, or those in a row."""
    embed = core(model).encoder.pos_conv_embed
    return list(getattr(embed, "layers", [embed]))


def drop_positional_bias(model: nn.Module) -> None:
    for part in positional_parts(model):
        part.conv.bias.zero_()


def attend_uniformly(model: nn.Module) -> None:
    set_parameters("q_proj.weight", 0)(model)
    set_parameters("q_proj.bias", 0)(model)


def activation(make: Callable[[], nn.Module], where: str):
    def change(model: nn.Module) -> None:
        if where in ("conv", "all"):
            for conv in core(model).feature_extractor.conv_layers:
                conv.activation = make()
        if where in ("positional", "all"):
            for part in positional_parts(model):
                part.activation = make()
        if where in ("ffn", "all"):
            for block in core(model).encoder.layers:
                block.feed_forward.intermediate_act_fn = make()

    return change


def encoder_eps(eps: float):
    def change(model: nn.Module) -> None:
        for module in [*core(model).feature_projection.modules(), *core(model).encoder.modules()]:
            if isinstance(module, nn.LayerNorm):
                module.eps = eps

    return change


def conv_eps(eps: Callable[[nn.Module], float]):
    def change(model: nn.Module) -> None:
        for norm in conv_norms(core(model)):
            norm.eps = eps(core(model))

    return change


def replace_positional_weight(make: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]):
    """Replaces the weight that the weight norm would give by make(g, v)."""

    def change(model: nn.Module) -> None:
        pair = core(model).encoder.pos_conv_embed.conv.parametrizations.weight
        weight = make(pair.original0.detach().clone(), pair.original1.detach().clone())
        pair.original1.copy_(weight)
        pair.original0.copy_(weight.norm(dim=(0, 1), keepdim=True))

    return change


def pad_positional_right(model: nn.Module) -> None:
    """Drops the first frame of the padded convolution, not the last: [k/2 − 1, k/2] instead of [k/2, k/2 − 1]."""
    for part in positional_parts(model):
        part.padding.forward = lambda hidden: hidden[:, :, 1:]


def drop_positional_padding(model: nn.Module) -> None:
    """Repeats the edge frames where zeros belong."""
    for part in positional_parts(model):
        part.conv.padding_mode = "replicate"
        part.conv._reversed_padding_repeated_twice = [part.conv.padding[0]] * 2


def swap_norm_placement(model: nn.Module) -> None:
    """Runs the blocks of one line with the order of the other."""
    from transformers.models.wav2vec2.modeling_wav2vec2 import Wav2Vec2EncoderLayerStableLayerNorm

    for block in core(model).encoder.layers:
        name, others = type(block).__name__, vars(sys.modules[type(block).__module__])
        if name.endswith("StableLayerNorm"):
            block.__class__ = others[name.removesuffix("StableLayerNorm")]
        else:
            block.adapter_layer = None
            block.__class__ = others.get(name + "StableLayerNorm", Wav2Vec2EncoderLayerStableLayerNorm)


def interleave_heads(model: nn.Module) -> None:
    """Splits channels as [d, heads] instead of [heads, d]."""
    for block in core(model).encoder.layers:
        attention = block.attention
        order = torch.arange(attention.embed_dim).reshape(-1, attention.num_heads).T.reshape(-1)
        for name in ("q_proj", "k_proj", "v_proj"):
            linear = getattr(attention, name)
            linear.weight.copy_(linear.weight[order].clone())
            linear.bias.copy_(linear.bias[order].clone())
        attention.out_proj.weight.copy_(attention.out_proj.weight[:, order].clone())


def attention_scale(scale: Callable[[int], float]):
    def change(model: nn.Module) -> None:
        for block in core(model).encoder.layers:
            dim = block.attention.head_dim
            for parameter in block.attention.q_proj.parameters():
                parameter.mul_(scale(dim) * dim**0.5)

    return change


def skip_final_norm(model: nn.Module) -> None:
    norm = core(model).encoder.layer_norm
    norm.forward = lambda hidden: hidden


def flip_taps(model: nn.Module) -> None:
    for conv in core(model).feature_extractor.conv_layers:
        conv.conv.weight.copy_(conv.conv.weight.flip(2).clone())


def drop_conv_bias(model: nn.Module) -> None:
    for conv in core(model).feature_extractor.conv_layers:
        conv.conv.bias.zero_()


def hear_shifted(model: nn.Module) -> Hear:
    """Hears each sample one sample late."""
    return lambda m, audio, do_normalize: hear(m, torch.roll(audio, 1, dims=1), do_normalize)


def frames_shifted(model: nn.Module) -> Hear:
    """Answers each frame one frame late."""

    def shifted(m, audio, do_normalize):
        return {name: torch.roll(value, 1, dims=1) for name, value in hear(m, audio, do_normalize).items()}

    return shifted


def hear_with(change: Callable[[torch.Tensor], torch.Tensor]):
    return lambda model: lambda m, audio, do_normalize: layers(m, change(audio))


def normalize_without_mean(audio: torch.Tensor) -> torch.Tensor:
    return audio / torch.sqrt(audio.var(dim=1, correction=0, keepdim=True) + 1e-7)


def normalize_eps(eps: float):
    def change(audio: torch.Tensor) -> torch.Tensor:
        centred = audio - audio.mean(dim=1, keepdim=True)
        return centred / torch.sqrt(audio.var(dim=1, correction=0, keepdim=True) + eps)

    return hear_with(change)


def normalize_batch(audio: torch.Tensor) -> torch.Tensor:
    return (audio - audio.mean()) / torch.sqrt(audio.var(correction=0) + 1e-7)


normalised = lambda line: line.do_normalize
# A group norm takes the mean out itself.
mean_matters = lambda line: line.do_normalize and line.config["feat_extract_norm"] == "layer"
biased = lambda line: line.config["conv_bias"]
stable = lambda line: line.config["do_stable_layer_norm"]
even = lambda line: line.config.get("conv_pos_kernel_size", line.config["num_conv_pos_embeddings"]) % 2 == 0
projected = lambda line: line.config.get("feat_proj_layer_norm", True)
stacked = lambda line: line.family == "data2vec-audio"
batch_normed = lambda line: line.config.get("conv_pos_batch_norm", False)
weight_normed = lambda line: not stacked(line) and not batch_normed(line)
own_eps = lambda line: line.config["layer_norm_eps"] != 1e-5
head = lambda line: line.head
tanh_gelu = lambda: nn.GELU(approximate="tanh")

MUTATIONS = [
    Mutation("no input normalisation", hear_with(lambda audio: audio), normalised),
    Mutation("input normalised without its mean", hear_with(normalize_without_mean), mean_matters),
    Mutation("input normalised over the batch", hear_with(normalize_batch), normalised),
    Mutation("input normalisation eps 1e-5", normalize_eps(1e-5), normalised),
    Mutation("input normalised against the config", hear_with(normalize), lambda line: not line.do_normalize),
    Mutation("one sample off", hear_shifted),
    Mutation("one frame off", frames_shifted),
    Mutation("convolution taps reversed", flip_taps),
    Mutation("no convolution bias", drop_conv_bias, biased),
    Mutation("convolution norm gamma 1", set_norms(conv_norms, "weight", 1)),
    Mutation("convolution norm beta 0", set_norms(conv_norms, "bias", 0)),
    Mutation("convolution norm eps 0", conv_eps(lambda m: 0.0)),
    Mutation("convolution norm eps of the encoder", conv_eps(lambda m: m.config.layer_norm_eps), own_eps),
    Mutation("tanh GELU in the convolutions", activation(tanh_gelu, "conv")),
    Mutation("no GELU in the convolutions", activation(nn.Identity, "conv")),
    Mutation("projection norm gamma 1", set_parameters("feature_projection.layer_norm.weight", 1), projected),
    Mutation("projection norm beta 0", set_parameters("feature_projection.layer_norm.bias", 0), projected),
    Mutation("no projection bias", set_parameters("feature_projection.projection.bias", 0)),
    Mutation("positional padding on the other side", pad_positional_right, even),
    Mutation("positional padding not with zeros", drop_positional_padding),
    Mutation("no positional bias", drop_positional_bias),
    Mutation("tanh GELU in the positional convolution", activation(tanh_gelu, "positional")),
    Mutation("no GELU in the positional convolution", activation(nn.Identity, "positional")),
    Mutation("no weight norm", replace_positional_weight(lambda g, v: v), weight_normed),
    Mutation(
        "weight norm without g",
        replace_positional_weight(lambda g, v: v / v.norm(dim=(0, 1), keepdim=True)),
        weight_normed,
    ),
    Mutation(
        "weight norm over axis 0",
        replace_positional_weight(lambda g, v: g * v / v.norm(dim=(1, 2), keepdim=True)),
        weight_normed,
    ),
    Mutation(
        "weight norm over axis 1",
        replace_positional_weight(lambda g, v: g * v / v.norm(dim=(0, 2), keepdim=True)),
        weight_normed,
    ),
    Mutation("encoder norm gamma 1", set_parameters("encoder.layer_norm.weight", 1)),
    Mutation("encoder norm beta 0", set_parameters("encoder.layer_norm.bias", 0)),
    Mutation("no final norm", skip_final_norm, stable),
    Mutation("encoder eps 1e-5", encoder_eps(1e-5), own_eps),
    Mutation("encoder eps 1e-12", encoder_eps(1e-12), own_eps),
    Mutation("norms on the other side of the blocks", swap_norm_placement),
    Mutation("uniform attention", attend_uniformly),
    Mutation("attention not scaled", attention_scale(lambda d: 1.0)),
    Mutation("attention scaled by 1/d", attention_scale(lambda d: 1 / d)),
    Mutation("heads interleaved", interleave_heads),
    # k_proj.bias adds the same to every score of a query: softmax takes it out, so no test can see it.
    Mutation("no query bias", set_parameters("q_proj.bias", 0)),
    Mutation("no value bias", set_parameters("v_proj.bias", 0)),
    Mutation("no attention output bias", set_parameters("out_proj.bias", 0)),
    Mutation("block norm gamma 1", set_norms(block_norms, "weight", 1)),
    Mutation("block norm beta 0", set_norms(block_norms, "bias", 0)),
    Mutation("final block norm gamma 1", set_parameters("final_layer_norm.weight", 1)),
    Mutation("final block norm beta 0", set_parameters("final_layer_norm.bias", 0)),
    Mutation("no ffn inner bias", set_parameters("intermediate_dense.bias", 0)),
    Mutation("no ffn outer bias", set_parameters("output_dense.bias", 0)),
    Mutation("tanh GELU in the ffn", activation(tanh_gelu, "ffn")),
    Mutation("no GELU in the ffn", activation(nn.Identity, "ffn")),
    Mutation("tanh GELU everywhere", activation(tanh_gelu, "all")),
    Mutation("no head bias", set_parameters("lm_head.bias", 0), head),
]
