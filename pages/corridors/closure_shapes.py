"""Closures: the map of change, before and after, the curve of a checkpoint, table columns."""

from collections.abc import Collection
from itertools import pairwise

import altair as alt
import pandas as pd

from geo.answers import Answer
from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend
from geo.cartography.tooltip import tooltip
from geo.evidence import label
from geo.language import number
from pages.frame import corridor_shapes, shapes
from pages.frame.data import layer
from pages.frame.language import lang, t

PLACE = ["municipality", "department"]
BEFORE = ["share_modelled", "share_low_modelled", "share_high_modelled"]
AFTER = ["share_after_modelled", "share_after_low_modelled", "share_after_high_modelled"]
OTHER = ["other_share_modelled", "other_share_low_modelled", "other_share_high_modelled"]
COLUMNS = {
    "changes": [
        *PLACE,
        "change_modelled",
        "net_share_modelled",
        *BEFORE,
        *AFTER,
        "gained_ha_modelled",
        "lost_ha_modelled",
    ],
    "why": [
        *PLACE,
        "hectares",
        "to_h_modelled",
        "from_h_modelled",
        "hours_modelled",
        "detour_h_modelled",
        "chance_modelled",
        "hours_after_modelled",
        "leg_from_name",
        "leg_to_name",
        "to_leg_h_modelled",
        "leg_h_modelled",
        "from_leg_h_modelled",
        "detour_after_h_modelled",
        "chance_after_modelled",
        "destination_name",
    ],
    "checkpoint": [
        "delay_min",
        *BEFORE,
        "load_ha_modelled",
        "load_low_ha_modelled",
        "load_high_ha_modelled",
    ],
    "holds": [
        *PLACE,
        "change_modelled",
        "varied",
        "setting",
        "holds_modelled",
        "changed_share_modelled",
    ],
    "journeys": [
        *PLACE,
        "destination_name",
        "hectares",
        "way_modelled",
        "hours_modelled",
        "hours_after_modelled",
        "delay_h_modelled",
        "breakeven_min_modelled",
        "stays_chance_modelled",
    ],
}
COST_COLUMNS = [
    *PLACE,
    "hectare_hours_modelled",
    "delay_mean_h_modelled",
    "delay_worst_h_modelled",
    "cut_off_ha_modelled",
    "own_ha",
    "no_practical_way_ha_modelled",
]
TOGETHER_COLUMNS = [
    "size",
    "places_closed",
    "hectare_hours_modelled",
    "alone_sum_modelled",
    "excess_modelled",
    "cut_off_ha_modelled",
]
DOCUMENT_COLUMNS = [
    "corridor_id",
    "name_en",
    "name_es",
    "along_share_modelled",
    "along_ha_modelled",
    "n_along_modelled",
    "n_passed",
    "gained_on_it",
]
DIFFERENCE_COLUMNS = [*PLACE, "difference_share_modelled", "apart_modelled", *BEFORE, *OTHER]
# Percent of the load: a change is drawn from 1 % on, as it is named.
STEPS = (1, 10, 50, 100)
NAMED_LABELS = 14
TOP = 100.0


def change_layers(
    net: pd.Series, either: Collection[str], title: str, extent: str, layer_id: str
) -> tuple[list, Legend]:
    """Gains and losses in three classes each, what could be either apart; hatched.

    net: shares (-1 to 1) by code, of what is told as a gain or a loss. either: codes.
    """
    net = net[net.abs() >= STEPS[0] / TOP]
    level = pd.cut(net.abs() * TOP, STEPS, labels=False, include_lowest=True) + 1
    value = pd.concat([level.where(net > 0, level + 3), pd.Series(7, index=sorted(either))])
    colours = [*palette.GAINS, *palette.LOSSES, palette.EITHER]
    units = layer("municipalities")["divipola"]
    classes = classify(value.astype(float), units, tuple(range(8)), colours)
    spans = [f"{sign}{low}–{high}" for sign in ("+", "−") for low, high in pairwise(STEPS)]
    texts = [*spans, label("change_modelled", "either", lang())]
    entries = [
        Entry("hatched", colour, text, count)
        for colour, text, count in zip(colours, texts, classes.counts, strict=True)
    ]
    legend = Legend(title, "modelled", entries)
    return corridor_shapes.modelled_areas(layer_id, classes, extent), legend


