"""Shards of sounds as `datasets`, pyarrow and pandas write them: fixtures/parquet, with what a reader should find.

pip install pyarrow==25.0.1 datasets==5.0.1 pandas==3.0.6 numpy==2.4.6
"""

import io
import json
import wave
from pathlib import Path

import numpy as np
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
from datasets import Audio, ClassLabel, Dataset, Features, Value

OUT = Path(__file__).parents[2] / "fixtures/parquet"
NAMES = ["ant", "bee", "cow"]
ROWS = 12
RATE = 8000


def wav(samples: np.ndarray) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


def tone(i: int) -> np.ndarray:
    return np.round(8000 * np.sin(0.05 * (i + 1) * np.arange(200 + 10 * i))).astype(np.int16)


def row(i: int) -> dict:
    """Every kind of null: no sound, a sound without a path, a path without a sound, no label, no text."""
    audio = None if i == 4 else {"bytes": None if i == 7 else wav(tone(i)), "path": None if i == 2 else f"{i}.wav"}
    return {"audio": audio, "label": None if i == 5 else (i * 2) % 3, "text": None if i == 6 else f"words {i % 4} – é"}


def expected(rows: list, label=lambda value: NAMES[value]) -> list:
    def one(i, found):
        audio = found["audio"] or {}
        return {
            "path": audio.get("path"),
            "length": len(tone(i)) if audio.get("bytes") else None,
            "end": tone(i)[-4:].tolist() if audio.get("bytes") else None,
            "label": None if found["label"] is None else label(found["label"]),
            "text": found["text"],
        }

    return [one(i, found) for i, found in enumerate(rows)]


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    rows = [row(i) for i in range(ROWS)]
    right = {}
    storage = pa.struct({"bytes": pa.binary(), "path": pa.string()})
    schema = pa.schema({"audio": storage, "label": pa.int64(), "text": pa.string()})
    table = pa.Table.from_pylist(rows, schema)

    features = Features({"audio": Audio(), "label": ClassLabel(names=NAMES), "text": Value("string")})
    # It looks for the files of paths without sounds.
    whole = [{**one, "audio": None} if i == 7 else one for i, one in enumerate(rows)]
    dataset = Dataset(pa.Table.from_pylist(whole, schema.with_metadata(features.arrow_schema.metadata)))
    for name, options in {"datasets": {}, "datasets-batches": {"batch_size": 5}}.items():
        dataset.to_parquet(OUT / f"{name}.parquet", **options)
        right[name] = expected(whole)
    for codec in ["zstd", "gzip"]:
        pq.write_table(dataset.data.table, OUT / f"datasets-{codec}.parquet", compression=codec, row_group_size=4)
        right[f"datasets-{codec}"] = expected(whole)

    written = {
        # Small pages: several of each column in a row group.
        "pyarrow-pages": {"row_group_size": 7, "data_page_size": 64, "write_batch_size": 2, "compression": "snappy"},
        "pyarrow-v2": {"row_group_size": 5, "data_page_version": "2.0", "compression": "zstd"},
        "pyarrow-v2-plain": {"data_page_version": "2.0", "compression": "none", "use_dictionary": False},
        "pyarrow-differences": {
            "compression": "snappy",
            "use_dictionary": False,
            "column_encoding": {"label": "DELTA_BINARY_PACKED", "text": "DELTA_LENGTH_BYTE_ARRAY"},
        },
        "pyarrow-indexed": {"write_page_index": True, "write_page_checksum": True, "row_group_size": 6},
    }
    for name, options in written.items():
        pq.write_table(table, OUT / f"{name}.parquet", **options)
        right[name] = expected(rows, str)

    large = pa.schema(
        {
            "id": pa.int32(),
            "audio": pa.struct(
                {
                    "bytes": pa.large_binary(),
                    "path": pa.large_string(),
                    "array": pa.list_(pa.float64()),
                    "sampling_rate": pa.int32(),
                }
            ),
            "label": pa.dictionary(pa.int8(), pa.string()),
            "text": pa.large_string(),
            "tags": pa.list_(pa.string()),
            "price": pa.decimal128(10, 2),
        }
    )
    named = [{**one, "label": None if one["label"] is None else NAMES[one["label"]]} for one in rows]
    more = [{**one, "id": i, "tags": ["a", "b"][: i % 3], "price": i} for i, one in enumerate(named)]
    pq.write_table(pa.Table.from_pylist(more, large), OUT / "pyarrow-more.parquet", row_group_size=5)
    right["pyarrow-more"] = expected(named, str)

    frame = pandas.DataFrame(named)
    frame["label"] = frame["label"].astype("category")
    frame.to_parquet(OUT / "pandas.parquet")
    right["pandas"] = expected(named, str)

    for name, options in {
        "brotli": {"compression": "brotli"},
        "growing-texts": {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}},
    }.items():
        pq.write_table(table, OUT / f"refused-{name}.parquet", **options)
    (OUT / "expected.json").write_text(json.dumps(right, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
