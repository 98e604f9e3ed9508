"""The answers about a reader's own rows: joined, by municipality, and inside areas."""

from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.answers import Answer, joined
from geo.answers.areas import inside_areas
from geo.cartography import graphics
from geo.errors import BelowUncertainty
from geo.evidence import column_title, columns, data_version
from geo.exchange import numeric_columns, unclear_columns
from geo.language import tell
from geo.views import explore
from geo.views.corridors import below_uncertainty
from geo.views.every_point import EveryPoint, every_point, possible
from pages.explore.review import OwnFile, once, progress, save_csv
from pages.frame import panel
from pages.frame.controls import control, set_choices
from pages.frame.data import evidence
from pages.frame.language import lang, t
from pages.frame.map import show_map
from pages.frame.table import draw_rows

# Columns of the reader's own that come before the joined ones in the table.
LEADING = 3


def choose_joins(choices: dict) -> None:
    """What is joined to the rows, and within how many kilometres of corridors."""
    st.pills(
        t("explore.join"),
        choices["joins"].codes,
        selection_mode="multi",
        key="explore.joins",
        format_func=lambda code: t(f"explore.join_{code}"),
    )
    control("explore", choices["km"])


def join_all(own: OwnFile, km: int, joins: Sequence[str]) -> Answer:
    """The rows joined to what is asked for; where the distance cannot be answered, says why."""

    def answer_of(codes: Sequence[str]) -> Answer:
        key, rows = (*own.key, km, *sorted(codes), data_version()), own.table.frame

        def make() -> Answer:
            with progress(("joined", own.key[1]), rows=len(rows)) as bar:
                return joined.joined(evidence(), rows, distance_km=km, joins=codes, progress=bar)

        return once("joined", key, make)

    try:
        return answer_of(joins)
    except BelowUncertainty as error:
        st.info(tell(below_uncertainty(error), lang()))
        return answer_of([code for code in joins if code != "corridors"])


def rows_view(answer: Answer, file: OwnFile, choices: dict) -> None:
    """Every row with what was joined to it: map, words, table, files."""
    frame, own = answer.frame, file.own
    there, without = explore.located(frame), explore.seated(evidence(), frame)
    each = drawing(there)
    can = {
        "points": len(there) + len(without) > 0 and each != NEVER,
        "municipalities": True,
        "hexagons": len(there) > 0 and without.empty and bool((there.geom_type == "Point").all()),
    }
    options = [code for code in explore.SHOWN_AS if can[code]]
    if st.session_state["explore.shown_as"] not in options:
        set_choices("explore", shown_as=options[0])
    control("explore", choices["shown_as"], codes=options)
    form = st.session_state["explore.shown_as"]
    if form == "points" and each == CARD:
        show(answer, file, st.session_state["explore.km"], lang())
    else:
        view = explore.view(evidence(), {"shown_as": form}, lang(), answer=answer, own=own)
        show_map(view.scene, key="explore-rows", answers=view.mapped)
    added = [name for name in frame.columns if name in joined.ADDED and name not in own]
    order = ["row", *own[:LEADING], *added, *own[LEADING:], "basis"]
    panel.answer_panel(answer, order, "explore-joined", own=own)
    _meanings(added)


def _meanings(added: Sequence[str]) -> None:
    """The dictionary's entries of these columns, in the reader's language."""
    entries = [columns()[name] for name in added]
    table = pd.DataFrame(
        {
            "column": [column.name for column in entries],
            "title": [column_title(column.name, lang()) for column in entries],
            "meaning": [column.meaning[lang()] for column in entries],
            "null": [column.null.get(lang(), "") for column in entries],
        }
    )
    with st.expander(t("explore.meanings")):
        headings = {name: t(f"explore.meaning_{name}") for name in table}
        draw_rows(table.rename(columns=headings), t("explore.meanings"))
        save_csv(table, "columns", key="explore-meanings")


def places_view(answer: Answer, file: OwnFile) -> None:
    """Rows counted, and figures added up or averaged, by municipality."""
    own = pd.DataFrame(answer.frame[file.own])
    numbers = once("numbers", file.key, lambda: numeric_columns(own, file.reading.options.decimal))
    if file.reading.options.decimal is None and (unclear := unclear_columns(own)):
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
    counted = joined.per_municipality(replace(answer, frame=figures), sums=sums, means=means)
    scene = explore.places(evidence(), answer, counted, lang()).scene
    show_map(scene, key="explore-places", answers=[counted])
    added = [name for name in counted.frame.columns if name not in (*joined.PLACE, "rows")]
    panel.answer_panel(counted, key="explore-municipal", own=added)


def areas_view(areas: gpd.GeoDataFrame, rows: gpd.GeoDataFrame | None, key: tuple) -> None:
    """What lies inside each polygon, and which municipalities it cuts."""
    key = (*key, data_version())
    totals, overlaps = once("areas", key, lambda: inside_areas(evidence(), areas, rows=rows))
    polygons = areas.assign(row=areas.index)
    view = explore.areas(evidence(), polygons, totals, overlaps, lang())
    if view.scene:
        show_map(view.scene, key="explore-areas", answers=view.mapped)
    panel.answer_panel(totals, list(totals.frame.columns), "explore-totals")
    st.markdown(t("explore.overlaps"))
    panel.answer_panel(overlaps, list(overlaps.frame.columns), "explore-overlaps")


# How rows are drawn one by one: on the one map, by the card, not yet known, or not at all.
CANVAS, CARD, ASKING, NEVER = "canvas", "card", "asking", "never"
FOUND, WIDGET, HEIGHT = "explore:card", "explore:graphics", 560


def drawing(rows: gpd.GeoDataFrame) -> str:
    """How rows with a position are drawn one by one; says why where they cannot be."""
    if explore.few(rows):
        return CANVAS
    if not possible(rows):
        st.info(t("explore.too_many", n=len(rows)))
        return NEVER
    card = _card()
    if card is None:
        return ASKING
    if not card:
        st.info(t("explore.no_card", n=len(rows)))
        return NEVER
    return CARD


def _card() -> bool | None:
    """Whether the reader's browser has a graphics card; None until it has said so."""

    def take() -> None:
        st.session_state[FOUND] = bool(st.session_state[WIDGET].get("card"))

    if FOUND not in st.session_state:
        ask = st.components.v2.component(graphics.NAME, js=graphics.SCRIPT)
        ask(key=WIDGET, on_card_change=take)
    return st.session_state.get(FOUND)


def show(answer: Answer, file: OwnFile, km: int, lang: str) -> None:
    """Every point, sent once for a file: what is chosen elsewhere sends only its name again.

    km: within how many of a corridor the answer says certain and possible.
    """
    key = (*file.key, km, *answer.frame.columns, lang)
    _draw(once("points", key, lambda: every_point(evidence(), answer, file.own, lang)), lang)


@st.fragment
def _draw(points: EveryPoint, lang: str) -> None:
    st.pydeck_chart(points.deck, height=HEIGHT, key="explore-points", width="stretch")
    st.html(points.scene.legend_html(lang) + points.scene.words_html(lang))
