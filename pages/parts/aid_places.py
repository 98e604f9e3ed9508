"""The views place by place: the map of presence, counts, and the programmes behind them."""

import streamlit as st

from geo.answers import Answer, aid
from geo.answers.naming import PLACES, naming, plain
from geo.cartography import deck
from pages.parts import aid_shapes, panel
from pages.parts.controls import choose
from pages.parts.data import as_of, layer
from pages.parts.frame import t

PAGE = "aid"
# View of the page → level of the answers, the layer that says what belongs to it, its columns.
LEVELS = {
    "municipalities": ("municipality", None, ["municipality", "department"]),
    "departments": ("department", None, ["department"]),
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


def place_codes() -> list[str]:
    """Codes of every place that a view may be asked for."""
    footprints, pdet = layer("aid_footprints"), layer("pdet")
    return [
        "any",
        *sorted(footprints["divipola"].dropna().unique()),
        *sorted(footprints["department_code"].unique()),
        *sorted(pdet["pdet_subregion"].map(slug).unique()),
    ]


def places(view: str, programmes: Answer, extent: str) -> None:
    """The map of presence, places with counts, and each programme that names them."""
    footprints, day = layer("aid_footprints"), as_of("aid_programmes", "aid_footprints")
    kept = programmes.frame
    named = footprints[footprints["programme_id"].isin(kept["programme_id"])]
    municipalities = aid.places(kept, named, "municipality", day)
    departments = aid.places(kept, named, "department", day)
    drawn, legends = aid_shapes.aid_layers(municipalities, departments, extent)
    panel.map_panel(deck.deck(drawn, extent), legends, key="aid-map")
    level, members, columns = LEVELS[view]
    inside = None if members is None else layer(members)
    counts = {"municipality": municipalities, "department": departments}.get(level)
    counts = counts or aid.places(kept, named, level, day, inside)
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
    rows = naming(kept, named, level, day, inside, places.get(chosen))
    which = ["pdet_subregion", "municipality"] if level == "pdet" else columns
    panel.answer_panel(rows, [*which, *NAMING_COLUMNS], f"aid-naming-{view}")
