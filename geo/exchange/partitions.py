"""Files that no memory holds: cut into parts, each read, joined and written by itself.

CSV is cut at ends of rows, Parquet and GeoParquet by their row groups; a file of another format
is one part. What the columns are is found out once, from the beginning of the file.
"""

import codecs
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.answers.joined import joined, own_columns
from geo.errors import FileRefused, PathRefused
from geo.evidence import Evidence
from geo.exchange.about import describe_columns
from geo.exchange.read import Options, Reading, accept, delimited, inspect, tell_reasons
from geo.exchange.read.encodings import encoding_of
from geo.exchange.read.inspection import check_request
from geo.exchange.read.kind import kind_of
from geo.exchange.whole import write_whole
from geo.exchange.write import write

BLOCK = 16_000_000  # bytes of text in one part
ROWS = 250_000  # rows of Parquet in one part
SAMPLE = 20_000  # rows by which it is found out what the columns are
PEEK, LONGEST = 1_000_000, 4_000_000  # bytes of a sample; of a row with line ends in a cell
LINES = 100  # of such a row, at the end of a sample
EMPTY = FileRefused("exchange.no_rows").key


@dataclass(frozen=True)
class Part:
    """Some of a file's rows: `size` bytes from `start`, or a batch of a row group; -1: all.

    before: rows of the file above; rows: its own, -1 where only reading tells.
    """

    file: str
    name: str
    kind: str = "whole"
    start: int = 0
    size: int = -1
    head: bytes = b""
    before: int = 0
    rows: int = -1
    last: bool = True
    options: Options = field(default_factory=Options)


@dataclass
class PartReport:
    """What became of a part: its rows by their fate, and all that a report says of them."""

    part: Part
    rows: int = 0
    kept: int = 0
    repaired: int = 0
    rejected: int = 0
    placed: int = 0
    repairs: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    columns: list[dict[str, str]] = field(default_factory=list)
    crs: int | None = None
    refused: str = ""


@lru_cache(maxsize=1)
def _evidence() -> Evidence:
    """What is held, read once by each worker."""
    return Evidence()


def parts_of(files: Sequence[Path], options: Options) -> list[Part]:
    """The files in their order as parts, with names of the files that will hold them.

    Raises PathRefused, and FileRefused where a file's beginning cannot be used.
    """
    parts = [part for file in files for part in _parts(file, options)]
    stems = [Path(part.file).stem for part in parts]
    names = (f"part-{i:05d}-{stem[:60]}.parquet" for i, stem in enumerate(stems))
    return [replace(part, name=name) for part, name in zip(parts, names, strict=True)]


def _parts(path: Path, options: Options) -> list[Part]:
    try:
        with path.open("rb") as file:
            beginning = file.read(PEEK)
    except OSError as error:
        raise PathRefused(f"{path} cannot be read: {error.strerror}.") from error
    kind, whole = kind_of(beginning), Part(str(path), "", options=options)
    if kind == "parquet":
        return _groups(whole)
    if kind == "csv" and path.stat().st_size > BLOCK and b"\0" not in beginning:
        return _blocks(whole, beginning)
    return [whole]


