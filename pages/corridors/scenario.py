"""The scenario of the corridor model: its choices in the link and the controls for them."""

import streamlit as st

from geo.answers import Sentence, way
from geo.evidence import columns, label
from geo.language import tell
from pages.corridors import model
from pages.frame import link
from pages.frame.controls import choose_many, choose_one
from pages.frame.data import evidence, layer
from pages.frame.language import lang, t

PAGE = "corridors"
ORIGINS = [*model.ORIGINS, model.PICKED]
CALI = "76001"


@st.cache_resource(show_spinner=False)
def place_names(version: str) -> dict[str, str]:
    """Every municipality with travel times: code → name and department."""
    known = layer("municipalities")
    known = known[known["divipola"].isin(model.times().codes)]
    texts = known["municipality"] + " (" + known["department"] + ")"
    return dict(zip(known["divipola"], texts, strict=True))


def params(places: list[str]) -> list[link.Choice]:
    """The choices of a scenario, as they stand in the link."""
    return [
        link.whole("year", 2001, 2024, 2024),
        link.one_of("origins", ORIGINS, "cauca"),
        link.many_of("from", places),
        link.many_of("to", places, (CALI,)),
        link.whole("limit", 0, 24, 6),
        link.whole("tolerance", 0, 60, 6),
        link.yes_no("access", False),
    ]


def controls(names: dict[str, str]) -> None:
    """Year, origins, destinations, limit, tolerance and access places."""
    with st.expander(t("corridors.model")):
        left, right = st.columns(2)
        with left:
            choose_one(
                PAGE,
                "origins",
                ORIGINS,
                lambda c: t(f"corridors.origins_{c}"),
                t("corridors.origins"),
            )
            if st.session_state[f"{PAGE}.origins"] == model.PICKED:
                choose_many(
                    PAGE, "from", list(names), names.__getitem__, t("corridors.picked_origins")
                )
            _presets()
            choose_many(PAGE, "to", list(names), names.__getitem__, t("corridors.destinations"))
        with right:
            st.slider(t("frame.year"), 2001, 2024, key=f"{PAGE}.year")
            st.slider(t("corridors.limit"), 0, 24, key=f"{PAGE}.limit")
            st.slider(t("corridors.tolerance"), 0, 60, step=1, key=f"{PAGE}.tolerance")
            st.toggle(t("corridors.access"), key=f"{PAGE}.access")
            notes = layer("origin_notes").query("origin_note == 'access'")
            st.caption(
                " ".join(f"{n['place']}: {n[f'description_{lang()}']}." for n in _rows(notes))
            )


def _rows(frame) -> list[dict]:
    return frame.to_dict("records")


def _presets() -> None:
    """One button for each sourced set of destinations; what a click sets stays visible below."""
    sets = layer("destination_presets").groupby("preset")["divipola"].agg(sorted)
    with st.container(horizontal=True):
        for name in columns()["preset"].values:
            st.button(
                label("preset", name, lang()),
                key=f"{PAGE}.preset_{name}",
                on_click=lambda codes=sets[name]: st.session_state.update({f"{PAGE}.to": codes}),
            )


def scenario(chosen: dict) -> model.Scenario:
    """The scenario that was chosen; says so where something had to be filled in."""
    if not chosen["to"]:
        st.warning(t("corridors.pick_destination"))
    if chosen["origins"] == model.PICKED and not chosen["from"]:
        st.warning(t("corridors.pick_origin"))
    picked = chosen["origins"] == model.PICKED and bool(chosen["from"])
    bare = way.without_coca(evidence(), chosen["year"], chosen["from"]) if picked else []
    if bare and chosen["ask"] != "way":  # there the answer itself says so
        name = layer("municipalities").set_index("divipola")["municipality"]
        values = {"year": chosen["year"], "places": [name[code] for code in bare]}
        st.info(tell(Sentence("answers_corridors.without_coca", values), lang()))
    return model.Scenario(
        year=chosen["year"],
        origins="cauca" if chosen["origins"] == model.PICKED and not picked else chosen["origins"],
        picked=tuple(chosen["from"]) if picked else (),
        to=tuple(chosen["to"]) or (CALI,),
        limit=chosen["limit"],
        tolerance=chosen["tolerance"],
        access=chosen["access"],
    )


def extent(asked: model.Scenario) -> str:
    """The named extent that shows the scenario's ways."""
    abroad = {code[:2] for code in asked.to} - {"19", "76", "52"}
    if asked.origins == "all" or abroad:
        return "colombia"
    southern = asked.origins in ("three", model.PICKED) or asked.to != (CALI,)
    return "southwest" if southern else "cauca_cali"
