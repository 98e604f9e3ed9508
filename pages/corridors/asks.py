"""What each question of the page shows: its map, one part in full, then its controls."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.answers import Answer, along, closures, corridors, doubts
from geo.answers.answer import words
from geo.answers.closures import BEFORE
from geo.evidence import label
from geo.journeys import Scenario
from geo.journeys.closures import ROUNDING_H
from geo.views import View
from geo.views import corridor_choices as chosen
from geo.views.closures import numbers_that_hold
from geo.views.corridor_maps import PERCENT
from pages.corridors.controls import (
    PAGE,
    choose,
    choose_place,
    close_alone,
    closing,
    on_the_map,
    presets,
    scenario_controls,
)
from pages.corridors.stories import stories
from pages.frame import charts, panel
from pages.frame.controls import set_choices
from pages.frame.data import ask, evidence
from pages.frame.first_screen import evidence_heading, first_screen, numbers_html, question_part
from pages.frame.language import lang, t
from pages.frame.map import show_map
from pages.frame.table import draw_rows
from pages.frame.terms import meaning

SMALL_PX = 260
LINES = ("way", "along", "documents")  # questions whose maps show documented lines


def documented_controls() -> None:
    """Which documented corridors are drawn."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose("scope")
        trucks = st.session_state[f"{PAGE}.corridor"] == corridors.RECONSTRUCTION
        st.button(
            t("corridors.all_again" if trucks else "corridors.trucks"),
            icon=":material/local_shipping:",
            on_click=_toggle_trucks,
            args=(trucks,),
            key=f"{PAGE}.trucks_shown",
        )
        choose("ways")
    with st.expander(t("corridors.filters")):
        choose("corridor", text=_line_name)
        choose(*chosen.FILTERS)


def _toggle_trucks(on_map: bool) -> None:
    if on_map:
        set_choices(PAGE, corridor="any", view="loads")
    else:
        set_choices(PAGE, corridor=corridors.RECONSTRUCTION, view="documented")


def _line_name(code: str) -> str:
    """A corridor, a place from which a modelled way starts, or any corridor, in words."""
    if code == "any":
        return t("corridors.every")
    if code in (places := ask(chosen.place_names)):
        return t("corridors.modelled_from", place=places[code])
    return f"{code} · {ask(corridors.names)[code][lang()]}"


def way(values: dict, view: View) -> None:
    """The map, one table, and what is drawn and asked."""
    _screen(values, view, "corridors-map")
    if values["corridor"] in (corridors.RECONSTRUCTION, corridors.SUPERSEDED):
        st.markdown(t("caveats.reconstruction"))
    panel.sources_panel(view.answers["lines"], "corridors-lines", "frame.line_sources")
    choose("view")
    part = values["view"]
    if part == "near":
        choose("km")
    if part in view.answers:
        panel.answer_panel(view.answers[part], key=part)
    if part == "documents":
        panel.answer_panel(view.answers["documented_places"], key="documented-places")
    with question_part():
        documented_controls()
        scenario_controls()


def _screen(values: dict, view: View, key: str, **options) -> None:
    """The first screen of a question, then what to know before reading on."""
    notes = ["corridors.short_lines" if values["ask"] in LINES else "corridors.short_model"]
    first_screen(view, key=key, notes=notes, **options)
    evidence_heading()
    st.markdown(t(f"corridors.lead_{values['ask']}"))
    if values["ask"] in LINES:
        panel.caveats(corridors.LINE_CAVEATS)


def close(values: dict, view: View) -> None:
    """The map of change, one part in full, then what is closed and asked."""
    part, scenario = values["part"], chosen.closing_scenario(evidence(), values)
    _screen(values, view, "close-map", on_choose=on_the_map, beside=lambda: _that_hold(scenario))
    choose("part")
    answer = view.later[part]() if part in view.later else view.answers[part]
    _close_part(values, answer, scenario)
    if "errors" in view.answers:
        st.header(t("corridors.errors"), anchor=False)
        panel.answer_panel(view.answers["errors"], key="closure-errors")
    with question_part():
        presets()
        places_side, cost_side = st.columns([3, 2])
        with places_side:
            closing(values)
            with st.container(horizontal=True):
                choose("shown", "click")
        with cost_side:
            if scenario.closed:
                _cost(view)
        scenario_controls()


def draw_errors(values: dict) -> None:
    """Draws the hours at random, showing how far it is, where it is asked if a closure holds."""
    scenario = replace(chosen.closing_scenario(evidence(), values), hold_minutes=None)
    wanted = values["ask"] == "close" and values["part"] == "holds" and scenario.closed
    if wanted and scenario != doubts.USUAL:  # which is drawn at the build
        bar = st.empty()
        doubts.draw(evidence(), scenario, bar.progress)
        bar.empty()


def _that_hold(scenario: Scenario) -> None:
    """Beside the map once that is on its way: trying other settings takes longer than it."""
    if numbers := numbers_html(numbers_that_hold(evidence(), scenario)):
        st.html(numbers)


def _close_part(values: dict, answer: Answer, scenario: Scenario) -> None:
    """What changes, why, how long a checkpoint may hold, whether it holds, or all journeys."""
    part = values["part"]
    if part == "why":
        choose_place("place", values, values["place"])
    elif part == "checkpoint" and not scenario.closed:
        st.info(t("corridors.hold_nothing"))
        return
    elif part == "checkpoint":
        draw_curve(answer)
    elif part == "holds" and len(answer.frame):
        st.markdown(t("corridors.holds_lead"))
        draw_rows(hold_strip(answer.frame), t("corridors.holds_lead"))
    panel.answer_panel(answer, key=f"closure-{part}")


