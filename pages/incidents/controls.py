"""The filters of the incidents page: their widgets, and which one left nothing."""

from collections.abc import Mapping, Sequence
from datetime import date as Day

import streamlit as st

from geo.answers import corridors
from geo.answers.incidents import ANYWHERE, CORRIDORS, emptied_by, incidents_of, whole_days
from geo.evidence import Evidence
from geo.language import Range, Sentence, tell
from geo.language.days import read_day
from geo.views import Choice
from geo.views.incidents import NONE, filters
from pages.frame.controls import control, heading, set_choices
from pages.frame.data import ask, evidence
from pages.frame.language import lang, t
from pages.incidents import card

PAGE = "incidents"
IN_SIGHT = ("event_type", "incident")
DRAWN = ("marks", "size", "trail", "ucdp")
NEAR = ("km", "certain")


def draw(choices: Sequence[Choice]) -> None:
    """The days and types in sight, the other filters and ways to draw behind two buttons.

    The button says how many of those behind it are set.
    """
    by_name = {choice.name: choice for choice in choices}
    titles, none = card.titles(), t("incidents.none_chosen")
    texts = ask(_filter_texts, lang())
    first, last, types, one = st.columns([2, 2, 4, 5])
    for place, end in ((first, 0), (last, 1)):
        with place:
            _day(by_name["days"], end)
    with types:
        control(PAGE, by_name["event_type"])
    with one:
        control(
            PAGE,
            by_name["incident"],
            text=lambda code: none if code == NONE else f"{code} · {titles[code]}",
            on_change=card.follow_choice,
        )
    elsewhere = (*IN_SIGHT, *DRAWN, *NEAR, "days", "extent", "view")
    behind = [c for c in choices if c.name not in elsewhere]
    n = sum(st.session_state[f"{PAGE}.{c.name}"] != c.default for c in behind)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        control(PAGE, by_name["extent"])
        text = t("incidents.filters_set", n=n) if n else t("incidents.filters")
        with st.popover(text, icon=":material/filter_alt:"):
            for choice in behind:
                control(PAGE, choice, text=texts.get(choice.name))
            if st.session_state[f"{PAGE}.around"] != ANYWHERE:
                for name in NEAR:
                    control(PAGE, by_name[name])
        with st.popover(t("incidents.drawing"), icon=":material/tune:"):
            for name in DRAWN:
                control(PAGE, by_name[name])


def _day(days: Choice, end: int) -> None:
    """The first or the last day; choosing one leaves the other as it is."""
    key, span = f"{PAGE}:day-{end}", st.session_state[f"{PAGE}.days"]
    first, last = _days()
    st.session_state[key] = max(span[end], first)

    def take() -> None:
        both = list(span)
        both[end] = st.session_state[key] or days.default[end]
        set_choices(PAGE, days=tuple(sorted(both)))

    bounds = {"min_value": first, "max_value": last}
    label = t("incidents.last_day" if end else "incidents.first_day")
    st.date_input(label, key=key, format="YYYY-MM-DD", on_change=take, **bounds)


def _days() -> list[Day]:
    """The first and the last day that holds a row of what is drawn."""
    days = whole_days(evidence(), ucdp=st.session_state[f"{PAGE}.ucdp"])
    return list(map(Day.fromisoformat, days))


def find_day(days: Choice) -> None:
    """A day typed in any usual way opens the first of its incidents, or shows that day."""
    key = f"{PAGE}:typed"

    def take() -> None:
        day = read_day(st.session_state[key] or "")
        if day is None:
            return
        those = incidents_of(evidence(), day.isoformat())
        if those:
            card.choose(those[0])
        elif days.holds(day):
            set_choices(PAGE, days=(day, day), incident=NONE)

    st.text_input(
        t("incidents.find_day"),
        key=key,
        on_change=take,
        placeholder=t("incidents.find_day_example"),
        max_chars=40,
    )
    if typed := st.session_state[key]:
        if (day := read_day(typed)) is None:
            st.caption(t("incidents.no_day"))
        elif not days.holds(day):
            st.caption(t("incidents.day_outside", days=Range(*map(str, _days()))))


def _filter_texts(layers: Evidence, lang: str) -> dict:
    """How codes without a vocabulary read."""
    names, cities = corridors.names(layers), layers.cities
    waves = layers.incidents["wave_id"].value_counts()
    arounds = {
        ANYWHERE: t("incidents.around_anywhere"),
        CORRIDORS: t("incidents.around_corridors"),
        **dict(zip(cities["divipola"], cities["city"], strict=True)),
        **{code: f"{code} · {name[lang]}" for code, name in names.items()},
    }
    return {
        "department_code": lambda code: layers.names[code],
        "wave_id": lambda code: _wave_text(code, int(waves[code])),
        "around": arounds.get,
    }


def _wave_text(code: str, rows: int) -> str:
    day = code.removeprefix("WAVE-")
    return t("incidents.wave", day=f"{day[:4]}-{day[4:6]}-{day[6:]}", n=rows)


def say_too_close(notice: Sentence) -> None:
    """That a distance cannot be told and was left aside, with the least that can."""
    st.info(tell(notice, lang()))
    least = notice.values["uncertainty"]
    _offer(t("incidents.use_km", km=least), {"km": least})


def say_what_emptied(values: Mapping[str, object], choices: Sequence[Choice]) -> None:
    """Names the filter that left no row, with one click to widen it; or offers to widen all."""
    open_wide = {choice.name: choice.default for choice in choices}
    back = emptied_by(evidence(), filters(values))
    st.warning(t("incidents.emptied" if back else "incidents.emptied_together"))
    with st.container(horizontal=True):
        for name, n in back.items():
            text = t("incidents.widen", filter=heading(PAGE, name), n=n)
            _offer(text, {name: open_wide[name]})
        if not back:
            names = [c for c in open_wide if c not in (*DRAWN, "extent", "incident", "view")]
            _offer(t("incidents.widen_all"), {name: open_wide[name] for name in names})


def _offer(text: str, values: Mapping[str, object]) -> None:
    """A button that makes these choices."""
    st.button(
        text,
        key=f"{PAGE}:set-{'-'.join(values)}",
        icon=":material/filter_alt_off:",
        on_click=lambda: set_choices(PAGE, **values),
    )
