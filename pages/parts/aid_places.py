"""The views place by place: the map of presence, counts, and the programmes behind them."""

import streamlit as st

from geo.answers.naming import PLACES, plain
from geo.cartography import deck
from pages.parts import aid_model, aid_shapes, panel
from pages.parts.controls import choose
from pages.parts.data import layer
from pages.parts.frame import t

PAGE = "aid"
# View of the page → level of the answers, its columns.
LEVELS = {
    "municipalities": ("municipality", ["municipality", "department"]),
    "departments": ("department", ["department"]),
    "subregions": ("pdet", ["pdet_subregion"]),
    "cities": ("city", ["city"]),
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


def place_codes() -> list[str]:
    """Codes of every place that a view may be asked for."""
    footprints, pdet = layer("aid_footprints"), layer("pdet")
    return [
        "any",
        *sorted(footprints["divipola"].dropna().unique()),
        *sorted(footprints["department_code"].unique()),
        *sorted(pdet["pdet_subregion"].map(slug).unique()),
    ]


def places(view: str, kept: aid_model.Ids, extent: str) -> None:
    """The map of presence, places with counts, and each programme that names them."""
    municipalities = aid_model.places(kept, "municipality")
    departments = aid_model.places(kept, "department")
    drawn, legends = aid_shapes.aid_layers(municipalities, departments, extent)
    panel.map_panel(deck.deck(drawn, extent), legends, key="aid-map")
    level, columns = LEVELS[view]
    counts = aid_model.places(kept, level)
    panel.answer_panel(counts, [*columns, *COUNTS], f"aid-{view}")
    if counts.frame.empty:
        return
    st.subheader(t("aid.naming"), anchor=False)
    code = PLACES[level][0]
    places = dict(zip(counts.frame[code].map(slug), counts.frame[code], strict=True))
    texts = dict(zip(places, counts.frame[columns[0]], strict=True))
    if st.session_state[f"{PAGE}.place"] not in places:
        st.session_state[f"{PAGE}.place"] = "any"
    choose(
        PAGE,
        "place",
        ["any", *sorted(places, key=texts.get)],
        lambda c: texts.get(c, t("aid.every")),
        t("aid.place"),
    )
    chosen = st.session_state[f"{PAGE}.place"]
    rows = aid_model.naming_rows(kept, level, places.get(chosen))
    which = ["pdet_subregion", "municipality"] if level == "pdet" else columns
    panel.answer_panel(rows, [*which, *NAMING_COLUMNS], f"aid-naming-{view}")