def _cost(view: View) -> None:
    """What the closure costs, in four figures."""
    row = view.answers["cost"].frame.iloc[0]
    if row["cut_off_ha_modelled"] >= row["sent_ha"]:
        st.warning(words(view.answers["cost"], lang()))
        return
    mean, worst = row["delay_mean_h_modelled"], row["delay_worst_h_modelled"]
    within = t("closures.over_12") if pd.isna(mean) else t("corridors.within_rounding")
    figures = {
        "mean": mean * 60 if mean >= ROUNDING_H else within,
        "worst": worst or within,
        "place": row["worst_origin"] or "–",
        "cut": row["cut_off_ha_modelled"],
        "total": row["hectare_hours_modelled"],
    }
    st.markdown(text := t("corridors.cost", **figures), help=meaning(text))
    if far := row["no_practical_way_ha_modelled"]:
        st.markdown(t("corridors.cost_far", far=far))
    st.caption(t("corridors.cost_modelled"))


def cost(values: dict, view: View) -> None:
    """The map and the table of single closures, then what costs most together."""
    _screen(values, view, "cost-map", on_choose=close_alone)
    panel.answer_panel(view.answers["singles"], key="closures-ranked")
    st.header(t("corridors.together"), anchor=False)
    with st.spinner(t("corridors.working")):
        together = ask(closures.together, chosen.closing_scenario(evidence(), values).opened)
    panel.answer_panel(together, key="closures-together")
    with question_part():
        st.caption(t("corridors.cost_click"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choose("rank", "width")
        scenario_controls()


def along_line(values: dict, view: View) -> None:
    """The line and what lies within reach of it, then one kind of rows."""
    if view.answers:
        _screen(values, view, "along-map")
        choose("read")
        panel.answer_panel(view.answers[values["read"]], key="along")
    starts = ask(along.starts, chosen.open_scenario(evidence(), values))
    codes = [*ask(corridors.names), *starts, values["line"]]
    with question_part():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choose("line", codes=list(dict.fromkeys(codes)), text=_line_name)
            choose("by")
            if values["by"] == "km":
                choose("km", title=t("corridors.along_distance"))
        if values["by"] == "minutes":
            st.caption(t("corridors.along_tolerance", minutes=values["tolerance"]))
        scenario_controls()


def documents(values: dict, view: View) -> None:
    """The lines of both on one map, then one comparison."""
    around = values["beside"] == "closing"
    _screen(values, view, "documents-map")
    if around:
        st.markdown(f"**{t('corridors.after_closing')}**")
    panel.answer_panel(view.answer, key="documents")
    if around:
        st.caption(t("corridors.drugs_only"))
    with question_part():
        choose("beside")
        if around:
            presets()
            closing(values)
        scenario_controls()


def compare(values: dict, view: View) -> None:
    """One map of the difference, the two maps of the same extent under it."""
    _screen(values, view, "difference-map")
    for side, key, scene in zip(st.columns(2), ("one", "other"), view.beside, strict=True):
        with side:
            st.markdown(f"**{scene.title}**")
            answers = view.mapped
            show_map(scene, key=f"compare-{key}", height=SMALL_PX, bare=True, answers=answers)
    st.html(view.beside[0].legend_html(lang()))
    panel.answer_panel(view.answer, key="difference")
    with question_part():
        choose("against")
        match values["against"]:
            case "year":
                choose("year2")
            case "destination":
                choose("to2", text=ask(chosen.place_names).__getitem__)
            case "origins":
                choose("origins2", text=lambda code: t(f"corridors.origins_{code}"))
            case "closing":
                presets()
                closing(values)
        scenario_controls()


PANELS = {
    "stories": stories,
    "way": way,
    "close": close,
    "cost": cost,
    "along": along_line,
    "documents": documents,
    "compare": compare,
}


def draw_curve(curve: Answer) -> None:
    """Share still passing against minutes held, with the range as a band."""
    rows = curve.frame[["delay_min", *BEFORE]].copy()
    rows[BEFORE] = (rows[BEFORE] * PERCENT).round(2)
    rows = rows.rename(columns=dict(zip(BEFORE, ("mid", "low", "high"), strict=True)))
    half = curve.said["half_gone"].values["half_min"] if "half_gone" in curve.said else None
    at = pd.DataFrame({"delay_min": [half], "text": [t("corridors.curve_half")]})
    charts.draw("checkpoint-chart", curve, "curve", rows=rows, half=at.dropna())


def hold_strip(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a named change, one column a setting, yes or no in words."""
    heads = [
        t(f"corridors.strip_{varied}", setting=str(setting))
        for varied, setting in zip(frame["varied"], frame["setting"], strict=True)
    ]
    words = frame["holds_modelled"].map({True: f"● {t('frame.yes')}", False: f"○ {t('frame.no')}"})
    change = frame["change_modelled"].map(lambda code: label("change_modelled", code, lang()))
    place = frame["municipality"] + " · " + change
    long = pd.DataFrame({"place": place, "head": heads, "word": words})
    wide = long.pivot(index="place", columns="head", values="word")
    ordered = wide.loc[place.unique(), list(dict.fromkeys(heads))]
    return ordered.rename_axis(index=t("corridors.place"), columns=None).reset_index()
