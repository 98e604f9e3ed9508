"""The maps of the corridor model: loads, changes, costs, ways, and what lies along a line."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.answers import Answer, doubts, way
from geo.answers.closures import BEFORE
from geo.cartography import palette
from geo.cartography.classes import Classes
from geo.cartography.kinds import Areas, Dots, Kind, Lines, Names, Shapes
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.crs import STORAGE, metric
from geo.evidence import Evidence, label
from geo.journeys import Scenario
from geo.language import Range, date, number, percent, tell
from geo.views import shapes

EXTENTS = ("cauca_cali", "southwest", "colombia")  # from the narrowest
LOAD_BREAKS = (0, 10, 25, 50, 75, 100)
STEPS = (1, 10, 50, 100)  # percent of the load: a change is drawn from 1 % on, as it is named
DRAWN_SHARE = 0.01  # places below this share of the load are in the table, not on the map
LABEL_SHARE, LABELS = 0.1, 40
CHANGE_LABEL_SHARE, CHANGE_LABELS = 0.05, 14
WAYS_PX, WAY_PX = 14, 8
PERCENT = 100.0


def extent(scenario: Scenario) -> str:
    """The named extent that shows the scenario's ways."""
    ends = {code[:2] for code in scenario.origins + scenario.destinations}
    if ends - {"19", "52", "76"}:
        return "colombia"
    nearby = {code[:2] for code in scenario.origins} == {"19"}
    return "cauca_cali" if nearby and scenario.destinations == ("76001",) else "southwest"


def titled(evidence: Evidence, what: str, scenario: Scenario, lang: str) -> str:
    """The name of a map of the model: `what` it shows, of which year, to where, what is closed."""
    return tell(
        "corridors.map_modelled",
        lang,
        what=what,
        year=scenario.year,
        to=[evidence.names[code] for code in scenario.destinations],
        closing=doubts.closing_of(evidence, scenario) if scenario.closed else "",
    )


def load_areas(
    evidence: Evidence,
    frame: pd.DataFrame,
    title: str,
    lang: str,
    *,
    columns: Sequence[str] = BEFORE,
    tips: Mapping[str, str] | None = None,
) -> Areas:
    """Shares on the way, hatched. columns: the shares (expected, low, high) that are drawn.

    tips: words by code; without them those of `load_tips`.
    """
    rows = frame[frame[columns[2]] >= DRAWN_SHARE]
    share = (rows.set_index("divipola")[columns[0]] * PERCENT).round(6)
    classes = shapes.by_municipality(
        evidence, share[share > 0], LOAD_BREAKS, palette.steps(palette.PURPLES, 5)
    )
    off = tell("corridors.off_way", lang)
    tips = load_tips(rows, lang) if tips is None else tips
    entries = class_entries(classes, lang, mark="hatched")
    return _hatched("loads", title, classes, entries, off, values=share, labels=tips)


def _hatched(
    key: str, title: str, classes: Classes, entries: list[Entry], off: str, **look: Any
) -> Areas:
    """Modelled areas by class with their legend. off: words for those in none."""
    look["entries"] = [*entries, Entry("box", palette.LAND, off, classes.missing)]
    return Areas(key, title, classes=classes, nothing=off, basis="modelled", **look)


def load_tips(rows: pd.DataFrame, lang: str) -> dict[str, str]:
    """The load of each place in words, by code."""
    return {
        row.divipola: tell(
            "corridors.tip_load",
            lang,
            share=Range(row.share_low_modelled, row.share_high_modelled),
            load=Range(round(row.load_low_ha_modelled), round(row.load_high_ha_modelled)),
            detour=max(row.mean_detour_min_modelled, 0),  # less is the rounding
        )
        for row in rows.itertuples()
    }


def load_names(
    evidence: Evidence, frame: pd.DataFrame, lang: str, columns: Sequence[str] = BEFORE
) -> Names:
    """Names of the places with most load, with their share or its range."""
    rows = frame[frame[columns[2]] >= LABEL_SHARE].nlargest(LABELS, columns[0])
    texts = []
    for place, share, low, high in rows[["municipality", *columns]].itertuples(index=False):
        wide = high - low > LABEL_SHARE
        first = f"{number(low * PERCENT, lang)}–" if wide else ""
        texts.append(f"{place} {first}{percent(high if wide else share, lang, 0)}")
    return shapes.names(evidence, list(rows["divipola"]), texts)


