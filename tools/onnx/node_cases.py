"""Writes the ONNX standard's own test cases of single operators, which the Python package onnx makes.

    python3 tools/onnx/node_cases.py .cache/onnx/node-cases.json
"""

import base64
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from onnx import TensorProto
from onnx.backend.test.case.node import collect_testcases

warnings.filterwarnings("ignore")


def numbers(value) -> dict | None:
    if not isinstance(value, np.ndarray | np.generic):
        return None
    array = np.asarray(value)
    if array.dtype.kind not in "fiub" or array.dtype.itemsize > 8:
        return None
    kind = {"f": "float", "b": "bool"}.get(array.dtype.kind, "int")
    flat = [float(number) if np.isfinite(number) else str(number) for number in array.reshape(-1).astype(np.float64)]
    return {"type": kind, "shape": list(array.shape), "data": flat, "dtype": str(array.dtype)}


def main(target: Path) -> None:
    cases = []
    for case in collect_testcases(None):
        graph = case.model.graph
        if len(graph.node) != 1 or graph.node[0].domain not in ("", "ai.onnx"):
            continue
        types = {value.type.tensor_type.elem_type for value in [*graph.input, *graph.output]}
        if types - {TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL, TensorProto.UINT8, TensorProto.INT8}:
            continue
        inputs, outputs = case.data_sets[0]
        given, wanted = [numbers(value) for value in inputs], [numbers(value) for value in outputs]
        if None in given or None in wanted:
            continue
        cases.append(
            {
                "name": case.name,
                "op": graph.node[0].op_type,
                "model": base64.b64encode(case.model.SerializeToString()).decode(),
                "inputs": dict(zip([value.name for value in graph.input], given)),
                "outputs": dict(zip([value.name for value in graph.output], wanted)),
            }
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(cases))
    print(len(cases))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