def _groups(whole: Part) -> list[Part]:
    """Row groups, large ones in batches: `start` is the group, `size` the batch."""
    try:
        file = pq.ParquetFile(whole.file)
    except (pa.ArrowInvalid, OSError) as error:
        raise FileRefused("exchange.damaged", kind="Parquet") from error
    parts, before = [], 0
    for group in range(file.metadata.num_row_groups):
        remaining = file.metadata.row_group(group).num_rows
        for batch in range(-(-remaining // ROWS)):
            rows = min(ROWS, remaining - batch * ROWS)
            part = replace(whole, kind="rows", start=group, size=batch, before=before, rows=rows)
            parts.append(part)
            before += rows
    if len(parts) < 2:
        return [whole]
    first = next(file.iter_batches(batch_size=SAMPLE))
    return _with_options(parts, _inspect(whole, _parquet(pa.Table.from_batches([first]))))


def _blocks(whole: Part, beginning: bytes) -> list[Part]:
    """Pieces of text that end where a row does, each but the first below the file's headings."""
    sample = _rows_of(beginning)
    letters = [line for _, data in _pieces(whole.file) for line in _beyond_ascii(data)]
    encoding = whole.options.encoding or encoding_of(sample + b"\n".join(letters)[:PEEK])
    whole_text = replace(whole, options=replace(whole.options, encoding=encoding))
    reading = _inspect(whole_text, sample)
    raw, separator = reading.loaded.raw, reading.options.separator or ","
    top = raw.header + raw.tags
    head, parts, before = _head(sample, separator, top), [], 0
    for start, data in _pieces(whole.file):
        n = _count(data, separator) - (0 if start else top)
        part = replace(whole, kind="text", start=start, size=len(data), before=before, rows=n)
        parts.append(replace(part, head=head if start else b""))
        before += n
    return _with_options(parts, reading)


def _rows_of(beginning: bytes) -> bytes:
    """Up to the last end of a row: an end of a line, with no quotation mark open."""
    sample = whole = beginning[: beginning.rfind(b"\n") + 1] or beginning
    for _ in range(LINES):
        if sample.count(b'"') % 2 == 0:
            return sample
        sample = sample[: sample[:-1].rfind(b"\n") + 1]
    return whole


def _head(sample: bytes, separator: str, top: int) -> bytes:
    """The first rows as they stand, each of one line or of several."""
    mark = len(codecs.BOM_UTF8) if sample.startswith(codecs.BOM_UTF8) else 0
    lines, rows = 0, 0
    for row, own, _ in delimited.records(sample[mark:], "latin-1", separator):
        if rows == top:
            break
        lines, rows = lines + max(len(own), 1), rows + bool(row)
    return b"".join(sample.splitlines(keepends=True)[:lines])


def _with_options(parts: list[Part], reading: Reading) -> list[Part]:
    """The parts with what was found out; the system is found anew, as it may need consent."""
    options = replace(reading.options, crs=reading.request.crs)
    return [replace(part, options=options, last=part is parts[-1]) for part in parts]


def _inspect(part: Part, data: bytes) -> Reading:
    """What a part is. Raises FileRefused where what was asked for is not in it."""
    reading = inspect(Path(part.file).name, data, _evidence().municipalities, part.options)
    return check_request(reading)


def _pieces(path: str) -> Iterator[tuple[int, bytes]]:
    """(where it begins, bytes) of pieces that end with a row: no quotation mark is left open."""
    with Path(path).open("rb") as file:
        start = 0
        while data := file.read(BLOCK):
            more, open_ = [file.readline()], data.count(b'"') % 2
            length = len(more[0])
            open_ ^= more[0].count(b'"') % 2
            while open_ and more[-1] and length < LONGEST:
                more.append(file.readline())
                length += len(more[-1])
                open_ ^= more[-1].count(b'"') % 2
            if open_:  # a mark that nobody closes: the row ends where its line does
                file.seek(len(more[0]) - length, 1)
                more = more[:1]
            yield start, data + b"".join(more)
            start = file.tell()


def _beyond_ascii(data: bytes) -> list[bytes]:
    if data.isascii():
        return []
    return list(islice((line for line in data.splitlines() if not line.isascii()), 200))


def _count(data: bytes, separator: str) -> int:
    """How many rows a piece of text holds; lines without anything are none."""
    if b'"' not in data and data.count(b"\r") == data.count(b"\r\n"):
        return sum(1 for line in data.split(b"\n") if line.strip(b"\r"))
    return sum(1 for _ in delimited.rows(data, "latin-1", separator))


def _parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def _data(part: Part) -> bytes:
    """The part as a file of its own."""
    if part.kind == "rows":
        batches = pq.ParquetFile(part.file).iter_batches(ROWS, row_groups=[part.start])
        return _parquet(pa.Table.from_batches([next(islice(batches, part.size, None))]))
    with Path(part.file).open("rb") as file:
        file.seek(part.start)
        return part.head + file.read(part.size)


def run_part(part: Part, out: str) -> PartReport:
    """Joins one part and writes OUT/NAME, and OUT/rejected/NAME with the rows that were not kept.

    The same part gives the same files, however often and by whomever it is done.
    """
    try:
        return _run(part, Path(out))
    except FileRefused as error:
        if error.key == EMPTY and part.kind == "text":  # only blank lines are left
            n = 0 if part.last else part.rows
            return PartReport(part, rows=n, rejected=n)
        return PartReport(part, refused=str(error))
    except (OSError, PathRefused) as error:
        return PartReport(part, refused=str(error))


def _run(part: Part, out: Path) -> PartReport:
    evidence = _evidence()
    reading = _inspect(part, _data(part))
    table = accept(reading)
    rows = table.frame.assign(row=table.frame["row"] + part.before)
    frame = joined(evidence, rows).frame
    frame["basis"] = frame["basis"].replace("shape", "point")
    reasons = tell_reasons(table.reasons, "en")
    reasons["row"] += part.before
    files = {out / part.name: [write(frame, "parquet")]}
    if len(reasons):
        files[out / "rejected" / part.name] = [write(reasons, "parquet")]
    write_whole(files)
    # Blank lines at the end of a part are rows of the file where others follow.
    blank = 0 if part.last else part.rows - reading.rows
    account = table.account()
    account |= {"rows": table.rows + blank, "rejected": table.rejected + blank}
    return PartReport(
        part,
        **account,
        placed=int(frame["divipola"].notna().sum()),
        columns=describe_columns(frame, "en", own_columns(rows)),
        crs=reading.options.crs if reading.place in ("point", "shape") else None,
    )


def report(parts: Sequence[PartReport]) -> dict:
    """One account of all parts: their counts add up. Raises FileRefused where one was refused."""
    for each in parts:
        if each.refused:
            raise FileRefused("exchange.part", file=each.part.file, why=each.refused)
    for file in dict.fromkeys(each.part.file for each in parts):
        systems = {each.crs for each in parts if each.part.file == file and each.crs}
        if len(systems) > 1:
            choices = "; ".join(f"crs={crs}" for crs in sorted(systems))
            raise FileRefused("exchange.crs_unclear", choices=choices)
    counts = ("rows", "kept", "repaired", "rejected", "placed")
    repairs = pd.DataFrame([each.repairs for each in parts]).sum()
    columns = {column["name"]: column for each in parts for column in each.columns}
    return {
        **{name: sum(getattr(each, name) for each in parts) for name in counts},
        "repairs": {name: int(rows) for name, rows in repairs.items()},
        "notes": list(dict.fromkeys(note for each in parts for note in each.notes)),
        "columns": list(columns.values()),
        "parts": [
            {"file": Path(each.part.file).name, "out": each.part.name}
            | {name: asdict(each)[name] for name in counts}
            for each in parts
        ],
    }
