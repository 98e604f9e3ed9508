"""Two measures of one place: a map in nine classes and a scatter with names. Never incidents."""

import pandas as pd
import streamlit as st

from geo.answers import Answer, shares
from geo.answers.measures import MEASURES
from geo.answers.shares import Own
from geo.cartography import palette
from geo.evidence import column_title
from geo.views import View, aid
from geo.views.aid_scenes import nine
from pages.aid.choices import choose
from pages.frame import charts, panel
from pages.frame.data import evidence, layer
from pages.frame.first_screen import first_screen
from pages.frame.language import lang, t

LABELS = 8


def screen(view: View, values: dict) -> None:
    """A map in nine classes."""
    if values["x"] == values["y"]:
        st.info(t("aid.two_same"))
    elif view.scene:
        first_screen(view, key="aid-two-map", notes=["answers_pairs.caveat"])


def behind(view: View, values: dict, own: Own) -> None:
    """A scatter, the table of the pair and that of all measures."""
    st.markdown(t("aid.two_note"))
    if not view.answers:
        return
    answer, sharing = view.answer, aid.sharing(evidence(), values)
    if view.scene is None:
        panel.answer_panel(answer, key="aid-two")
        return
    modelled = answer.basis != "reported"
    x, y = (values[axis] for axis in ("x", "y"))
    _scatter(answer, x, y)
    st.caption(t("aid.scatter_modelled" if modelled else "aid.scatter_reported"))
    about = shares.about(shares.model(evidence(), sharing), sharing.method, lang())
    panel.answer_panel(answer, key="aid-two", more=about if modelled else None)
    st.header(t("aid.two_all"), anchor=False)
    panel.answer_panel(view.answers["all"], key="aid-two-all", more=about)


def controls(values: dict, own: Own) -> None:
    """The two measures."""
    for side, axis in zip(st.columns(2), ("x", "y"), strict=True):
        with side:
            choose(axis, text=lambda code: t(f"aid.two_{code}"))


def _scale(values: pd.Series) -> dict[str, object]:
    """Logarithmic, and where values may fall, so on both sides of a straight middle."""
    kind = {"type": "log"} if values.min() > 0 else {"type": "symlog", "constant": 10}
    return {**kind, "nice": False, "padding": 18}


def _scatter(answer: Answer, x: str, y: str) -> None:
    """Diamonds where a measure is modelled, else circles; the highest of either are named."""
    codes = nine(evidence(), answer, x, y).codes
    by_unit = dict(zip(layer("municipalities")["divipola"], codes, strict=True))
    frame, x, y = answer.frame, MEASURES[x], MEASURES[y]
    ranks = frame[[x, y]].rank(ascending=False, method="first").min(axis=1)
    data = pd.DataFrame(
        {
            "x": frame[x].astype(float),
            "y": frame[y].astype(float),
            "name": frame["municipality"],
            "label": frame["municipality"].where(ranks <= LABELS / 2, ""),
            "colour": [
                palette.css(palette.BIVARIATE[int(by_unit[c])][:3]) for c in frame["divipola"]
            ],
        }
    )
    charts.draw(
        "aid-scatter",
        answer,
        "scatter",
        rows=data,
        shape="circle" if answer.basis == "reported" else "diamond",
        x_title=column_title(x, lang()),
        y_title=column_title(y, lang()),
        x_scale=_scale(data["x"]),
        y_scale=_scale(data["y"]),
    )
