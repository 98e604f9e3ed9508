"""Hostile uploads and links, made from the corpus by a seed: an account or a message, no more.

`CORREDOR_SEED=7 python -m pytest -m long tests/exchange/test_hostile.py` repeats a run of
10,000; what fails names its number, and `made(seed, number)` gives its bytes again.
"""

import csv
import io
import os
import random
import resource
import signal
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from geo.answers.joined import joined
from geo.errors import CorredorError
from geo.exchange import write
from geo.exchange.pasted import pasted_file
from geo.exchange.sheets import FORMULA, HARMLESS
from geo.language import tell
from geo.views import choices, view
from geo.views.link import decode, encode
from tests.exchange.corpus import books, layers, tables  # noqa: F401 - they register their cases
from tests.exchange.corpus.case import CASES, Case
from tests.exchange.test_any_input import account

SEED = os.environ.get("CORREDOR_SEED", "1")
SECONDS, MEGABYTES = 60, 600  # of the processor, that no input may take, and all together
EVIL = "<img src=x onerror=alert(1)>"
TOKENS = [
    EVIL, "=HYPERLINK(\"http://example.org\")", "+1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "=",
    "-2+3", "＝1+1", "../../../etc/passwd", "/vsicurl/http://example.org/x", "\0", "\ufeff", '"',
    "'", "\r", "\n", ";", ",", "\u202e", "9" * 400, "1e999", "nan", "-0", "{{7*7}}", "${x}", "%s",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;", "SRID=1;POINT(0 0)", "[" * 99,
    "SRID=" + "1" * 5000 + ";POINT(0 0)", *(sign * 10_000 for sign in " 1,;\n(-N+aé°"),
    "javascript:alert(1)", "'; DROP TABLE x; --", "\ud83d", "a" * 5000,
    "CURVEPOLYGON ((0 0, 0 1, 1 1, 0 0))", "LINEARRING (0 0, 0 1, 1 1, 0 0)", "POINT M (1 2 3)",
]  # fmt: skip
BOOKS = (".xlsx", ".xls", ".ods")
LINKED = ("overview", "corridors", "cities", "incidents", "places", "aid", "decertification")
watched: list[str] | None = None


def watch(event: str, words: tuple) -> None:
    """Notes every file that Python opens to write."""
    if watched is not None and event == "open" and isinstance(words[0], str | bytes):
        path, mode, flags = words
        if (mode and set(str(mode)) & set("wxa+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR):
            watched.append(os.fsdecode(path))


sys.addaudithook(watch)


def bytes_of(token: str) -> bytes:
    return token.encode("utf-8", "surrogatepass")


def made(seed: str, number: int, files: list[bytes]) -> bytes:
    """The upload of this number: a file of the corpus sown, and sometimes packed."""
    chance = random.Random(f"{seed}:{number}")
    data = sown(chance.choice(files), chance, files)
    if chance.random() < 0.05:
        name = chance.choice(["../../evil.csv", "/tmp/evil.csv", "a.csv", "x/../../b.geojson"])
        return packed({name: data})
    return data


def made_book(seed: str, number: int, files: list[bytes]) -> bytes:
    """The workbook of this number: sown inside its zip, where its sheets are."""
    chance = random.Random(f"{seed}:book:{number}")
    book = chance.choice(files)
    if not zipfile.is_zipfile(io.BytesIO(book)) or chance.random() < 0.1:
        return sown(book, chance, files)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [name for name in parts if name.endswith(("sheet1.xml", "Strings.xml", "content.xml"))]
    name = chance.choice(sheets or list(parts))
    return packed(parts | {name: sown(parts[name], chance, [parts[name]])})


def packed(parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def sown(file: bytes, chance: random.Random, files: list[bytes]) -> bytes:
    """A file cut, mixed with others, and sown with tokens."""
    data = bytearray(file)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0:
                data[at : at + chance.randint(0, 8)] = chance.randbytes(chance.randint(0, 8))
            case 1:
                data[at:at] = bytes_of(chance.choice(TOKENS))
            case 2:  # where a cell, a line or an element ends
                marks = [i for i, byte in enumerate(data[:20_000]) if byte in b',;\n>"']
                where = chance.choice(marks) + 1 if marks else at
                data[where:where] = bytes_of(chance.choice(TOKENS))
            case 3:
                del data[at : at + chance.randint(1, max(len(data) // 3, 1))]
            case 4:
                other = chance.choice(files)
                data[at:at] = other[: chance.randint(0, min(len(other), 4000))]
            case 5:
                data += data[at : at + 4000]
    return bytes(data)


def take(data: bytes, evidence) -> None:
    """Every row is accounted for, is joined, and what is written runs nowhere."""
    table = account(data)
    if table is None or table.frame.empty:
        return
    frame = joined(evidence, table.frame, joins=["place"]).frame
    assert frame["row"].tolist() == table.frame["row"].tolist()
    cells = csv.reader(io.StringIO(write(frame, "csv").decode("utf-8-sig"), newline=""))
    lines = list(cells)
    assert len(lines) == len(frame) + 1 and len({len(line) for line in lines}) == 1
    for cell in {cell for line in lines for cell in line}:
        assert HARMLESS.fullmatch(cell) or FORMULA.sub(r"\1'", cell) == cell, cell


def follow(number: int, evidence) -> None:
    """A link is a view, with what is not known named and nothing of it run."""
    chance = random.Random(f"{SEED}:link:{number}")
    page, lang = chance.choice(LINKED), chance.choice(["en", "es"])
    known = choices(page, evidence)
    query = encode(known, {choice.name: choice.default for choice in known}, lang)
    query |= {choice.name: chance.choice(TOKENS) for choice in known if chance.random() < 0.3}
    query |= {chance.choice(TOKENS)[:40]: chance.choice(TOKENS) for _ in range(2)}
    values, _ = decode(known, query)
    assert decode(known, encode(known, values, lang)) == (values, [])
    try:
        shown = view(page, query, evidence, lang)
    except CorredorError:
        return
    if shown.scene:
        assert EVIL not in shown.scene.words_html(lang) + shown.scene.legend_html(lang)
    if shown.finding:
        assert EVIL not in tell(shown.finding, lang) or page == "places"


def bounded(each: Callable, numbers: range, tmp_path: Path, monkeypatch) -> None:
    """Runs them all: no file is left or written elsewhere, memory and time have bounds."""
    global watched
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    monkeypatch.chdir(tmp_path)

    def late(*_: object) -> None:
        raise TimeoutError(f"more than {SECONDS} s")

    previous = signal.signal(signal.SIGPROF, late)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    watched = []
    try:
        for number in numbers:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                each(number)
            except Exception as error:
                error.add_note(f"seed {SEED}, number {number}")
                raise
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
        written, watched = watched, None
    assert [path for path in written if not path.startswith((str(private), "/dev/null"))] == []
    assert [path for path in tmp_path.rglob("*") if path != private] == []
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MEGABYTES * 1024


def test_no_cell_takes_time_with_the_square_of_its_length(evidence, tmp_path, monkeypatch):
    """Cells of 20,000 equal characters with an end that fits nothing."""
    cells = [sign * 20_000 + end for sign in (*" 1,;(-Na°", "\n") for end in ("x", "5")]
    out = io.StringIO()
    names = ["municipio", "divipola", "nota", "lat", "wkt", "uncertainty_km"]
    rows = [["Cali", "76001", "", "3.4", "POINT (-76.5 3.4)", "1"]] * len(cells)
    csv.writer(out).writerows([names, *rows, *([cell] * 6 for cell in cells)])
    kml = "<kml><Placemark><Point><coordinates>{}</coordinates></Point></Placemark></kml>"
    made = [out.getvalue().encode(), kml.format(cells[-1]).encode()]
    made += [pasted_file(f"a\n{cell}\n", evidence.municipalities)[1] for cell in cells[:2]]
    bounded(lambda n: take(made[n], evidence), range(len(made)), tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def files() -> list[bytes]:
    """The corpus but for large files and what a process of its own reads."""
    return small(case for case in CASES if not case.name.endswith(BOOKS))


@pytest.fixture(scope="module")
def workbooks() -> list[bytes]:
    return small(case for case in CASES if case.name.endswith(BOOKS))


def small(cases: Iterable[Case]) -> list[bytes]:
    return [data for case in cases if 0 < len(data := case.make()) < 200_000]


def test_hostile_uploads(files, evidence, tmp_path, monkeypatch):
    bounded(lambda n: take(made(SEED, n, files), evidence), range(30), tmp_path, monkeypatch)


def test_hostile_workbooks(workbooks, evidence, tmp_path, monkeypatch):
    bounded(
        lambda n: take(made_book(SEED, n, workbooks), evidence), range(4), tmp_path, monkeypatch
    )


def test_hostile_links(evidence, tmp_path, monkeypatch):
    bounded(lambda n: follow(n, evidence), range(10), tmp_path, monkeypatch)


@pytest.mark.long
def test_many_hostile_uploads(files, evidence, tmp_path, monkeypatch):
    bounded(lambda n: take(made(SEED, n, files), evidence), range(8600), tmp_path, monkeypatch)


@pytest.mark.long
def test_many_hostile_workbooks(workbooks, evidence, tmp_path, monkeypatch):
    bounded(
        lambda n: take(made_book(SEED, n, workbooks), evidence), range(400), tmp_path, monkeypatch
    )


@pytest.mark.long
def test_many_hostile_links(evidence, tmp_path, monkeypatch):
    bounded(lambda n: follow(n, evidence), range(1000), tmp_path, monkeypatch)
