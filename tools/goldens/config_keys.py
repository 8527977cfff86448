"""The keys of config.json that transformers knows for each family: with their defaults, and those that its code reads."""

import ast
import importlib
import json
from pathlib import Path

from transformers import CONFIG_MAPPING

MODULES = {
    "wav2vec2": "wav2vec2.modeling_wav2vec2",
    "hubert": "hubert.modeling_hubert",
    "wavlm": "wavlm.modeling_wavlm",
    "data2vec-audio": "data2vec.modeling_data2vec_audio",
    "unispeech": "unispeech.modeling_unispeech",
    "unispeech-sat": "unispeech_sat.modeling_unispeech_sat",
}


def make_config_keys(path: Path) -> None:
    families = {}
    for family, module in MODULES.items():
        config = CONFIG_MAPPING[family]()
        source = Path(importlib.import_module(f"transformers.models.{module}").__file__).read_text()
        read = sorted(name for name in keys_read(source) if not callable(getattr(config, name, None)))
        families[family] = {"defaults": json.loads(json.dumps(config.to_dict())), "read": read}
    path.write_text(json.dumps(families, indent=1, sort_keys=True) + "\n")
    print(f"config keys: {sum(len(known['defaults']) for known in families.values())}")


def keys_read(source: str) -> set[str]:
    """Names in `config.name`, `self.config.name` and `getattr(config, "name", …)`."""
    keys = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and is_config(node.value):
            keys.add(node.attr)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", None) in ("getattr", "hasattr"):
            if is_config(node.args[0]) and isinstance(node.args[1], ast.Constant):
                keys.add(node.args[1].value)
    return keys


def is_config(node: ast.expr) -> bool:
    return getattr(node, "id", None) == "config" or getattr(node, "attr", None) == "config"