def _span(low: float, high: float) -> str:
    texts = dict.fromkeys(number(x * TOP, lang(), 1) for x in (low, high))
    return f"{'–'.join(texts)} %"


def seat_dots(
    frame: pd.DataFrame,
    closed: Collection[str],
    asked_about: str,
    then: list[str],
    layer_id: str = deck.CLICKS,
) -> list:
    """Dots that tell both ranges; closed places larger and black, the one asked about ringed.

    frame: `divipola`, BEFORE and the columns `then`; closed places without a load count too.
    """
    seats = layer("seats").set_index("divipola")
    high = frame[[BEFORE[2], then[2]]].max(axis=1)
    told = frame[high >= corridor_shapes.DRAWN_SHARE].set_index("divipola")
    rows = told[[*BEFORE[1:], *then[1:]]].to_dict("index")
    marked = [c for c in dict.fromkeys([*closed, asked_about]) if c in seats.index]
    codes = list(dict.fromkeys([*marked, *rows]))
    names, tips = seats["municipality"].to_dict(), []
    for code in codes:
        lines = [t("corridors.tip_closed")] * (code in closed)
        if row := rows.get(code):
            before, after = ([row[c] for c in columns[1:]] for columns in (BEFORE, then))
            spans = {"before": _span(*before), "after": _span(*after)}
            lines.append(t("corridors.tip_change", **spans))
        tips.append(tooltip(names[code], lines))
    points = seats.loc[codes].reset_index().assign(tooltip=tips)
    shut, asked = points["divipola"].isin(list(closed)), points["divipola"] == asked_about
    colours = [
        palette.CLOSED if is_shut else palette.HIGHLIGHT if is_asked else palette.LOAD_LINE
        for is_shut, is_asked in zip(shut, asked, strict=True)
    ]
    radii = pd.Series(4.0, index=points.index).mask(asked, 7.0).mask(shut, 9.0)
    return [deck.circles(points, layer_id, colours, radii)]


def change_labels(net: pd.Series, closed: Collection[str]):
    """Names of the closed places and of the largest changes, with their sign."""
    top = net[net.abs() >= 0.05].sort_values(key=abs, ascending=False).head(NAMED_LABELS)
    names = layer("municipalities").set_index("divipola")["municipality"]
    texts = {code: f"{names[code]} ✕" for code in closed}
    for code, share in top.items():
        sign = "+" if share > 0 else "−"
        points = f"{sign}{number(abs(share) * TOP, lang())}"
        texts.setdefault(code, t("corridors.label_change", place=names[code], points=points))
    return shapes.seat_labels(list(texts), pd.Series(texts.values()))


def closed_legend(held: bool) -> Legend:
    name = t("corridors.held_mark" if held else "corridors.closed_mark")
    entries = [
        Entry("dot", palette.CLOSED, name, size=14),
        Entry("dot", palette.HIGHLIGHT, t("corridors.asked_mark"), size=12),
    ]
    return Legend(t("corridors.marks"), "modelled", entries)


def as_loads(answer: Answer, columns: list[str]) -> Answer:
    """The answer with these shares (expected, low, high) as those of `load_layers`."""
    frame = answer.frame.drop(columns=[c for c in BEFORE if c not in columns])
    frame = frame.rename(columns=dict(zip(columns, BEFORE, strict=True)))
    ordered = frame.sort_values([BEFORE[0], "divipola"], ascending=[False, True])
    return Answer(**vars(answer) | {"frame": ordered})


def load_map(
    answer: Answer, columns: list[str], extent: str, title: str, layer_id: str
) -> tuple[list, list]:
    """Shares on the way, before or after, with the names of the largest."""
    loads = as_loads(answer, columns)
    layers, legends = corridor_shapes.load_layers(loads, extent, title, layer_id)
    return [*layers, corridor_shapes.load_labels(loads)], legends


