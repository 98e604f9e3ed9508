"""What is read and written by columns is what the slow ways give, byte for byte."""

import codecs
import io

import numpy as np
import pandas as pd

from geo.errors import FileRefused
from geo.exchange.read import delimited
from geo.exchange.read.table import raw_table
from geo.exchange.sheets import csv, for_sheets, harmless

SIGNS = list("=+-@＝＠;\t\r\n \"',ab1.09\u00a0\u2003\x0b\u0085–eE()٣")


def words(random, rows: int, signs=SIGNS) -> list[str]:
    return ["".join(random.choice(signs, random.integers(0, 7))) for _ in range(rows)]


def test_a_table_is_written_as_pandas_writes_it_and_no_cell_runs():
    random, rows = np.random.default_rng(1), 3000
    blank = random.random(rows) < 0.1
    frame = pd.DataFrame(
        {
            "text": pd.Series(words(random, rows), dtype="str").mask(blank),
            "few": pd.Series(random.choice(["a,b", 'say "c"', "d"], rows), dtype="str"),
            "number": np.where(blank, np.nan, random.uniform(-80, 80, rows)),
            "whole": random.integers(-9, 10**6, rows).astype(float),
            "far": 10 ** random.uniform(-9, 20, rows),
            "count": pd.array(np.where(blank, None, 7), dtype="Int64"),
        }
    )
    plain = for_sheets(frame)
    assert plain["text"].fillna("").tolist() == frame["text"].map(harmless).fillna("").tolist()
    plain["text"] = plain["text"].str.replace("\r", "_")  # which not every Python puts in quotes
    assert csv(plain) == codecs.BOM_UTF8 + plain.to_csv(index=False).encode()
    assert csv(plain.assign(yes=blank)) == codecs.BOM_UTF8 + (
        plain.assign(yes=blank).to_csv(index=False).encode()
    )


def test_a_cell_with_a_carriage_return_stays_one_cell():
    frame = pd.DataFrame({"a": ["x\ry"], "b": [1]})
    back = pd.read_csv(io.BytesIO(csv(frame)))
    assert back["a"].tolist() == ["x\ry"] and back["b"].tolist() == [1]


def test_even_text_is_read_by_columns_as_it_is_row_by_row():
    random, by_columns = np.random.default_rng(2), 0
    for _ in range(100):
        width = random.integers(1, 4)
        line = random.choice(["\n", "\r\n", "\n\n"])
        cells = [words(random, width, list("ab1. é\x0b\u2028-")) for _ in range(9)]
        text = line.join(map(",".join, cells)) + random.choice(["", line, ",x", '"', "\r"])
        encoding = str(random.choice(["utf-8", "utf-8-sig", "cp1252"]))
        data = text.encode(encoding, "ignore")
        name = "cp1252" if encoding == "cp1252" else "utf-8"
        assert_same(data, name)
        by_columns += delimited.even_table(data, name, ",", 1, width) is not None
    assert by_columns > 25


def assert_same(data: bytes, encoding: str) -> None:
    ways = (None, lambda skip, width: delimited.even_table(data, encoding, ",", skip, width))
    slow, fast = (told(data, encoding, even) for even in ways)
    assert slow == fast


def told(data: bytes, encoding: str, even) -> object:
    try:
        raw = raw_table(delimited.rows(data, encoding, ","), 1, even=even)
    except FileRefused as refused:
        return refused.key
    return raw.frame.to_dict("split"), raw.long, raw.short, raw.headings
