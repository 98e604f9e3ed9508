"""The answers about a reader's own rows: joined, by municipality, and inside areas."""

from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.answers import Answer, joined
from geo.cartography import deck
from geo.cartography.legend import Legend
from geo.errors import BelowUncertainty
from geo.evidence import column_title, columns, data_version
from geo.exchange import file_name, mime, numeric_columns, unclear_columns, write
from geo.language import number
from pages.explore import shapes
from pages.explore.review import Read, kept
from pages.frame import panel
from pages.frame.controls import choose_one
from pages.frame.data import evidence, layer
from pages.frame.language import lang, t

DEFAULT_JOINS = ("place", "corridors", "cities", "coca", "population", "load")
# Columns of the reader's own that come before the joined ones in the table.
LEADING = 3
SHOWN_AS = ["points", "municipalities", "hexagons"]


def choose_joins(page: str) -> None:
    """What is joined to the rows, and within how many kilometres of corridors."""
    st.pills(
        t("explore.join"),
        list(joined.JOINS),
        selection_mode="multi",
        key=f"{page}.joins",
        format_func=lambda code: t(f"explore.join_{code}"),
    )
    st.slider(t("explore.km"), 1, 100, key=f"{page}.km")


def all_joined(read: Read, km: int, wanted: Sequence[str]) -> Answer:
    """The rows joined to what is asked for; where the distance cannot be answered, says why."""
    layers = {name: layer(name) for name in joined.LAYERS}
    frame = read.table.frame

    def made(codes: Sequence[str]) -> Answer:
        key = (*read.key, km, *sorted(codes), data_version())
        return kept(
            "joined", key, lambda: joined.joined(frame, layers, evidence().travel_times, km, codes)
        )

    try:
        return made(wanted)
    except BelowUncertainty as error:
        asked, least = (number(x, lang()) for x in (error.distance_km, error.uncertainty_km))
        st.info(t("corridors.below_uncertainty", distance=asked, uncertainty=least))
        return made([code for code in wanted if code != "corridors"])


def rows_view(answer: Answer, own: list[str]) -> None:
    """Every row with what was joined to it: map, words, table, files."""
    frame = answer.frame
    there = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    seated = shapes.seated(frame)
    can = {
        "points": len(there) + len(seated) > 0 and shapes.few(there),
        "municipalities": True,
        "hexagons": len(there) > 0 and seated.empty and bool((there.geom_type == "Point").all()),
    }
    options = [code for code in SHOWN_AS if can[code]]
    if st.session_state["explore.shown_as"] not in options:
        st.session_state["explore.shown_as"] = options[0]
    choose_one("explore", "shown_as", options, lambda c: t(f"explore.shown_as_{c}"))
    lines, line_legends = shapes.corridors() if "corridor_id" in frame else ([], [])
    match st.session_state["explore.shown_as"]:
        case "points":
            layers, legends = shapes.each(there, own, seated)
        case "municipalities":
            layers, legends = shapes.by_municipality(frame["divipola"].value_counts())
        case _:
            layers, legends = shapes.in_hexagons(there)
    # Lines lie over areas of colour, and under single rows.
    at = 1 if st.session_state["explore.shown_as"] == "points" else len(layers)
    _map([*layers[:at], *lines, *layers[at:]], legends + line_legends, frame, "explore-rows")
    added = [name for name in frame.columns if name in joined.ADDED and name not in own]
    shown = ["row", *own[:LEADING], *added, *own[LEADING:], "basis"]
    panel.answer_panel(answer, shown, "explore-joined", more=_about(added), own=own)
    _meanings(added)


def _map(layers: list, legends: list[Legend], rows: gpd.GeoDataFrame, key: str) -> None:
    made = deck.deck(layers, "colombia", shapes.around(rows))
    panel.map_panel(made, legends, key=key)


def _described(added: Sequence[str]) -> pd.DataFrame:
    """The dictionary's entries of these columns, in the reader's language."""
    known = [columns()[name] for name in added]
    return pd.DataFrame(
        {
            "column": [column.name for column in known],
            "title": [column_title(column.name, lang()) for column in known],
            "meaning": [column.meaning[lang()] for column in known],
            "null": [column.null.get(lang(), "") for column in known],
        }
    )


def _about(added: Sequence[str]) -> dict[str, str]:
    """What a file says of the columns that were added."""
    return {row.column: f"{row.title}: {row.meaning}" for row in _described(added).itertuples()}


def _meanings(added: Sequence[str]) -> None:
    with st.expander(t("explore.meanings")):
        table = _described(added)
        headings = {name: t(f"explore.meaning_{name}") for name in table}
        st.dataframe(table.rename(columns=headings), hide_index=True)
        st.download_button(
            t("frame.download", format="CSV"),
            data=lambda: write(table, "csv"),
            file_name=file_name("columns", "csv", data_version()),
            mime=mime("csv"),
            on_click="ignore",
            key="explore-meanings",
            icon=":material/download:",
        )


def places_view(answer: Answer, read: Read) -> None:
    """Rows counted, and figures added up or averaged, by municipality."""
    own = pd.DataFrame(answer.frame[read.own])
    numbers = kept("numbers", read.key, lambda: numeric_columns(own, read.decimal))
    if read.decimal is None and (unclear := unclear_columns(own)):
        st.caption(t("explore.unclear", columns=panel.quoted(", ".join(unclear[:5]))))
    with st.container(horizontal=True):
        sums, means = (
            st.multiselect(
                t(f"explore.add_{how}"),
                list(numbers),
                key=f"explore-{how}:{hash(tuple(numbers))}",
                placeholder=t("explore.none"),
                help=t(f"explore.help_{how}"),
            )
            for how in ("sums", "means")
        )
    figures = answer.frame.assign(**{name: numbers[name] for name in {*sums, *means}})
    counted = joined.per_municipality(replace(answer, frame=figures), sums, means)
    made = [name for name in counted.frame.columns if name not in (*joined.PLACE, "rows")]
    values = counted.frame.set_index("divipola")
    if made:
        layers, legends = shapes.by_figure(values[made[0]].dropna(), made[0])
    else:
        layers, legends = shapes.by_municipality(values["rows"])
    _map(layers, legends, answer.frame, "explore-places")
    shown = [*joined.PLACE, "rows", *made]
    panel.answer_panel(counted, shown, "explore-municipal", own=made)


def areas_view(areas: gpd.GeoDataFrame, rows: gpd.GeoDataFrame | None, key: tuple) -> None:
    """What lies inside each polygon, and which municipalities it cuts."""
    layers = {name: layer(name) for name in joined.LAYERS}
    totals, overlaps = kept(
        "areas", (*key, data_version()), lambda: joined.inside_areas(areas, layers, rows)
    )
    drawn = areas.assign(row=areas.index)
    if shapes.few(drawn):
        layers, legends = shapes.each(drawn, [])
        _map(layers, legends, drawn, "explore-areas")
    panel.answer_panel(totals, list(totals.frame.columns), "explore-totals")
    st.markdown(t("explore.overlaps"))
    panel.answer_panel(overlaps, list(overlaps.frame.columns), "explore-overlaps")