def checkpoint_chart(frame: pd.DataFrame, half: int | None) -> alt.LayerChart:
    """Share still passing against minutes held, with the range as a band."""
    data = frame[["delay_min", *BEFORE]].copy()
    data[BEFORE] = (data[BEFORE] * TOP).round(2)
    minutes, passing = t("corridors.curve_minutes"), t("corridors.curve_share")
    base = alt.Chart(data.rename(columns={BEFORE[0]: "mid", BEFORE[1]: "low", BEFORE[2]: "high"}))
    x = alt.X("delay_min:Q", title=minutes, scale=alt.Scale(domain=[0, 120], nice=False))
    scale = alt.Scale(domain=[0, 100])
    y = alt.Y("mid:Q", title=passing, scale=scale)
    band = base.mark_area(color=palette.css(palette.PURPLES[2]), opacity=0.55).encode(
        x=x, y=alt.Y("low:Q", title=passing, scale=scale), y2="high:Q"
    )
    tips = [
        alt.Tooltip("delay_min:Q", title=minutes),
        alt.Tooltip("mid:Q", title=t("corridors.curve_expected"), format=".1f"),
        alt.Tooltip("low:Q", title=t("corridors.curve_low"), format=".1f"),
        alt.Tooltip("high:Q", title=t("corridors.curve_high"), format=".1f"),
    ]
    line = base.mark_line(color=palette.css(palette.PURPLES[6]), strokeWidth=2.5).encode(
        x=x, y=y, tooltip=tips
    )
    layers = [band, line]
    if half is not None:
        at = alt.Chart(pd.DataFrame({"delay_min": [half], "text": [t("corridors.curve_half")]}))
        rule = at.mark_rule(strokeDash=[4, 3], color=palette.css(palette.INK)).encode(x=x)
        told = at.mark_text(align="left", dx=5, y=12, color=palette.css(palette.INK)).encode(
            x=x, text="text:N"
        )
        layers += [rule, told]
    return alt.layer(*layers).properties(height=300)


def hold_strip(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a named change, one column a setting, yes or no in words."""
    heads = [
        t(f"corridors.strip_{varied}", setting=str(setting))
        for varied, setting in zip(frame["varied"], frame["setting"], strict=True)
    ]
    words = frame["holds_modelled"].map(
        {True: f"● {t('corridors.yes')}", False: f"○ {t('corridors.no')}"}
    )
    change = [label("change_modelled", code, lang()) for code in frame["change_modelled"]]
    place = frame["municipality"] + " · " + pd.Series(change, index=frame.index)
    long = pd.DataFrame({"place": place, "head": heads, "word": words})
    wide = long.pivot(index="place", columns="head", values="word")
    return wide.loc[place.unique(), list(dict.fromkeys(heads))].rename_axis(
        index=t("corridors.why_place"), columns=None
    )


def cost_layers(singles: Answer, by: str, extent: str) -> tuple[list, Legend]:
    """What closing each place alone costs, in classes; darker costs more. by: a column."""
    value = singles.frame.set_index("divipola")[by]
    value = value[value > 0].round(2)
    breaks = _round_breaks(float(value.max())) if len(value) else (0, 1)
    colours = palette.steps(palette.PURPLES, len(breaks) - 1)
    classes = classify(value, layer("municipalities")["divipola"], breaks, colours)
    entries = [
        Entry("hatched", colour, f"{number(low, lang())}–{number(high, lang())}", count)
        for colour, low, high, count in zip(
            classes.colours, breaks, breaks[1:], classes.counts, strict=False
        )
    ]
    title = t("corridors.cost_hours" if by == "hectare_hours_modelled" else "corridors.cost_cut")
    drawn = corridor_shapes.modelled_areas(deck.CLICKS, classes, extent)
    return drawn, Legend(title, "modelled", entries)


def _round_breaks(largest: float) -> tuple[float, ...]:
    """0 and round numbers, each class about four times the last, the largest within."""
    magnitude = 10 ** len(str(int(largest)))
    top = next(magnitude * k for k in (0.1, 0.2, 0.5, 1) if largest <= magnitude * k)
    return (0, *(top * k for k in (0.01, 0.05, 0.2, 0.5)), top)
