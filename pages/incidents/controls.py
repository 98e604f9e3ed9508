"""The filters of the incidents page: their choices, their widgets, and which one left nothing."""

from collections.abc import Mapping
from datetime import date as Day

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.answers import incidents
from geo.errors import BelowUncertainty
from geo.evidence import column_title, columns, label
from geo.language import date, number
from pages.frame import link
from pages.frame.controls import choose, choose_many, choose_one
from pages.frame.data import layer
from pages.frame.language import lang, t
from pages.incidents import card

PAGE = "incidents"
FILTERS = ("event_type", "actor_group", "attribution_status", "confidence", "location_precision")
EXTENTS = ["southwest", "cauca_cali", "cali", "colombia"]
MARKS, SIZES = ["points", "clusters", "hexagons"], ["even", "killed", "injured"]
TRAILS = ["0", "30", "90", "365"]
ANYWHERE = "anywhere"


def whole_days() -> tuple[Day, Day]:
    """The first and the last day of the sample, UCDP's events included."""
    dates, others = layer("incidents")["date"], layer("incidents_ucdp")["date_start"]
    first = min(dates.min(), others.min())
    return Day.fromisoformat(first), Day.fromisoformat(dates.max())


def _codes(name: str) -> list[str]:
    there = set(layer("incidents")[name])
    return [code for code in columns()[name].values if code in there]


def _departments() -> pd.Series:
    named = layer("incidents").drop_duplicates("department_code")
    return named.set_index("department_code")["department"].sort_index()


def _waves() -> pd.Series:
    return layer("incidents")["wave_id"].value_counts().sort_index()


def _arounds() -> dict[str, str]:
    """What a distance may be measured from, in words by its code in the link."""
    corridors = layer("corridors_documented").drop_duplicates("corridor_id")
    named = dict(zip(corridors["corridor_id"], corridors[f"name_{lang()}"], strict=True))
    cities = layer("cities")
    return {
        ANYWHERE: t("incidents.around_anywhere"),
        incidents.CORRIDORS: t("incidents.around_corridors"),
        **dict(zip(cities["divipola"], cities["city"], strict=True)),
        **{code: f"{code} · {name}" for code, name in sorted(named.items())},
    }


def filter_params() -> list[link.Choice]:
    """The filters in the link; each is wide open by default."""
    return [
        link.days("days", *whole_days()),
        *(link.many_of(name, _codes(name)) for name in FILTERS),
        link.many_of("department_code", list(_departments().index)),
        link.many_of("wave_id", list(_waves().index)),
        link.yes_no("attacks", False),
        link.one_of("around", list(_arounds()), ANYWHERE),
        link.whole("km", 1, 150, 15),
        link.yes_no("certain", False),
    ]


def view_params(extent: str) -> list[link.Choice]:
    """How the map shows what the filters keep; extent: where a link names none."""
    return [
        link.one_of("extent", EXTENTS, extent),
        link.one_of("marks", MARKS, "points"),
        link.one_of("size", SIZES, "even"),
        link.one_of("trail", TRAILS, "0"),
        link.yes_no("ucdp", False),
    ]


def draw(params: list[link.Choice]) -> None:
    """The days and types in sight, the other filters and ways to draw behind two buttons.

    params: of the filters; the button says how many of those behind it are set.
    """
    behind = [p for p in params if p.name not in ("days", "event_type", "km", "certain")]
    used = sum(st.session_state[f"{PAGE}.{p.name}"] != p.default for p in behind)
    first, last = whole_days()
    days, kinds, one = st.columns([4, 4, 5])
    with days:
        st.date_input(
            t("incidents.days"),
            min_value=first,
            max_value=last,
            key=f"{PAGE}.days",
            format="YYYY-MM-DD",
        )
    with kinds:
        choose_many(
            PAGE, "event_type", _codes("event_type"), lambda c: label("event_type", c, lang())
        )
    with one:
        card.choose_incident()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose_view("extent", EXTENTS)
        count = f" ({number(used, lang())})" if used else ""
        with st.popover(t("incidents.filters") + count, icon=":material/filter_alt:"):
            _more_filters()
        with st.popover(t("incidents.drawing"), icon=":material/tune:"):
            _choose_view("marks", MARKS)
            _choose_view("size", SIZES)
            _choose_view("trail", TRAILS)
            st.toggle(t("incidents.ucdp"), key=f"{PAGE}.ucdp")


