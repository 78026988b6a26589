"""Writes formats/fixtures/*.parquet. Run once, with pyarrow 21 or newer; the files are committed."""

import datetime
import decimal
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

here = pathlib.Path(__file__).parent / "fixtures"
here.mkdir(exist_ok=True)

table = pa.table(
    {
        "text": ["Fin tröja", "too small", None, "ok"],
        "label": pa.array(["pos", "neg", "neg", "pos"]).dictionary_encode(),
        "stars": pa.array([5, 1, None, 4], pa.int64()),
        "score": [0.5, -1.25, 3.0, None],
        "seen": [True, False, None, True],
        "day": [datetime.date(2026, 11, d) for d in (1, 2, 3, 4)],
        "at": pa.array([datetime.datetime(2026, 11, 1, 10, 30, s) for s in range(4)], pa.timestamp("us", "UTC")),
        "price": pa.array([decimal.Decimal("12.50")] * 4, pa.decimal128(8, 2)),
        "tags": [["a", "b"], [], None, ["c"]],
        "box": [{"w": 1}, {"w": 2}, None, {"w": 4}],
    }
)
for codec in ("snappy", "zstd", "gzip", "brotli", "none"):
    pq.write_table(table, here / f"reviews.{codec}.parquet", compression=codec, row_group_size=3)
