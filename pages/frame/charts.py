"""Charts in Vega-Lite: each a file in `specs`, filled in with a page's rows and words."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.answers.answer import words
from geo.cartography import palette
from geo.evidence import column_title
from pages.frame.language import lang, t

SPECS = {
    file.stem: json.loads(file.read_text("utf-8"))
    for file in Path(__file__).with_name("specs").glob("*.json")
}
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
# The colour of letters on whatever lies behind the chart, which only the browser knows.
INK = {
    "expr": f"luminance(background) < 0.4 ? '{palette.css(palette.PAPER)}' "
    f": '{palette.css(palette.INK)}'"
}
# How the browser writes a chart's numbers: its axes, labels and tooltips take raw ones.
NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]},
    "es": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0dólares"]},
}

# What Vega would tell of each part, in English only, where the words of the answer are told.
UNSAID = {part: {"aria": False} for part in ("axis", "legend", "mark")}


def draw(key: str, answer: Answer, name: str, /, **values: Any) -> None:
    """Draws the chart of this name, as `filled` has it, its numbers in the page's language.

    Who does not see it hears the words of its answer.
    """
    view = {"continuousWidth": 300, "continuousHeight": 300}
    config = {"view": view, "locale": {"number": NUMBERS[lang()]}, **UNSAID}
    spec = {"$schema": SCHEMA, "config": config, "description": words(answer, lang())}
    st.vega_lite_chart(spec=spec | filled(name, **values), width="stretch", key=key)


def filled(name: str, /, **values: Any) -> dict:
    """What `specs/<name>.json` says, with `=text <message>`, `=column <name>` (its title) and
    `=colour <of the palette>` filled in, and `=<word>` with a part of the file, or what is
    given: text, a number, a list, rows."""
    spec = dict(SPECS[name])
    parts = {"ink": INK} | spec.pop("parts", {})
    fills = {"text": t, "column": partial(column_title, lang=lang()), "colour": _colour}

    def fill(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: fill(each) for name, each in part.items()}
        if isinstance(part, list):
            return [fill(each) for each in part]
        if not isinstance(part, str) or not part.startswith("="):
            return part
        kind, _, name = part[1:].partition(" ")
        if name:
            return fills[kind](name)
        return fill(parts[kind]) if kind in parts else _plain(values[kind])

    return fill(spec)


def _colour(name: str) -> str:
    ramp, _, step = name.partition(".")
    colours = getattr(palette, ramp)
    return palette.css(colours[int(step)] if step else colours)


def _plain(value: Any) -> Any:
    if not isinstance(value, pd.DataFrame):
        return value
    return json.loads(value.to_json(orient="records", date_format="iso", double_precision=15))
