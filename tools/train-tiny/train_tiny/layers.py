"""Activations of every layer under audiate's names, from Hugging Face's model by hooks."""

import torch

from .augment import normalise


def modules(model):
    """Layer name → (module, which side, channels last)."""
    base, found = model.wav2vec2, {}
    for index, layer in enumerate(base.feature_extractor.conv_layers):
        found[f"conv.{index}"] = (layer, "output", False)
    found["projection"] = (base.feature_projection.projection, "output", True)
    found["encoder.input"] = (base.encoder.layers[0], "input", True)
    for index, block in enumerate(base.encoder.layers):
        found[f"encoder.{index}.attention"] = (block.attention.out_proj, "output", True)
        found[f"encoder.{index}.ffn"] = (block.feed_forward.intermediate_act_fn, "output", True)
        found[f"encoder.{index}"] = (block, "output", True)
    found["logits"] = (model.lm_head, "output", True)
    return found


@torch.no_grad()
def activations(model, audio):
    """Layer name → `[frames, channels]` for one clip (float32, 16 kHz)."""
    kept, handles = {}, []
    for name, (module, side, last) in modules(model).items():

        def keep(_module, inputs, output, name=name, side=side, last=last):
            value = inputs[0] if side == "input" else output[0] if isinstance(output, tuple) else output
            kept[name] = value[0] if last else value[0].T

        handles.append(module.register_forward_hook(keep))
    try:
        model(normalise(torch.from_numpy(audio)[None]))
    finally:
        for handle in handles:
            handle.remove()
    return kept
