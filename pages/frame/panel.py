"""What every page shows of an answer: map with legend, words, table, downloads, sources."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

import geopandas as gpd
import pandas as pd
import pydeck as pdk
import streamlit as st

from geo.answers import Answer
from geo.answers.answer import title_seen, words
from geo.cartography.legend import Legend
from geo.evidence import column_title, columns, data_version, label
from geo.exchange import file_name, formats_for, mime, write
from geo.language import LANGUAGES, date, join_list, number
from pages.frame import link, navigation
from pages.frame.data import layer
from pages.frame.language import lang, t

MAP_HEIGHT = 560
# More rows than this stay in the download: a table is for reading.
TABLE_ROWS = 80
PUBLISHERS = 4
# The formats that every table offers, by the name on the button.
OFFERED = {"csv": "CSV", "xlsx": "Excel", "geojson": "GeoJSON", "gpkg": "GeoPackage"}
# A reader's own rows go home in every format that there is.
EVERY = OFFERED | {"parquet": "GeoParquet", "fgb": "FlatGeobuf"}
SHEETS = ("csv", "xlsx")
# Codes whose shapes a table can take along, and the layer that holds them.
SHAPES = {"divipola": "municipalities", "department_code": "departments"}
# The columns that hold the names of places, and the codes that say which.
NAMES = {"divipola": "municipality", "department_code": "department"}
# Digits shown, by unit; two decimals elsewhere.
STEPS = {"share": 0.1, "km": 0.1, "h": 0.1, "min": 1, "USD": 1, "per 100,000": 0.1, "0–1": 0.0001}
DIGITS = {1: 0, 0.1: 1, 0.01: 2, 0.0001: 4}


def title(question: str, lead: str | None = None) -> None:
    """The page's question and what to know before looking (None: the page says it later)."""
    st.title(question, anchor=False)
    if lead is not None:
        st.markdown(lead)


def notices(ignored: Sequence[str]) -> None:
    """Says which parts of the link were not understood, quoted as code: never as markdown."""
    if ignored:
        st.info(t("frame.link_ignored", items=join_list(list(map(quoted, ignored)), lang())))


def quoted(text: str) -> str:
    """Anyone's text as markdown code on one line, where nothing in it means anything."""
    return f"`{' '.join(text.replace('`', ' ').split())[:60] or '—'}`"


def chart(
    deck: pdk.Deck,
    key: str,
    on_click: Callable[[str], None] | None = None,
    height: int = MAP_HEIGHT,
) -> None:
    """A map alone.

    A place that is clicked gets a link to its page beneath the map, without a rerun of the
    page; with on_click that gets its code instead, before the rerun (layer `deck.CLICKS`).
    """

    def take() -> None:
        clicked = _clicked(key)
        del st.session_state[key]  # the same place can be clicked again
        if "divipola" in clicked:
            on_click(clicked["divipola"])

    if on_click:
        options = {"on_select": take, "selection_mode": "single-object"}
        st.pydeck_chart(deck, height=height, key=key, width="stretch", **options)
    else:
        _chart_with_link(deck, key, height)


def _clicked(key: str) -> dict:
    """What was clicked on the map: the properties of a shape or the columns of a point."""
    found = st.session_state[key].selection.objects.values()
    return next((o.get("properties", o) for objects in found for o in objects), {})


@st.fragment
def _chart_with_link(deck: pdk.Deck, key: str, height: int) -> None:
    st.pydeck_chart(deck, height=height, key=key, width="stretch", on_select="rerun")
    clicked = _clicked(key)
    for code, layer_id in SHAPES.items():
        rows = layer(layer_id)
        named = rows.loc[rows[code] == clicked.get(code), NAMES[code]]
        if len(named):
            query = link.place_query(clicked[code], lang())
            told = t("frame.open_place", name=named.iloc[0])
            st.page_link(navigation.page("places"), label=told, query_params=query)
            return


def map_panel(
    deck: pdk.Deck,
    legends: Sequence[Legend],
    key: str,
    notes: Sequence[str] = (),
    on_click: Callable[[str], None] | None = None,
    height: int = MAP_HEIGHT,
) -> None:
    """A map with its legend and the caveats that belong in sight (message keys) beneath.

    on_click: see `chart`.
    """
    chart(deck, key, on_click, height)
    legend_panel(legends)
    st.caption(" ".join(t(note) for note in (*notes, "frame.map_help")))


def legend_panel(legends: Sequence[Legend]) -> None:
    """Legends alone."""
    st.html("".join(legend.to_html(lang()) for legend in legends))


