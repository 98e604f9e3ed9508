"""A reader's own files on the aid page: reported municipal figures, and weights to share by."""

from functools import partial

import pandas as pd
import streamlit as st

from geo.aid import check_reported, check_weights
from geo.answers import shares
from geo.answers.shares import NOTHING, Own
from geo.errors import FileRefused
from geo.exchange import Reading, inspect
from geo.exchange.figures import figures, guess
from pages.aid.choices import PAGE
from pages.frame import panel
from pages.frame.data import evidence, layer
from pages.frame.kit import kit
from pages.frame.language import t
from pages.frame.uploader import Upload, uploader

FIELDS = {
    "figures": ("divipola", "fiscal_year", "amount", "programme"),
    "weights": ("divipola", "weight"),
}
DECIMALS = {"found": None, "point": ".", "comma": ","}
TYPES = ["csv", "tsv", "txt", "xlsx", "ods"]


def uploaded() -> Own:
    """Two files, either of them or none; nothing is kept beyond the session."""
    tables = {}
    with st.expander(t("aid.own")):
        st.markdown(t("aid.own_note"))
        for side, kind in zip(st.columns(2), FIELDS, strict=True):
            with side:
                key = f"{PAGE}:own_{kind}"
                file = uploader(key, t(f"aid.own_{kind}"), free=partial(_free, kind), type=TYPES)
                if file is not None:
                    tables[kind] = _cells(kind, file)
    if not tables:
        return NOTHING
    reported = weights = listed = None
    if tables.get("figures"):
        cells, decimal = tables["figures"]
        reported = check_reported(cells, layer("municipalities"), layer("aid_programmes"), decimal)
    if tables.get("weights"):
        cells, decimal = tables["weights"]
        weights, listed = check_weights(cells, layer("municipalities"), decimal)
    kit().own = True
    return Own(reported, weights, listed)


def _cells(kind: str, file: Upload) -> tuple[pd.DataFrame, str | None] | None:
    """The cells of the columns that the reader names, and the decimal mark; None if refused."""
    try:
        reading = _reading(kind, file)
    except FileRefused as error:
        st.error(t("aid.refused_file"))
        st.text(t(error.key, **error.values))
        return None
    columns = {}
    for field in FIELDS[kind]:
        key = f"{PAGE}.own_{kind}_{field}:{file.key}"
        st.session_state.setdefault(key, guess(reading, field))
        st.selectbox(
            t(f"aid.field_{field}"),
            ["", *reading.columns],
            key=key,
            format_func=lambda name: name or t("aid.no_column"),
        )
        columns[field] = st.session_state[key]
    decimal = st.segmented_control(
        t("aid.decimal"),
        list(DECIMALS),
        default=next(iter(DECIMALS)),
        key=f"{PAGE}.own_{kind}_decimal",
        format_func=lambda code: t(f"aid.decimal_{code}"),
        required=True,
    )
    if not all(columns.values()):
        st.warning(t("aid.columns_missing"))
        return None
    return figures(reading, columns), DECIMALS[decimal]


def _reading(kind: str, file: Upload) -> Reading:
    """The file as read, once per file. Raises FileRefused."""
    slot = f"{PAGE}:read_{kind}"
    if slot not in st.session_state:
        st.session_state[slot] = inspect(file.name, file.data, layer("municipalities"))
    return st.session_state[slot]


def _free(kind: str) -> None:
    st.session_state.pop(f"{PAGE}:read_{kind}", None)


def own_rows(own: Own) -> None:
    """Every row of the reader's files: whether it counts, and why or why not."""
    if own.figures is not None:
        st.header(t("aid.own_figures_rows"), anchor=False)
        panel.answer_panel(shares.own_figures(evidence(), own.figures), key="aid-own-figures")
    if own.listed is not None:
        st.header(t("aid.own_weights_rows"), anchor=False)
        panel.answer_panel(shares.own_weights(evidence(), own.listed), key="aid-own-weights")
