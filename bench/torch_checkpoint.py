"""A Wav2Vec2 model with random weights of which none is hidden from a comparison, and its checkpoint in Hugging Face's layout."""
import json

import torch
from safetensors.torch import save_file
from transformers import Wav2Vec2Config, Wav2Vec2Model


def write_checkpoint(folder: str, config: Wav2Vec2Config) -> Wav2Vec2Model:
    """The model in float32, written to the folder; its audio is not normalised."""
    torch.manual_seed(0)
    config._attn_implementation = "sdpa"
    model = Wav2Vec2Model(config).float().eval()
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() == 1:
                weight.add_(0.1 * torch.randn_like(weight))
    save_file({name: value.contiguous().clone() for name, value in model.state_dict().items()}, f"{folder}/model.safetensors")
    with open(f"{folder}/config.json", "w") as file:
        json.dump(config.to_dict() | {"architectures": ["Wav2Vec2Model"]}, file)
    with open(f"{folder}/preprocessor_config.json", "w") as file:
        json.dump({"do_normalize": False, "sampling_rate": 16000, "feature_size": 1}, file)
    return model