def readable(frame: pd.DataFrame, shown: Sequence[str], own: Collection[str] = ()) -> pd.DataFrame:
    """Columns for reading: codes in words, headings with units, the language's own texts.

    own: columns of a reader's file, which keep their names and values whatever ours are called.
    """
    other = next(code for code in LANGUAGES if code != lang())
    out = {}
    for name in shown:
        if name in own:
            cells = frame[name]
            if (
                cells.dtype == object
            ):  # of several kinds: Streamlit would log the cell it stumbles on
                cells = cells.map(str, na_action="ignore")
            out[t("frame.own_column", name=name)] = cells
            continue
        if name.endswith(f"_{other}") or name not in frame:
            continue
        column = columns().get(name)
        values = frame[name]
        if column is not None and column.values:
            values = values.map(lambda c, n=name: label(n, c, lang()), na_action="ignore")
        elif column is not None and column.unit == "share":
            values = values * 100
        if column is not None and column.type == "number":  # the table would cut, not round
            values = values.round(DIGITS[STEPS.get(column.unit, 0.01)])
        out[_heading(name)] = values
    return pd.DataFrame(out)


def _written(shown: Sequence[str]) -> dict[str, Callable[[float], str]]:
    """How numbers read: years plain, all else with the separators of the page's language."""
    kinds = {}
    for name in shown:
        column = columns().get(name)
        if column is None or column.type not in ("integer", "number"):
            continue
        if name in ("year", "setting") or name.endswith("_year"):
            kinds[_heading(name)] = "{:.0f}".format
            continue
        step = 1 if column.type == "integer" else STEPS.get(column.unit, 0.01)
        kinds[_heading(name)] = partial(number, lang=lang(), decimals=DIGITS[step])
    return kinds


def _helps(shown: Sequence[str]) -> dict:
    """What each heading means, and what a blank beneath it means."""
    kinds = {}
    for name in shown:
        column = columns().get(name)
        if column is None:
            continue
        told = [column.meaning[lang()]]
        if column.null:
            told.append(t("frame.blank_means", meaning=column.null[lang()]))
        kinds[_heading(name)] = st.column_config.Column(help=" ".join(told))
    return kinds


def _heading(name: str) -> str:
    """The heading of a column; shares are shown in percent."""
    return column_title(name, lang()).replace("(share)", "(%)")


def read_columns(frame: pd.DataFrame, own: Collection[str] = ()) -> list[str]:
    """The columns of a frame that a reader looks at, in its order."""
    known = columns()
    return [n for n in frame if n in own or (n in known and not known[n].technical)]


def answer_panel(
    answer: Answer,
    shown: Sequence[str] | None = None,
    key: str = "answer",
    about: Mapping[str, str] | None = None,
    own: Collection[str] = (),
) -> None:
    """An answer in words, as a table, as files, with the sources of exactly its rows.

    shown: columns; without it those of the frame, in its order, that `columns.toml` describes
    and does not call technical. about: what the files say of themselves beside words, caveats,
    sources and version, such as method and parameters. own: columns of a reader's own file.
    """
    said = words(answer, lang())
    if shown is None:
        shown = read_columns(answer.frame, own)
    if answer.frame.empty:
        st.info(said or t("frame.no_rows"))
        return
    cited = _sources(answer)
    if said:
        paragraph(answer, said)
    if answer.caveats:
        with st.expander(t("frame.caveats")):
            st.markdown("\n".join(f"- {t(key)}" for key in answer.caveats))
    _table(answer, shown, own)
    about = _about(answer, cited, said) | dict(about or {})
    _downloads(answer, key, about, EVERY if own else OFFERED)
    _source_list(answer, cited, key)


def _source_title(title: str) -> str:
    return title if title_seen(title) else t("frame.title_not_known")


def paragraph(answer: Answer, said: str) -> None:
    """What is said of an answer, its first caveat and its citation, to copy."""
    st.markdown(f"**{t('frame.say_and_cite')}**")
    caveat = t(answer.caveats[0]) if answer.caveats else ""
    st.code(
        "\n\n".join(filter(None, [said, caveat, _citation(answer, _sources(answer))])),
        language=None,
        wrap_lines=True,
    )


def _sources(answer: Answer) -> pd.DataFrame:
    known = layer("sources").set_index("source_id")
    return known.loc[list(answer.source_ids)].reset_index()


def _citation(answer: Answer, cited: pd.DataFrame) -> str:
    names = list(dict.fromkeys(cited["publisher"]))
    if len(names) > PUBLISHERS:
        more = t("frame.and_more_publishers", n=number(len(names) - PUBLISHERS, lang()))
        names = [*names[:PUBLISHERS], more]
    return t(
        "frame.citation",
        version=data_version(),
        as_of=date(answer.as_of, lang()),
        publishers=join_list(names, lang()),
    )


