"""Makes fixtures/goldens/dataset.json: what scikit-learn and scipy compute for @audiate/dataset.

Needs scikit-learn 1.2 and scipy (Debian 12: apt-get install python3-sklearn, then /usr/bin/python3 tools/goldens/dataset.py).
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import balanced_accuracy_score, r2_score, roc_auc_score
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).resolve().parents[2]


def listed(values, digits: int = 10) -> list:
    return [float(f"{value:.{digits}g}") for value in np.asarray(values, dtype=np.float64).ravel()]


def rows(values) -> list:
    return [listed(row) for row in values]


def folds_of(splitter, x, y, groups) -> list:
    fold = np.zeros(len(y), int)
    for number, (_, held) in enumerate(splitter.split(x, y, groups)):
        fold[held] = number
    return fold.tolist()


def features(rng, count: int, width: int) -> np.ndarray:
    """Correlated, of unlike spreads and levels, rounded so that the file holds what was computed with."""
    mixed = rng.standard_normal((count, width)) @ rng.standard_normal((width, width))
    raw = mixed * np.exp(rng.uniform(-3, 3, width)) + 5 * rng.standard_normal(width)
    return np.array(rows(raw.astype(np.float32)))


def raw_map(model, scaler) -> tuple:
    weights = model.coef_ / scaler.scale_
    return weights, model.intercept_ - weights @ scaler.mean_


def number_probe(rng, count: int, width: int, lam: float) -> dict:
    x = features(rng, count, width)
    groups = np.repeat(np.arange(7), [9, 8, 7, 6, 5, 3, 2])[:count]
    y = np.array(listed(((x - x.mean(0)) / x.std(0)) @ rng.standard_normal(width) + 2 * rng.standard_normal(count) + 150))
    splitter = GroupKFold(4)
    told = cross_val_predict(make_pipeline(StandardScaler(), Ridge(alpha=lam)), x, y, groups=groups, cv=splitter)
    scaler = StandardScaler().fit(x)
    model = Ridge(alpha=lam, solver="cholesky").fit(scaler.transform(x), y)
    weights, intercept = raw_map(model, scaler)
    return {
        "x": rows(x), "y": listed(y), "groups": [f"g{g}" for g in groups], "lambda": lam,
        "folds": folds_of(splitter, x, y, groups), "told": listed(told),
        "r2": r2_score(y, told), "spearman": stats.spearmanr(y, told)[0],
        "weights": listed(weights), "intercept": float(intercept),
    }  # fmt: skip


def class_probe(rng, classes: int, count: int, width: int, lam: float) -> dict:
    x = features(rng, count, width)
    sizes = rng.multinomial(count, np.ones(9) / 9)
    groups = np.repeat(np.arange(9), sizes)
    standard = (x - x.mean(0)) / x.std(0)
    y = (standard @ rng.standard_normal((width, classes)) / 2 + rng.gumbel(size=(count, classes))).argmax(1)
    splitter = StratifiedGroupKFold(3)
    pipe = make_pipeline(StandardScaler(), LogisticRegression(C=1 / lam, solver="newton-cg", tol=1e-13, max_iter=100_000))
    method = "decision_function" if classes == 2 else "predict_proba"
    told = cross_val_predict(pipe, x, y, groups=groups, cv=splitter, method=method)
    best = (told > 0).astype(int) if classes == 2 else told.argmax(1)
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=1 / lam, solver="newton-cg", tol=1e-13, max_iter=100_000).fit(scaler.transform(x), y)
    weights, intercept = raw_map(model, scaler)
    auc = roc_auc_score(y, told) if classes == 2 else roc_auc_score(y, told, multi_class="ovr")
    return {
        "x": rows(x), "y": [f"class {label}" for label in y], "groups": [f"g{g}" for g in groups], "lambda": lam,
        "folds": folds_of(splitter, x, y, groups), "told": rows(np.atleast_2d(told.T).T),
        "balancedAccuracy": balanced_accuracy_score(y, best), "auc": auc,
        "weights": rows(weights), "intercepts": listed(intercept),
    }  # fmt: skip


def main() -> None:
    rng = np.random.default_rng(14)
    golden = {
        "numbers": number_probe(rng, 40, 5, 3.0),
        "fewNumbers": number_probe(rng, 40, 60, 25.0),
        "two": class_probe(rng, 2, 60, 6, 2.0),
        "three": class_probe(rng, 3, 75, 6, 1.5),
        "fewThree": class_probe(rng, 3, 48, 64, 20.0),
    }
    path = ROOT / "fixtures/goldens/dataset.json"
    path.write_text(json.dumps(golden, indent=None, separators=(",", ":")) + "\n")
    print(path.stat().st_size, {name: {k: v for k, v in one.items() if isinstance(v, float)} for name, one in golden.items()})


if __name__ == "__main__":
    main()
