"""The views place by place: the map of presence, counts, and the programmes behind them."""

import pandas as pd
import streamlit as st

from geo.answers.naming import PLACES, plain
from geo.cartography import deck
from geo.evidence import data_version
from pages.aid import shapes
from pages.frame import aid_model, panel
from pages.frame.controls import choose
from pages.frame.data import layer
from pages.frame.language import t

PAGE = "aid"
# View of the page → level of the answers, the layer of its places, the columns that name one.
LEVELS = {
    "municipalities": ("municipality", "municipalities", ["municipality", "department"]),
    "departments": ("department", "departments", ["department"]),
    "subregions": ("pdet", "pdet", ["pdet_subregion"]),
    "cities": ("city", "cities", ["city"]),
}
COUNTS = [
    "programmes",
    "programmes_counting",
    "active",
    "suspended",
    "terminated",
    "closed",
    "unknown",
    "programme_ids",
]
NAMING_COLUMNS = [
    "name_en",
    "name_es",
    "status_code",
    "status_as_of",
    "end_date",
    "end_is_planned",
    "footprint_type",
    "counts_for_allocation",
    "programme_id",
    "source_ids",
]


def slug(name: str) -> str:
    """A name as a code for links: plain letters and hyphens."""
    return "-".join(plain(name).split())


@st.cache_resource(show_spinner=False)
def _choices(version: str, view: str) -> dict[str, tuple[str, str]]:
    """Every place of a view, by its code in links: code of the layer, name."""
    level, layer_id, columns = LEVELS[view]
    rows = pd.DataFrame(layer(layer_id)).drop_duplicates(PLACES[level][0])
    named = rows[columns[0]] if len(columns) == 1 else rows[columns].agg(", ".join, axis=1)
    found = zip(rows[PLACES[level][0]], named, strict=True)
    return {slug(code): (code, name) for code, name in sorted(found, key=lambda f: plain(f[1]))}


def place_codes() -> list[str]:
    """Codes of every place that a view may be asked for."""
    return ["any", *{code: 0 for view in LEVELS for code in _choices(data_version(), view)}]


def places(view: str, kept: aid_model.Ids, extent: str) -> None:
    """The map of presence, places with counts, and each programme that names them."""
    municipalities = aid_model.places(kept, "municipality")
    departments = aid_model.places(kept, "department")
    drawn, legends = shapes.aid_layers(municipalities, departments, extent)
    panel.map_panel(deck.deck(drawn, extent), legends, key="aid-map")
    level, _, columns = LEVELS[view]
    panel.answer_panel(aid_model.places(kept, level), [*columns, *COUNTS], f"aid-{view}")
    st.subheader(t("aid.naming"), anchor=False)
    choices = {"any": (None, t("aid.every"))} | _choices(data_version(), view)
    if st.session_state[f"{PAGE}.place"] not in choices:
        st.session_state[f"{PAGE}.place"] = "any"
    choose(PAGE, "place", list(choices), lambda c: choices[c][1], t("aid.place"))
    rows = aid_model.naming_rows(kept, level, choices[st.session_state[f"{PAGE}.place"]][0])
    which = ["pdet_subregion", "municipality"] if level == "pdet" else columns
    panel.answer_panel(rows, [*which, *NAMING_COLUMNS], f"aid-naming-{view}")
