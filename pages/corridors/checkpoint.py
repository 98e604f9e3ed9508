"""The curve of a checkpoint, and whether each change holds under other settings."""

import altair as alt
import pandas as pd

from geo.answers import Answer
from geo.answers.closures import BEFORE
from geo.cartography import palette
from geo.evidence import label
from geo.views.corridor_maps import PERCENT
from pages.frame import charts
from pages.frame.language import lang, t


def checkpoint_chart(curve: Answer) -> alt.LayerChart:
    """Share still passing against minutes held, with the range as a band."""
    data = curve.frame[["delay_min", *BEFORE]].copy()
    data[BEFORE] = (data[BEFORE] * PERCENT).round(2)
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
    if "half_gone" in curve.said:
        half = curve.said["half_gone"].values["half_min"]
        at = alt.Chart(pd.DataFrame({"delay_min": [half], "text": [t("corridors.curve_half")]}))
        rule = at.mark_rule(strokeDash=[4, 3], color=charts.INK).encode(x=x)
        told = at.mark_text(align="left", dx=5, y=12, color=charts.INK).encode(x=x, text="text:N")
        layers += [rule, told]
    return alt.layer(*layers).properties(height=300)


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