def ways(answer: Answer, lang: str) -> list[Kind]:
    """The modelled ways, where there are any, and what they mean."""
    frame = answer.frame
    if frame.empty:
        return []
    loads = frame["load_ha_modelled"]
    tips = [tooltip(tell("corridors.tip_way", lang, load=round(ha))) for ha in loads]
    title = tell("corridors.ways_legend", lang)
    mark = [Entry("striped", palette.LOAD_LINE, tell("corridors.ways_width", lang))]
    rows = frame.assign(tooltip=tips)
    return [Lines("ways", title, rows, basis="modelled", width=WAYS_PX, entries=mark)]


def change_areas(
    evidence: Evidence,
    net: pd.Series,
    either: Collection[str],
    title: str,
    lang: str,
    tips: Mapping[str, str],
) -> Areas:
    """Gains and losses in three classes each, what could be either apart.

    net: shares (-1 to 1) by code, of what is told as a gain or a loss. either: codes. tips:
    words by code.
    """
    net = net[net.abs() >= STEPS[0] / PERCENT]
    level = pd.cut(net.abs() * PERCENT, STEPS, labels=False, include_lowest=True) + 1
    value = pd.concat([level.where(net > 0, level + 3), pd.Series(7, index=sorted(either))])
    colours = [*palette.GAINS, *palette.LOSSES, palette.EITHER]
    classes = shapes.by_municipality(evidence, value.astype(float), tuple(range(8)), colours)
    off = tell("corridors.unchanged", lang)
    texts = [f"{sign}{low}–{high}" for sign in ("+", "−") for low, high in pairwise(STEPS)]
    texts.append(label("change_modelled", "either", lang))
    marks = ["hatched"] * 6 + ["dotted"]
    entries = [Entry(*each) for each in zip(marks, colours, texts, classes.counts, strict=True)]
    look = {"values": net.abs(), "labels": tips, "either": 6}
    return _hatched("change", title, classes, entries, off, **look)


def change_tips(
    frame: pd.DataFrame, then: Sequence[str], lang: str, key: str = "corridors.tip_change", **values
) -> dict[str, str]:
    """Both ranges of each place in words, by code. then: the columns of the second."""
    high = frame[[BEFORE[2], then[2]]].max(axis=1)
    rows = frame.loc[high >= DRAWN_SHARE, ["divipola", *BEFORE[1:], *then[1:]]]
    return {
        code: tell(key, lang, before=Range(*ends[:2]), after=Range(*ends[2:]), **values)
        for code, *ends in rows.itertuples(index=False)
    }


def change_names(evidence: Evidence, net: pd.Series, closed: Collection[str], lang: str) -> Names:
    """Names of the closed places and of the largest changes, with their sign; these first."""
    top = net[net.abs() >= CHANGE_LABEL_SHARE]
    top = top.sort_values(key=abs, ascending=False).head(CHANGE_LABELS)
    texts = {code: f"{evidence.names[code]} ✕" for code in closed}
    for code, share in top.items():
        points = f"{'+' if share > 0 else '−'}{number(abs(share) * PERCENT, lang)}"
        text = tell("corridors.label_change", lang, place=evidence.names[code], points=points)
        texts.setdefault(code, text)
    return shapes.names(evidence, list(texts), list(texts.values()), in_order=True)


def marked_places(evidence: Evidence, scenario: Scenario, lang: str, *, place: str = "") -> Dots:
    """The closed or held places, black, and the one that is asked about, ringed blue."""
    closed, holds = scenario.closed, scenario.hold_minutes is not None
    seats = evidence.seats.set_index("divipola", drop=False)
    rows = seats.loc[[c for c in dict.fromkeys([place, *closed]) if c in seats.index]]
    words = {
        True: tell("corridors.held_mark" if holds else "corridors.closed_mark", lang),
        False: tell("corridors.asked_mark", lang),
    }
    colours = {True: palette.CLOSED, False: palette.HIGHLIGHT}
    shut = [code in closed for code in rows.index]
    tips = [tooltip(evidence.names[c], [words[c in closed]]) for c in rows.index]
    title = tell("corridors.marks", lang)
    entries = [Entry("dot", colours[kind], words[kind], size=14 - 2 * (not kind)) for kind in words]
    return Dots(
        "marks",
        title,
        rows.assign(tooltip=tips),
        basis="",
        code="divipola",
        colour=[colours[is_shut] for is_shut in shut],
        radius=[9 if is_shut else 7 for is_shut in shut],
        legend=Legend(title, "modelled", entries),
    )