def _table(answer: Answer, shown: Sequence[str], own: Collection[str]) -> None:
    rows = number(len(answer.frame), lang())
    st.markdown(f"**{t('frame.table', rows=rows, basis=t(f'frame.{answer.basis}'))}**")
    if len(answer.frame) > TABLE_ROWS:
        st.caption(t("frame.first_rows", rows=number(TABLE_ROWS, lang())))
    first = answer.frame.head(TABLE_ROWS).reset_index(drop=True)
    table = readable(first, shown, own)
    links = _link_places(table, first.drop(columns=list(own), errors="ignore"))
    ours = [name for name in shown if name not in own]
    written = {name: form for name, form in _written(ours).items() if name in table}
    st.dataframe(
        table.style.format(written, na_rep=""),
        hide_index=True,
        column_config=_helps(ours) | links,
        height="content" if len(table) < 9 else 320,
        placeholder="—",
    )
    if answer.unmatched is not None:
        st.caption(
            t(
                "frame.matched",
                matched=number(answer.matched, lang()),
                unmatched=number(answer.unmatched, lang()),
            )
        )


def _link_places(table: pd.DataFrame, rows: pd.DataFrame) -> dict:
    """Turns names of places in a table into links to their pages; how to show them.

    The name travels as the fragment of the link, which the table shows alone; text without
    a code becomes a fragment without a link, never an address of its own.
    """
    kinds = {}
    for code, name in NAMES.items():
        heading = _heading(name)
        if heading not in table or not {code, name} <= set(rows) or rows[code].isna().all():
            continue
        table[heading] = [
            None
            if pd.isna(text)
            else ("" if pd.isna(place) else link.to_place(place, lang()))
            + f"#{str(text).replace('%', '%25')}"
            for place, text in zip(rows[code], rows[name], strict=True)
        ]
        kinds[heading] = st.column_config.LinkColumn(display_text="#(.+)$")
    return kinds


def _about(answer: Answer, cited: pd.DataFrame, said: str) -> dict[str, str]:
    """What every file says of itself: words, caveats, its sources with licence, version."""
    listed = [
        f"{row['source_id']}: {row['publisher']}, {_source_title(row['title'])} "
        f"[{label('licence', row['licence'], lang())}]"
        for row in cited.to_dict("records")
    ]
    return {
        "title": answer.id,
        "basis": t(f"frame.{answer.basis}"),
        "words": said,
        "caveats": " ".join(t(key) for key in answer.caveats),
        "sources": "; ".join(listed),
        "as_of": answer.as_of,
        "data_version": data_version(),
    }


def _downloads(answer: Answer, key: str, about: Mapping[str, str], kinds: Collection[str]) -> None:
    with st.container(horizontal=True):
        for fmt in offered(answer.frame, SHAPES, kinds):
            download(answer.frame, answer.id, fmt, f"{key}-{fmt}", about)


def offered(
    frame: pd.DataFrame, shapes_by: Collection[str] = (), kinds: Collection[str] = OFFERED
) -> list[str]:
    """The formats of the buttons under a table: those of these kinds that can hold the frame."""
    return [fmt for fmt in formats_for(frame, shapes_by) if fmt in kinds]


def with_shapes(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """The frame with the shape of the place that each row's code names; others have none."""
    if isinstance(frame, gpd.GeoDataFrame):
        return frame
    code = next(c for c in SHAPES if c in frame)
    shapes = layer(SHAPES[code]).set_index(code).geometry
    return gpd.GeoDataFrame(
        frame,
        geometry=gpd.GeoSeries(list(frame[code].map(shapes)), crs=shapes.crs, index=frame.index),
    )


def download(
    frame: pd.DataFrame | gpd.GeoDataFrame,
    name: str,
    fmt: str,
    key: str,
    about: Mapping[str, str] | None = None,
) -> None:
    """One download button; the file is written only when it is asked for."""

    def make() -> bytes:
        return write(frame if fmt in SHEETS else with_shapes(frame), fmt, about)

    st.download_button(
        t("frame.download", format=EVERY[fmt]),
        data=make,
        file_name=file_name(name, fmt, data_version()),
        mime=mime(fmt),
        on_click="ignore",
        key=key,
        icon=":material/download:",
    )


def sources_panel(answer: Answer, key: str, title: str, shown: bool = False) -> None:
    """The sources of an answer alone, for what is drawn or offered without its own panel."""
    _source_list(answer, _sources(answer), key, title, shown)


def _source_list(
    answer: Answer,
    cited: pd.DataFrame,
    key: str,
    title: str = "frame.sources",
    shown: bool = False,
) -> None:
    wanted = st.toggle(t(title, n=number(len(cited), lang())), key=f"{key}-sources", value=shown)
    if wanted:
        table = cited[["source_id", "publisher", "title", "date", "url", "licence"]]
        named = table.assign(
            title=table["title"].map(_source_title),
            url=table["url"].where(table["url"].notna(), None),
            licence=[label("licence", code, lang()) for code in table["licence"]],
        ).rename(columns={c: column_title(c, lang()) for c in table})
        st.dataframe(
            named,
            hide_index=True,
            column_config={column_title("url", lang()): st.column_config.LinkColumn()},
        )
        st.caption(t("frame.blank_address"))
    st.caption(t("frame.as_of", as_of=date(answer.as_of, lang()), version=data_version()))
