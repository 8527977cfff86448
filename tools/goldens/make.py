"""Makes fixtures/goldens: small checkpoints and what the reference implementation computes with them."""

import argparse
from pathlib import Path

import numpy as np
import torch

import checkpoint
from blocks import check_blocks, check_parameters, clip, difference
from buckets import make_buckets
from config_keys import make_config_keys
from family_mutations import FAMILY_MUTATIONS
from head_lines import HEAD_LINES
from head_mutations import HEAD_MUTATIONS
from languages import make_languages
from lines import LINES, Line
from mutations import MUTATIONS, spoil
from reference import check_normalize, gradient, hear
from spellings import make_spellings
from tiny import make_tiny
from transcripts import make_transcripts

ROOT = Path(__file__).resolve().parents[2]
ALL_LINES = LINES + HEAD_LINES
TABLES = {
    "buckets": make_buckets,
    "config-keys": make_config_keys,
    "spellings": make_spellings,
    "transcripts": make_transcripts,
}
TOLERANCE = 1e-4  # of the TypeScript test; a mutation must exceed ten times it


def make_line(line: Line, folder: Path) -> None:
    print(line.name)
    checkpoint.save(checkpoint.draw(line), line, folder)
    model = checkpoint.load(folder, line.head)
    rng = np.random.default_rng(line.seed + 100)
    quiet = 4e-4 if line.do_normalize else 0.02
    arrays: dict[str, np.ndarray] = {}
    facts: dict = {"cases": {}, "mutations": []}
    for case, samples, levels in (("batch", line.batch_samples, [0.1, quiet]), ("odd", line.odd_samples, [0.05])):
        audio = clip(rng, samples, levels)
        check_normalize(audio)
        with torch.no_grad():
            found = hear(model, torch.from_numpy(audio).double(), line.do_normalize)
        arrays[f"{case}/audio"] = audio
        for name, value in found.items():
            arrays[f"{case}/layer/{name}"] = value.numpy().astype(np.float32)
        names = list(found)
        middle = ["conv.1", "projection", "encoder.0.attention", "encoder.0.ffn", "encoder.0", names[-1]]
        gradients = {"deepest": names[-1:], "several": middle}
        for key, chosen in gradients.items():
            arrays[f"{case}/gradient/{key}"] = gradient(model, audio, line.do_normalize, chosen).astype(np.float32)
        facts["cases"][case] = {"layers": names, "gradients": gradients}
        if case == "batch":
            check_blocks(model, torch.from_numpy(audio).double(), line.do_normalize, found)
            check_parameters(model, torch.from_numpy(audio).double(), line.do_normalize)
            facts["mutations"] = mutate(line, model, torch.from_numpy(audio).double(), found, arrays)
        report_single_precision(line, folder, audio, found)
    checkpoint.write_arrays(folder / "golden.safetensors", arrays)
    checkpoint.write_json(folder / "golden.json", facts)


def mutate(line: Line, model, audio: torch.Tensor, right: dict, arrays: dict) -> list[dict]:
    """Stores, for each mutation, the layer (from the projection on) where it shows most."""
    rows = []
    of_body = MUTATIONS + FAMILY_MUTATIONS if line.body == "new" else []
    for mutation in of_body + HEAD_MUTATIONS:
        if not mutation.applies(line):
            continue
        wrong = spoil(model, mutation, audio, line.do_normalize)
        shown = {name: difference(wrong[name], right[name]) for name in right if not name.startswith("conv.")}
        layer = max(shown, key=shown.get)
        print(f"  {mutation.name}: {shown[layer]:.2g} at {layer}")
        if shown[layer] < 12 * TOLERANCE:
            raise SystemExit(f"{line.name}: the mutation does not show: {mutation.name}")
        item = max(range(len(audio)), key=lambda i: difference(wrong[layer][i : i + 1], right[layer][i : i + 1]))
        arrays[f"mutation/{len(rows)}"] = wrong[layer][item].numpy().astype(np.float32)
        largest = float(f"{shown[layer]:.3g}")
        rows.append({"name": mutation.name, "layer": layer, "item": item, "difference": largest})
    return rows


def report_single_precision(line: Line, folder: Path, audio: np.ndarray, found: dict) -> None:
    """How far the reference itself is off in single precision: what the tolerance leaves room for."""
    single = checkpoint.load(folder, line.head).float()
    with torch.no_grad():
        rough = hear(single, torch.from_numpy(audio), line.do_normalize)
    worst = max(difference(rough[name], found[name]) for name in found)
    print(f"  the reference in single precision differs by {worst:.1e}")
    if worst > TOLERANCE / 12:
        raise SystemExit(f"{line.name}: single precision is too rough for the tolerance")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "fixtures/goldens")
    parser.add_argument("--only", choices=[line.name for line in ALL_LINES] + ["languages", "tiny", *TABLES])
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.use_deterministic_algorithms(True)
    for line in ALL_LINES:
        if options.only in (None, line.name):
            make_line(line, options.out / line.name)
    if options.only in (None, "languages"):
        make_languages(options.out / "attention-adapter", options.out / "languages")
    if options.only in (None, "tiny"):
        make_tiny(ROOT, options.out / "tiny")
    for name, make_table in TABLES.items():
        if options.only in (None, name):
            make_table(options.out / f"{name}.json")
    total = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{options.out}: {total} bytes")
    if total > 3_500_000:
        raise SystemExit("the goldens must stay below 3.5 MB")


if __name__ == "__main__":
    main()
