"""Files with traits that people have reported, each with what is right.

The files in corpus/uploads and their expected.json are made by us and may be used freely. A
trait that has two readings may be answered by either the right one or a refusal that names
the choices (`divipola_or_exit2`), never by a sure wrong one.
"""

import csv
import io
import json
from pathlib import Path

import pytest

from geo.errors import FileRefused
from geo.evidence import load
from geo.exchange import accept, inspect, tell_reasons, write
from geo.language import Sentence, tell
from tests.exchange.placed import codes_of
from tests.sampling import one_in

FILES = Path(__file__).parent / "corpus" / "uploads"
EXPECTED = json.loads((FILES / "expected.json").read_text("utf-8"))
MUNICIPALITIES = load("municipalities")


def test_every_file_has_what_is_right():
    assert {path.name for path in FILES.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", one_in(3, EXPECTED))
def test_a_file_comes_out_as_is_right(name):
    right = EXPECTED[name]
    try:
        reading = inspect(name, (FILES / name).read_bytes(), MUNICIPALITIES)
        table = accept(reading)
    except FileRefused as refused:
        assert "divipola_or_exit2" in right
        assert "=" in tell(Sentence(refused.key, refused.values), "en")
        assert len(refused.draft.ways) > 1
        return
    found = codes_of(table.frame, MUNICIPALITIES)
    wanted = right.get("divipola") or right.get("divipola_or_exit2")
    if "divipola_or_reason" in right and found != right["divipola_or_reason"]:
        told = " ".join(tell_reasons(table.reasons, "en")["reason"])
        assert table.rejected and right["reason_lacks"] not in told
    elif wanted:
        assert found == wanted
    start = right.get("divipola_starts", [])
    assert found[: len(start)] == start
    assert table.kept + table.repaired + table.rejected == table.rows
    assert table.rejected == right.get("rejected", table.rejected)
    assert table.rows == right.get("rows", table.rows)
    text = write(table.frame, "csv").decode("utf-8-sig")
    assert all(part in text for part in right.get("output_holds", []))
    assert not any(part in text for part in right.get("output_lacks", []))
    rows = list(csv.DictReader(io.StringIO(text)))
    for column, cells in right.get("cells", {}).items():
        assert [row[column] for row in rows] == cells
