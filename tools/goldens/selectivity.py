"""Makes fixtures/goldens/selectivity.json: effect sizes, p values and false discovery rates by scipy (1.11 or later), for @audiate/dataset."""

import json
from pathlib import Path

import numpy as np
from scipy import stats

ROOT = Path(__file__).resolve().parents[2]


def listed(values) -> list:
    return [float(f"{value:.10g}") for value in np.asarray(values, dtype=np.float64).ravel()]


def main() -> None:
    rng = np.random.default_rng(3)
    rows, units = 60, 5
    labels = rng.integers(0, 3, rows)
    x = rng.standard_normal((rows, units)).round(1).astype(np.float32)  # ties
    x[:, 1] += 1.5 * (labels == 2)
    x[:, 3] -= 1.5 * (labels == 0)
    numbers = (2 * x[:, 4] + rng.standard_normal(rows)).round(1)
    x = x.astype(np.float64)
    effects = []
    for unit in range(units):
        for label in range(3):
            inside, outside = x[labels == label, unit], x[labels != label, unit]
            test = stats.mannwhitneyu(inside, outside)
            auc = test.statistic / len(inside) / len(outside)
            t = stats.ttest_ind(inside, outside).statistic
            effects.append({"unit": unit, "label": f"c{label}", "auc": auc, "d": t * np.sqrt(1 / len(inside) + 1 / len(outside)), "p": test.pvalue})
    ps = rng.uniform(0, 1, 20) ** 3
    golden = {
        "x": [listed(row) for row in x], "classes": [f"c{label}" for label in labels], "numbers": listed(numbers),
        "effects": effects, "spearman": listed([stats.spearmanr(x[:, unit], numbers)[0] for unit in range(units)]),
        "spearmanP": listed([stats.spearmanr(x[:, unit], numbers)[1] for unit in range(units)]),
        "ps": listed(ps), "qs": listed(stats.false_discovery_control(np.array(listed(ps)))),
    }  # fmt: skip
    (ROOT / "fixtures/goldens/selectivity.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
