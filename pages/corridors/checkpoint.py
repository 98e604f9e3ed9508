"""The curve of a checkpoint, and whether each change holds under other settings."""

import pandas as pd

from geo.answers import Answer
from geo.answers.closures import BEFORE
from geo.evidence import label
from geo.views.corridor_maps import PERCENT
from pages.frame import charts
from pages.frame.language import lang, t


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
