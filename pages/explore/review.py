"""What was found out about a file, what would be repaired, and the account of its rows."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.answers.answer import Answer, Sentence
from geo.answers.joined import ADDED
from geo.errors import FileRefused
from geo.evidence import column_title, data_version
from geo.exchange import file_name, mime, tell_reasons, write
from geo.exchange.read import Options, Reading, Repair, Table, Way, accept, apart, inspect
from geo.exchange.read.encodings import ENCODINGS
from geo.exchange.read.no_rows import TABLES
from geo.exchange.read.options import COLUMNS
from geo.language import percent, tell
from pages.explore.intake import MADE
from pages.frame import panel
from pages.frame.data import layer
from pages.frame.language import lang, t
from pages.frame.table import draw_rows
from pages.frame.uploader import Upload

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
DECIMALS = {".": "point", ",": "comma"}
OURS = ("row", "basis", "geometry", *ADDED)
HEADER_LINES = 20
SHOWN, EXAMPLE = 80, 60
MANY, LARGE = 100_000, 1_000_000  # rows, bytes from which work shows how far it is
STOPPED = "explore:stopped"
Made = TypeVar("Made")


@dataclass(frozen=True)
class OwnFile:
    """A file's rows as decided, how it was read, and a key that changes with any decision."""

    table: Table
    reading: Reading
    key: tuple

    @property
    def own(self) -> list[str]:
        """The columns of the reader's own file."""
        return [name for name in self.table.frame.columns if name not in OURS]

    @property
    def areas(self) -> gpd.GeoDataFrame:
        """The rows that are polygons, by their row number."""
        frame = self.table.frame.set_index("row", drop=False)
        return frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])]


