"""Corridors, close a place: what changes on the map, why, how long a checkpoint may hold."""

import streamlit as st

from geo.answers import Answer
from geo.answers.answer import words
from geo.cartography import deck
from geo.language import hours, minutes, number
from pages.corridors import closure_shapes as drawn
from pages.corridors import export, model, scenario
from pages.frame import corridor_shapes, link, panel
from pages.frame.controls import choose, choose_one
from pages.frame.language import lang, t

PAGE = "corridors"
SANTANDER, SUAREZ = "19698", "19780"
# What one click asks: the places, and minutes held (none: closed).
PRESETS = {
    "santander": ([SANTANDER], None),
    "jamundi": (["76364", "19573"], None),
    "popayan": (["19001"], None),
    "checkpoint": ([SANTANDER], 30),
}
ACTS, CLICKS, SHOWN = ["close", "hold"], ["close", "why"], ["change", "before", "after"]
PARTS = ["changes", "why", "checkpoint", "holds", "journeys"]


def params(places: list[str]) -> list[link.Choice]:
    """What is closed or held and how wide, and what is shown of it."""
    return [
        link.many_of("closed", places, (SANTANDER,)),
        link.one_of("act", ACTS, "close"),
        link.whole("width", 0, 60, 6),
        link.whole("hold", 0, 120, 30),
        link.one_of("click", CLICKS, "close"),
        link.one_of("place", places, SUAREZ),
        link.one_of("shown", SHOWN, "change"),
        link.one_of("part", PARTS, "changes"),
    ]


def _set(**values: object) -> None:
    st.session_state.update({f"{PAGE}.{name}": value for name, value in values.items()})


def _preset(name: str) -> None:
    closed, held = PRESETS[name]
    _set(closed=closed, act="close" if held is None else "hold")
    if held is not None:
        _set(hold=held)


def presets() -> None:
    """One button for each closing worth a look."""
    with st.container(horizontal=True, gap="small"):
        for name in PRESETS:
            st.button(
                t(f"corridors.preset_{name}"),
                key=f"{PAGE}.closing_{name}",
                on_click=_preset,
                args=(name,),
            )


def controls(chosen: dict, asked: model.Scenario, places: dict[str, str]) -> None:
    """The places, closed or held, and the width; places: names by code."""
    options = list(dict.fromkeys([*model.near(asked), *chosen["closed"]]))
    st.multiselect(
        t("corridors.closed"),
        options,
        key=f"{PAGE}.closed",
        format_func=places.__getitem__,
        placeholder=t("corridors.none_closed"),
    )
    choose_one(PAGE, "act", ACTS, lambda c: t(f"corridors.act_{c}"), t("corridors.act"))
    if chosen["act"] == "hold":
        st.slider(t("corridors.hold"), 0, 120, key=f"{PAGE}.hold")
    st.slider(t("corridors.width"), 0, 60, key=f"{PAGE}.width")


def closing(chosen: dict) -> model.Closing:
    """What was chosen to be closed or held."""
    held = chosen["hold"] if chosen["act"] == "hold" else None
    return model.Closing(tuple(sorted(chosen["closed"])), chosen["width"], held)


def show(chosen: dict, asked: model.Scenario, places: dict[str, str]) -> None:
    """The map of change with its cost beside it, then one part in full."""
    shut = closing(chosen)
    change = model.closure("change", asked, shut)
    presets()
    left, right = st.columns([7, 3])
    with left:  # the map first: a click should show there at once
        _map(chosen, asked, shut, change)
        with st.container(horizontal=True):
            choose_one(
                PAGE, "shown", SHOWN, lambda c: t(f"corridors.shown_{c}"), t("corridors.shown")
            )
            choose_one(
                PAGE, "click", CLICKS, lambda c: t(f"corridors.click_{c}"), t("corridors.click")
            )
    with right:
        controls(chosen, asked, places)
        _cost(asked, shut)
    scenario.controls(places)
    choose_one(PAGE, "part", PARTS, lambda c: t(f"corridors.part_{c}"), t("corridors.view"))
    match chosen["part"]:
        case "changes":
            _answer(change, chosen, asked, shut)
        case "why":
            options = list(dict.fromkeys([*model.near(asked), chosen["place"]]))
            choose(PAGE, "place", options, places.__getitem__, t("corridors.why_place"))
            why = model.closure("why", asked, shut, chosen["place"])
            _answer(why, chosen, asked, shut)
        case "checkpoint":
            _checkpoint(chosen, asked, shut)
        case "holds":
            sure = model.closure("holds", asked, shut)
            if len(sure.frame):
                st.markdown(t("corridors.holds_lead"))
                st.dataframe(drawn.hold_strip(sure.frame))
            _answer(sure, chosen, asked, shut)
        case "journeys":
            _answer(model.closure("journeys", asked, shut), chosen, asked, shut)
    export.exports(asked, shut)