def cost_areas(evidence: Evidence, frame: pd.DataFrame, by: str, lang: str) -> Areas:
    """What closing each place alone costs, in classes; darker costs more. by: a column."""
    value = frame.set_index("divipola")[by]
    value = value[value > 0].round(2)
    breaks = _round_breaks(float(value.max())) if len(value) else (0, 1)
    classes = shapes.by_municipality(
        evidence, value, breaks, palette.steps(palette.PURPLES, len(breaks) - 1)
    )
    hours = by == "hectare_hours_modelled"
    title = tell("corridors.cost_hours" if hours else "corridors.cost_cut", lang)
    off, unit = tell("corridors.costs_nothing", lang), "ha·h" if hours else "ha"
    entries = class_entries(classes, lang, mark="hatched")
    return _hatched("cost", title, classes, entries, off, values=value, unit=unit)


def _round_breaks(largest: float) -> tuple[float, ...]:
    """0 and round numbers, each class about four times the last, the largest within."""
    magnitude = 10 ** len(str(int(largest)))
    top = next(magnitude * k for k in (0.1, 0.2, 0.5, 1) if largest <= magnitude * k)
    return (0, *(top * k for k in (0.01, 0.05, 0.2, 0.5)), top)


def reach_of_line(legs: gpd.GeoDataFrame, km: float) -> gpd.GeoDataFrame:
    """What lies within kilometres of a line, as one coarse shape (EPSG:4326)."""
    lines = metric(legs).geometry
    shape = lines.buffer(km * 1000).union_all().simplify(50)
    return gpd.GeoDataFrame(geometry=[shape], crs=lines.crs).to_crs(STORAGE)


def within_km(area: gpd.GeoDataFrame, km: float, lang: str) -> Shapes:
    """The shape of what lies within kilometres."""
    text = tell("corridors.along_area", lang, distance=km)
    mark, rows = [Entry("box", palette.REACH, text)], area.assign(tooltip=tooltip(text))
    return Shapes("reach", tell("corridors.along_legend", lang), rows, entries=mark)


def within_minutes(evidence: Evidence, within: pd.DataFrame, lang: str) -> Areas:
    """Municipalities whose seats lie within a detour, certain ones darker; hatched."""
    kinds = {code: label("certainty", code, lang) for code in ("possible", "certain")}
    certainty = within.set_index("divipola")["certainty"]
    level, labels = certainty.map({"possible": 1, "certain": 2}), certainty.map(kinds).to_dict()
    colours = [palette.PURPLES[1], palette.PURPLES[3]]
    classes = shapes.by_municipality(evidence, level, (0, 1, 2), colours)
    title, off = tell("corridors.within_legend", lang), tell("corridors.off_detour", lang)
    rows = zip(["hatched"] * 2, colours, kinds.values(), classes.counts, strict=True)
    return _hatched("within", title, classes, [Entry(*row) for row in rows], off, labels=labels)


def one_way(legs: gpd.GeoDataFrame, lang: str) -> Lines:
    """One modelled way, whatever its hectares."""
    title = tell("corridors.along_modelled", lang)
    rows = legs.assign(load_ha_modelled=1.0, tooltip=tooltip(title))
    mark = [Entry("striped", palette.LOAD_LINE, tell("frame.modelled", lang))]
    return Lines("ways", title, rows, basis="modelled", width=WAY_PX, entries=mark)


def documented(legs: gpd.GeoDataFrame, lang: str) -> Lines:
    """Documented corridors, which never get a width."""
    return shapes.documented(legs, tell("corridors.lines_legend", lang), lang)


def incidents_along(rows: gpd.GeoDataFrame, lang: str) -> list[Kind]:
    """Incidents along a line, the certain ones with a dark centre."""
    sure = rows[rows["certainty"] == "certain"]
    certain = label("certainty", "certain", lang)
    tips = [
        tooltip(title, [date(day, lang), certain])
        for title, day in zip(sure[f"title_{lang}"], sure["date"], strict=True)
    ]
    counts = {"certain": len(sure), "possible": len(rows) - len(sure)}
    head = tell("corridors.along_incidents", lang, **counts)
    mark = Entry("dot", palette.INK, tell("corridors.along_certain", lang), len(sure), size=6)
    centres = Dots(
        "certain",
        tell("corridors.along_sure", lang),
        sure.assign(tooltip=tips),
        basis="",
        code="incident_id",
        colour=palette.INK,
        radius=2,
        entries=[mark],
    )
    return [*shapes.incident_layers(rows, lang, head=head), centres]


def ways_of(
    evidence: Evidence, scenario: Scenario, values: Mapping[str, Any], lang: str
) -> list[Kind]:
    """The fastest ways of a scenario, where a reader wants them drawn."""
    return ways(evidence.ask(way.ways, scenario), lang) if values["ways"] else []