def once(name: str, key: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` returns, made anew only when the key changes; one is kept per name."""
    slot = f"{MADE}{name}"
    stage = name.rpartition("-")[2]
    entry = st.session_state.get(slot)
    if entry is None or entry[0] != key:
        st.session_state.pop(slot, None)  # a large file twice in memory would be too much
        with st.spinner(t(f"explore.busy_{stage}"), show_time=True):
            entry = st.session_state[slot] = (key, make())
    return entry[1]


@contextmanager
def progress(
    about: tuple[str, str], *, rows: int = 0, size: int = 0
) -> Iterator[Callable[[float], object]]:
    """A bar for long work on a file, which is told the share that is done, and a way to stop it.

    about: the work, and the key of the file. rows, where they are known; else its size in bytes.
    Whatever the page draws notices that it is stopped.
    """
    work, file = about
    if rows < MANY and size < LARGE:
        yield lambda share: None
        return

    def text_of(share: float) -> str:
        if not rows:
            return percent(share, lang(), 0)
        return t("explore.rows_done", done=round(share * rows), rows=rows)

    def stop() -> None:
        st.session_state[STOPPED] = file

    place = st.empty()
    with place.container():
        bar = st.progress(0.0, text_of(0.0))
        st.button(t("explore.stop"), key=f"{STOPPED}:{work}", on_click=stop)
    yield lambda share: bar.progress(share, text_of(share))
    place.empty()


def _stopped(file: Upload) -> bool:
    """Whether the reader stopped the work on this file; says so, and offers to begin again."""
    if st.session_state.get(STOPPED) != file.key:
        return False
    st.info(t("explore.stopped"))
    st.button(t("explore.again"), on_click=lambda: st.session_state.pop(STOPPED, None))
    return True


def read_file(file: Upload, part: str) -> OwnFile | None:
    """The file as it is understood and its rows as decided, or None where it is refused.

    Shows what was found out, the repairs and the names to agree to, and the account. part:
    whether the page reads it as the reader's `own` rows or as an `area` to ask about.
    """
    if _stopped(file):
        return None
    entry = st.session_state.get(f"{MADE}changes:{part}")
    if entry is None or entry[0] != file.key:
        entry = st.session_state[f"{MADE}changes:{part}"] = (file.key, {})
    changes = entry[1]
    key = (part, file.key, *sorted(changes.items()))
    try:
        reading = once(f"{part}-reading", key, lambda: _inspected(file, changes))
        _reading_controls(reading, changes, key)
        doubts = bool(reading.repairs) or len(reading.names) > 0
        questions, outcome = st.columns(2) if doubts else (st.container(), st.container())
        with questions:
            repairs = _repairs(reading, key)
            names = _names(reading, key)
        agreed = (*key, *sorted(repairs), "|", *sorted(names))
        table = once(f"{part}-table", agreed, lambda: accept(reading, repairs, names))
    except FileRefused as error:
        st.error(t("explore.refused"))
        st.text(tell(Sentence(error.key, error.values), lang()))
        if error.draft is not None:
            _ways(error.draft, changes, key)
            _reading_controls(error.draft, changes, key)
        if changes:
            st.button(t("explore.back"), on_click=changes.clear, icon=":material/undo:")
        return None
    with outcome:
        _account(table, part)
    return OwnFile(table, reading, agreed)


def _inspected(file: Upload, changes: dict) -> Reading:
    options, places = Options(**changes), layer("municipalities")
    with progress(("reading", file.key), size=len(file.data)) as bar:
        return inspect(file.name, file.data, places, options, progress=bar)


def _ways(draft: Reading, changes: dict, key: tuple) -> None:
    """The readings between which only the file's owner can choose, each with a row."""
    if not draft.ways:
        return
    widget = f"explore:ways:{hash(key)}"
    texts = [_way(way) for way in draft.ways]

    def take() -> None:
        if isinstance(n := st.session_state[widget], int):  # else a label of the language before
            changes.update(draft.ways[n].options)

    st.radio(
        t("explore.ways"),
        range(len(draft.ways)),
        index=None,
        format_func=texts.__getitem__,
        key=widget,
        on_change=take,
    )


def _way(way: Way) -> str:
    """What choosing it sets, in the words of the controls, and where its row would lie."""
    none = t("explore.none")
    options = [
        f"{t(f'explore.option_{name}')}: {panel.quoted(str(value)) if value else none}"
        for name, value in way.options.items()
    ]
    place = way.place or t("exchange.way_nowhere")
    example = panel.quoted(way.value)
    return t("explore.way", choice="; ".join(options), row=str(way.row), value=example, place=place)


def _reading_controls(reading: Reading, changes: dict, key: tuple) -> None:
    """Everything that was found out, each in a control that changes it."""
    options = reading.options
    none = t("explore.none")
    for note in reading.notes:
        st.text(tell(note, lang()))
    heading = t("explore.found", format=reading.format, rows=reading.rows)
    with st.expander(heading), st.container(horizontal=True):
        pick = _Pick(changes, key)
        if reading.layers:
            pick("layer", list(reading.layers), options.layer, str)
        if reading.format == "csv":
            pick("encoding", list(ENCODINGS), options.encoding, str)
            pick("separator", list(SEPARATORS), options.separator, _separator)
        if reading.format in TABLES:
            pick("decimal", list(DECIMALS), options.decimal, _decimal)
            lines = range(HEADER_LINES + 1)
            pick("header", list(lines), options.header, lambda n: str(n) if n else none)
            for name in COLUMNS:
                pick(name, ["", *reading.columns], getattr(options, name), lambda c: c or none)
        shares = reading.crs_choices.set_index("crs")["share"]
        if len(shares):
            pick("crs", list(shares.index), options.crs, lambda c: _crs(c, shares))


class _Pick:
    """Select boxes whose change is noted under their name."""

    def __init__(self, changes: dict, key: tuple):
        self.changes, self.key = changes, hash(key)

    def __call__(
        self, name: str, codes: list, value: object, text: Callable[[object], str]
    ) -> None:
        value = self.changes.get(name, value)
        # The key names what was found: another file or another finding is another control.
        widget = f"explore:{name}:{self.key}"
        codes = codes if value in codes else [*codes, value]

        def take() -> None:
            if st.session_state[widget] in codes:  # else a label of the language before
                self.changes[name] = st.session_state[widget]

        st.selectbox(
            t(f"explore.option_{name}"),
            codes,
            index=codes.index(value),
            format_func=lambda code: text(code)[:EXAMPLE],
            key=widget,
            on_change=take,
            width=220,
        )


def _separator(code: str) -> str:
    return t(f"explore.separator_{SEPARATORS[code]}") if code in SEPARATORS else code


def _decimal(code: str | None) -> str:
    return t(f"explore.decimal_{DECIMALS.get(code, 'unclear')}")


def _crs(code: int, shares: pd.Series) -> str:
    return t("explore.crs_share", crs=str(code), share=percent(shares.get(code), lang(), 0))


def _repairs(reading: Reading, key: tuple) -> list[str]:
    """The repairs that the reader agrees to; those with one possible reading begin ticked."""
    repairs = [repair for repair in reading.repairs if repair.id != "near_name"]
    if not repairs:
        return []
    sure = any(repair.certain for repair in repairs)
    st.markdown(f"**{t('explore.repairs' if sure else 'explore.repairs_unsure')}**")
    return [repair.id for repair in repairs if _agreed(repair, key)]


def _agreed(repair: Repair, key: tuple) -> bool:
    rows = repair.rows
    text = t("explore.repair", what=repair.text(lang()), rows=rows)
    ticked = st.checkbox(text, value=repair.certain, key=f"explore:repair:{repair.id}:{hash(key)}")
    example = {"before": panel.quoted(repair.before), "after": panel.quoted(repair.after)}
    if repair.before or repair.after:
        st.caption(t("explore.example", **example))
    return ticked


def _names(reading: Reading, key: tuple) -> list[str]:
    """The names that nearly match whose suggestion the reader agrees to."""
    near = reading.names
    if near.empty:
        return []
    st.markdown(f"**{t('explore.names', n=len(near))}**")
    widget = f"explore:names:{hash(key)}"
    every = st.toggle(t("explore.all_names"), key=f"{widget}:all")
    table = pd.DataFrame(
        {
            t("explore.agree"): every,
            t("explore.in_file"): near["value"],
            column_title("municipality", lang()): near["municipality"],
            column_title("department", lang()): near["department"],
            t("explore.score"): near["score"].round(),
            t("explore.rows"): near["rows"],
        }
    )
    edited = st.data_editor(
        table, hide_index=True, disabled=list(table.columns[1:]), key=f"{widget}:{every}:{lang()}"
    )
    return list(near["value"][edited.iloc[:, 0].to_numpy(bool)])


def _account(table: Table, part: str) -> None:
    """Kept, repaired, rejected: they add up to the rows; the rejected ones with their reasons."""
    st.markdown(f"**{t('explore.account', rows=table.rows)}**")
    with st.container(horizontal=True):
        for name in ("kept", "repaired", "rejected"):
            rows = t("frame.figure", n=getattr(table, name))
            st.metric(t(f"explore.rows_{name}"), rows, width=120)
    if table.rejected:
        _listed(tell_reasons(table.reasons, lang()), "rejected", table.rejected, part)
    if table.repaired:
        cells = table.repaired_cells
        labels = [t(f"exchange.repair_{repair}") for repair in cells["repair"]]
        _listed(cells.assign(repair=labels), "repaired", table.repaired, part)


def disagreements(own: OwnFile, answer: Answer) -> None:
    """The rows that lie in no municipality, and those that name another than they lie in."""
    others = once("own-apart", (*own.key, "apart"), lambda: apart(own.reading, answer.frame))
    nowhere = others["lies"] == ""
    for what, rows in {"apart": others[~nowhere], "nowhere": others[nowhere]}.items():
        if len(rows):
            _listed(rows, what, len(rows), "own")


def _listed(frame: pd.DataFrame, what: str, rows: int, part: str) -> None:
    with st.expander(t(f"explore.list_{what}", rows=rows)):
        headings = {name: t(f"explore.column_{name}") for name in frame}
        draw_rows(frame.head(SHOWN).rename(columns=headings), t(f"explore.list_{what}", rows=rows))
        if len(frame) > SHOWN:
            st.caption(t("frame.first_rows", rows=SHOWN))
        save_csv(frame, what, key=f"explore-{part}-{what}")


def save_csv(frame: pd.DataFrame, what: str, *, key: str) -> None:
    """A button for these rows as CSV, made when it is clicked."""
    st.download_button(
        t("frame.download", format="CSV"),
        data=lambda: write(frame, "csv"),
        file_name=file_name(what, "csv", data_version()),
        mime=mime("csv"),
        on_click="ignore",
        key=key,
        icon=":material/download:",
    )
