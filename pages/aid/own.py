"""A reader's own files on the aid page: reported municipal figures, and weights to share by."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from geo.aid import Checked, check_reported, check_weights
from geo.answers import allocation
from geo.answers.answer import Sentence, gather_source_ids
from geo.errors import FileRefused
from geo.exchange import Reading, inspect
from geo.exchange.figures import figures, guess
from geo.language import tell
from pages.frame import panel
from pages.frame.controls import choose_one
from pages.frame.data import layer
from pages.frame.language import lang, t

PAGE = "aid"
FIELDS = {
    "figures": ("divipola", "fiscal_year", "amount", "programme"),
    "weights": ("divipola", "weight"),
}
DECIMALS = {"found": None, "point": ".", "comma": ","}
TYPES = ["csv", "tsv", "txt", "xlsx", "ods"]


@dataclass(frozen=True)
class Own:
    """What the reader brought: checked figures, weights by DIVIPOLA with every row listed."""

    checked: Checked | None = None
    weights: pd.Series | None = None
    listed: pd.DataFrame | None = None


def own() -> Own:
    """Two files, either of them or none; nothing is kept beyond the session."""
    brought = {}
    with st.expander(t("aid.own")):
        st.markdown(t("aid.own_note"))
        for side, kind in zip(st.columns(2), FIELDS, strict=True):
            with side:
                file = st.file_uploader(t(f"aid.own_{kind}"), TYPES, key=f"{PAGE}.own_{kind}")
                if file is not None:
                    brought[kind] = _cells(kind, file)
    checked = weights = listed = None
    if brought.get("figures") is not None:
        cells, decimal = brought["figures"]
        checked = check_reported(cells, layer("municipalities"), layer("aid_programmes"), decimal)
    if brought.get("weights") is not None:
        cells, decimal = brought["weights"]
        weights, listed = check_weights(cells, layer("municipalities"), decimal)
    return Own(checked, weights, listed)


def _cells(kind: str, file) -> tuple[pd.DataFrame, str | None] | None:
    """The cells of the columns that the reader names, and the decimal mark; None if refused."""
    try:
        reading = _reading(kind, file)
    except FileRefused as error:
        st.error(t("aid.refused_file"))
        st.text(tell(Sentence(error.key, error.values), lang()))
        return None
    chosen = {}
    for field in FIELDS[kind]:
        key = f"{PAGE}.own_{kind}_{field}:{file.file_id}"
        st.session_state.setdefault(key, guess(reading, field))
        st.selectbox(
            t(f"aid.field_{field}"),
            ["", *reading.columns],
            key=key,
            format_func=lambda name: name or t("aid.no_column"),
        )
        chosen[field] = st.session_state[key]
    key = f"own_{kind}_decimal"
    st.session_state.setdefault(f"{PAGE}.{key}", "found")
    choose_one(PAGE, key, list(DECIMALS), lambda c: t(f"aid.decimal_{c}"), t("aid.decimal"))
    if not all(chosen.values()):
        st.warning(t("aid.columns_missing"))
        return None
    return figures(reading, chosen), DECIMALS[st.session_state[f"{PAGE}.{key}"]]


def _reading(kind: str, file) -> Reading:
    """The file as read, once per file. Raises FileRefused."""
    known = st.session_state.get(f"{PAGE}:{kind}")
    if known is None or known[0] != file.file_id:
        known = (file.file_id, inspect(file.name, file.getvalue(), layer("municipalities")))
        st.session_state[f"{PAGE}:{kind}"] = known
    return known[1]


def rows(own: Own, as_of: str) -> None:
    """Every row of the reader's files: whether it counts, and why or why not."""
    cited = gather_source_ids(layer("municipalities"), layer("aid_programmes"))
    if own.checked is not None:
        st.subheader(t("aid.own_figures_rows"), anchor=False)
        answer = allocation.uploaded(own.checked, as_of, cited)
        panel.answer_panel(answer, allocation.UPLOAD_COLUMNS, "aid-own-figures")
    if own.listed is not None:
        st.subheader(t("aid.own_weights_rows"), anchor=False)
        answer = allocation.own_weights(own.listed, as_of, cited[:1])
        panel.answer_panel(answer, allocation.WEIGHT_COLUMNS, "aid-own-weights")