def _more_filters() -> None:
    for name in FILTERS[1:]:
        choose_many(PAGE, name, _codes(name), lambda c, n=name: label(n, c, lang()))
    departments = _departments()
    choose_many(PAGE, "department_code", list(departments.index), lambda c: departments[c])
    waves = _waves()
    choose_many(PAGE, "wave_id", list(waves.index), lambda c: _wave_text(c, waves[c]))
    st.toggle(t("incidents.attacks"), key=f"{PAGE}.attacks")
    arounds = _arounds()
    choose(PAGE, "around", list(arounds), arounds.get, t("incidents.around"))
    if st.session_state[f"{PAGE}.around"] != ANYWHERE:
        st.slider(t("incidents.km"), 1, 150, key=f"{PAGE}.km")
        st.toggle(t("incidents.certain"), key=f"{PAGE}.certain")


def _choose_view(name: str, codes: list[str]) -> None:
    texts = {
        "extent": lambda c: t(f"incidents.extent_{c}"),
        "marks": lambda c: t(f"incidents.marks_{c}"),
        "size": lambda c: t(f"incidents.size_{c}"),
        "trail": lambda c: t(f"incidents.trail_{c}"),
    }
    choose_one(PAGE, name, codes, texts[name], t(f"incidents.by_{name}"))


def _wave_text(code: str, rows: int) -> str:
    day = code.removeprefix("WAVE-")
    when = date(f"{day[:4]}-{day[4:6]}-{day[6:]}", lang())
    return t("incidents.wave", day=when, rows=number(rows, lang()))


def within(chosen: Mapping[str, object]) -> gpd.GeoDataFrame | None:
    """The rows near what was chosen; None where nothing was, or the distance cannot be told."""
    if chosen["around"] == ANYWHERE:
        return None
    names = ("corridors_documented", "seats", "municipalities")
    try:
        return incidents.near(
            layer("incidents"),
            chosen["around"],
            chosen["km"],
            *map(layer, names),
            certain_only=chosen["certain"],
        )
    except BelowUncertainty as error:
        asked, least = (number(x, lang()) for x in (error.distance_km, error.uncertainty_km))
        st.info(t("incidents.below_uncertainty", distance=asked, uncertainty=least))
        _offer(t("incidents.use_km", km=least), {"km": int(-(-error.uncertainty_km // 1))})
        return None


def fits(
    chosen: Mapping[str, object], found: gpd.GeoDataFrame | None, all_days: bool = False
) -> dict[str, pd.Series]:
    """Which rows each filter keeps; all_days: whatever the days."""
    choices = {name: chosen[name] for name in (*FILTERS, "department_code", "wave_id")}
    choices["counts_as_attack"] = [True] if chosen["attacks"] else []
    start, end = whole_days() if all_days else chosen["days"]
    return incidents.fits(layer("incidents"), choices, start.isoformat(), end.isoformat(), found)


def _offer(text: str, values: Mapping[str, object]) -> None:
    """A button that sets these choices."""
    st.button(
        text,
        key=f"{PAGE}:set-{'-'.join(values)}",
        icon=":material/filter_alt_off:",
        on_click=lambda: st.session_state.update(
            {f"{PAGE}.{name}": value for name, value in values.items()}
        ),
    )


def say_what_emptied(kept: Mapping[str, pd.Series], params: list[link.Choice]) -> None:
    """Names the filter that left no row, with one click to widen it; or offers to widen all."""
    open_wide = {param.name: param.default for param in params}
    back = incidents.emptied_by(kept)
    st.warning(t("incidents.emptied" if back else "incidents.emptied_together"))
    with st.container(horizontal=True):
        for name, rows in back.items():
            text = t("incidents.widen", filter=_title(name), rows=number(rows, lang()))
            choice = "attacks" if name == "counts_as_attack" else name
            _offer(text, {choice: open_wide[choice]})
        if not back:
            _offer(t("incidents.widen_all"), open_wide)


def _title(name: str) -> str:
    ours = {
        "days": t("incidents.days"),
        "around": t("incidents.around"),
        "counts_as_attack": t("incidents.attacks"),
    }
    return ours.get(name) or column_title(name, lang())