def _answer(answer: Answer, chosen: dict, asked: model.Scenario, shut: model.Closing) -> None:
    part = chosen["part"]
    about = export.about(asked, shut, answer)
    panel.answer_panel(answer, drawn.COLUMNS[part], f"closure-{part}", about)


def _cost(asked: model.Scenario, shut: model.Closing) -> None:
    """What the closure costs, in four figures."""
    if not shut.closed:
        return
    cost = model.closure("cost", asked, shut)
    row = cost.frame.iloc[0]
    if row["cut_off_ha_modelled"] >= row["sent_ha"]:
        st.warning(words(cost, lang()))
        return
    within = t("corridors.within_rounding")
    mean, worst = row["delay_mean_h_modelled"], row["delay_worst_h_modelled"]
    told = {
        "mean": within if row["within_rounding_modelled"] else minutes(mean * 60, lang()),
        "worst": hours(worst, lang()) if worst else within,
        "place": row["worst_origin"] or "–",
        "cut": number(row["cut_off_ha_modelled"], lang(), 1),
        "total": number(row["hectare_hours_modelled"], lang()),
    }
    st.markdown(t("corridors.cost", **told))
    st.caption(t("corridors.cost_modelled"))


def _clicked(code: str) -> None:
    """A click on the map: closes or opens the place, or asks why it is on the way."""
    state = st.session_state
    if code not in model.times():  # a place without travel times is on no way
        return
    if state[f"{PAGE}.click"] == "why":
        _set(place=code, part="why")
        return
    closed = state[f"{PAGE}.closed"]
    left = [c for c in closed if c != code] if code in closed else [*closed, code]
    _set(closed=left, place=code)


def _map(chosen: dict, asked: model.Scenario, shut: model.Closing, change) -> None:
    extent = scenario.extent(asked)
    frame = change.frame
    moved = frame[frame["change_modelled"].isin(["gain", "loss"])]
    net = moved.set_index("divipola")["net_share_modelled"]
    if chosen["shown"] == "change":
        either = frame.loc[frame["change_modelled"] == "either", "divipola"]
        layers, legend = drawn.change_layers(
            net, set(either), t("corridors.change_legend"), extent, deck.CLICKS
        )
        legends, labels = [legend], drawn.change_labels(net, shut.closed)
    else:
        before = chosen["shown"] == "before"
        loads = drawn.as_loads(change, drawn.BEFORE if before else drawn.AFTER)
        title = t("corridors.before_legend" if before else "corridors.after_legend")
        layers, legends = corridor_shapes.load_layers(loads, extent, title, deck.CLICKS)
        labels = corridor_shapes.load_labels(loads)
    if chosen["ways"]:
        ways = (
            model.on_the_way(asked)[2]
            if chosen["shown"] == "before"
            else model.closure("ways", asked, shut)
        )
        corridor_shapes.add_ways(ways, layers, legends, pickable=False)
    layers += drawn.seat_dots(frame, shut.closed, chosen["place"], drawn.AFTER)
    legends.append(drawn.closed_legend(shut.hold is not None))
    layers.append(labels)
    panel.map_panel(
        deck.deck(layers, extent),
        legends,
        key="close-map",
        notes=["corridors.model_note"],
        on_click=_clicked,
        height=480,
    )


def _checkpoint(chosen: dict, asked: model.Scenario, shut: model.Closing) -> None:
    """How long may a checkpoint hold? The curve, and where it goes."""
    if not shut.closed:
        st.info(t("corridors.hold_nothing"))
        return
    curve = model.closure("curve", asked, shut)
    half = curve.said["half_gone"].values["half_min"] if "half_gone" in curve.said else None
    st.altair_chart(
        drawn.checkpoint_chart(curve.frame, half), width="stretch", key="checkpoint-chart"
    )
    _answer(curve, chosen, asked, shut)
