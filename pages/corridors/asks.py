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
            on_click=_show_trucks,
            args=(trucks,),
            key=f"{PAGE}.trucks_shown",
        )
        choose("ways")
    with st.expander(t("corridors.filters")):
        choose("corridor", text=_line_name)
        choose(*chosen.FILTERS)


def _show_trucks(shown: bool) -> None:
    if shown:
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


def way(values: dict, shown: View) -> None:
    """The map, one table, and what is drawn and asked."""
    _screen(values, shown, "corridors-map")
    if values["corridor"] in (corridors.RECONSTRUCTION, corridors.SUPERSEDED):
        st.markdown(t("caveats.reconstruction"))
    panel.sources_panel(shown.answers["lines"], "corridors-lines", "frame.line_sources")
    choose("view")
    part = values["view"]
    if part == "near":
        choose("km")
    if part in shown.answers:
        panel.answer_panel(shown.answers[part], key=part)
    if part == "documents":
        panel.answer_panel(shown.answers["documented_places"], key="documented-places")
    with question_part():
        documented_controls()
        scenario_controls()


def _screen(values: dict, shown: View, key: str, **options) -> None:
    """The first screen of a question, then what to know before reading on."""
    notes = ["corridors.short_lines" if values["ask"] in LINES else "corridors.short_model"]
    first_screen(shown, key=key, notes=notes, **options)
    evidence_heading()
    st.markdown(t(f"corridors.lead_{values['ask']}"))
    if values["ask"] in LINES:
        panel.caveats(corridors.LINE_CAVEATS)


def close(values: dict, shown: View) -> None:
    """The map of change, one part in full, then what is closed and asked."""
    part, asked = values["part"], chosen.closing_scenario(evidence(), values)
    _screen(values, shown, "close-map", on_choose=on_the_map, beside=lambda: _that_hold(asked))
    choose("part")
    answer = shown.later[part]() if part in shown.later else shown.answers[part]
    _close_part(values, answer, asked)
    if "errors" in shown.answers:
        st.header(t("corridors.errors"), anchor=False)
        panel.answer_panel(shown.answers["errors"], key="closure-errors")
    with question_part():
        presets()
        left, right = st.columns([3, 2])
        with left:
            closing(values)
            with st.container(horizontal=True):
                choose("shown", "click")
        with right:
            if asked.closed:
                _cost(shown)
        scenario_controls()


def draw_errors(values: dict) -> None:
    """Draws the hours at random, showing how far it is, where it is asked if a closure holds."""
    asked = replace(chosen.closing_scenario(evidence(), values), hold_minutes=None)
    wanted = values["ask"] == "close" and values["part"] == "holds" and asked.closed
    if wanted and asked != doubts.USUAL:  # which is drawn at the build
        bar = st.empty()
        doubts.draw(evidence(), asked, bar.progress)
        bar.empty()


def _that_hold(asked: Scenario) -> None:
    """Beside the map once that is on its way: trying other settings takes longer than it."""
    if told := numbers_html(numbers_that_hold(evidence(), asked)):
        st.html(told)


def _close_part(values: dict, answer: Answer, asked: Scenario) -> None:
    """What changes, why, how long a checkpoint may hold, whether it holds, or all journeys."""
    part = values["part"]
    if part == "why":
        choose_place("place", values, values["place"])
    elif part == "checkpoint" and not asked.closed:
        st.info(t("corridors.hold_nothing"))
        return
    elif part == "checkpoint":
        draw_curve(answer)
    elif part == "holds" and len(answer.frame):
        st.markdown(t("corridors.holds_lead"))
        draw_rows(hold_strip(answer.frame), t("corridors.holds_lead"))
    panel.answer_panel(answer, key=f"closure-{part}")


def _cost(shown: View) -> None:
    """What the closure costs, in four figures."""
    row = shown.answers["cost"].frame.iloc[0]
    if row["cut_off_ha_modelled"] >= row["sent_ha"]:
        st.warning(words(shown.answers["cost"], lang()))
        return
    within = t("corridors.within_rounding")
    mean, worst = row["delay_mean_h_modelled"], row["delay_worst_h_modelled"]
    far = row["no_practical_way_ha_modelled"]
    if pd.isna(mean):
        within = t("closures.over_12")
    told = {
        "mean": mean * 60 if mean >= ROUNDING_H else within,
        "worst": worst or within,
        "place": row["worst_origin"] or "–",
        "cut": row["cut_off_ha_modelled"],
        "total": row["hectare_hours_modelled"],
    }
    st.markdown(cost_told := t("corridors.cost", **told), help=meaning(cost_told))
    if far:
        st.markdown(t("corridors.cost_far", far=far))
    st.caption(t("corridors.cost_modelled"))


def cost(values: dict, shown: View) -> None:
    """The map and the table of single closures, then what costs most together."""
    _screen(values, shown, "cost-map", on_choose=close_alone)
    panel.answer_panel(shown.answers["singles"], key="closures-ranked")
    st.header(t("corridors.together"), anchor=False)
    with st.spinner(t("corridors.working")):
        together = ask(closures.together, chosen.closing_scenario(evidence(), values).opened)
    panel.answer_panel(together, key="closures-together")
    with question_part():
        st.caption(t("corridors.cost_click"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choose("rank", "width")
        scenario_controls()


def along_line(values: dict, shown: View) -> None:
    """The line and what lies within reach of it, then one kind of rows."""
    if shown.answers:
        _screen(values, shown, "along-map")
        choose("read")
        panel.answer_panel(shown.answers[values["read"]], key="along")
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


def documents(values: dict, shown: View) -> None:
    """The lines of both on one map, then one comparison."""
    around = values["beside"] == "closing"
    _screen(values, shown, "documents-map")
    if around:
        st.markdown(f"**{t('corridors.after_closing')}**")
    panel.answer_panel(shown.answer, key="documents")
    if around:
        st.caption(t("corridors.drugs_only"))
    with question_part():
        choose("beside")
        if around:
            presets()
            closing(values)
        scenario_controls()


def compare(values: dict, shown: View) -> None:
    """One map of the difference, the two maps of the same extent under it."""
    _screen(values, shown, "difference-map")
    for side, key, scene in zip(st.columns(2), ("one", "other"), shown.beside, strict=True):
        with side:
            st.markdown(f"**{scene.title}**")
            answers = shown.mapped
            show_map(scene, key=f"compare-{key}", height=SMALL_PX, bare=True, answers=answers)
    st.html(shown.beside[0].legend_html(lang()))
    panel.answer_panel(shown.answer, key="difference")
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
    change = [label("change_modelled", code, lang()) for code in frame["change_modelled"]]
    place = frame["municipality"] + " · " + pd.Series(change, index=frame.index)
    long = pd.DataFrame({"place": place, "head": heads, "word": words})
    wide = long.pivot(index="place", columns="head", values="word")
    ordered = wide.loc[place.unique(), list(dict.fromkeys(heads))]
    return ordered.rename_axis(index=t("corridors.place"), columns=None).reset_index()
