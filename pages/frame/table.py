"""Tables to read: codes in words, numbers in the page's language, names as links.

A table travels as its columns, a third of its weight in HTML. `document.js` builds of them the
HTML that a screen reader, a phone and paper read, sorts it and tells what a heading means.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from html import escape
from math import isfinite
from os.path import commonprefix
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from geo.answers import Answer
from geo.evidence import catalogue, columns
from geo.exchange.readable import formatters, heading_of, order_of, readable
from geo.views.link import to_one
from geo.views.report import rows as report_rows
from pages.frame.language import lang, t
from pages.frame.replay import draw_once
from pages.frame.report import report

# More rows than this stay in the download: a table is for reading.
TABLE_ROWS = 80
LINKED_ROWS = 10  # of more than these the keyboard may skip the links
COMPACT: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}
# By the column of a code: the column that leads, the page that tells of it, its parameter.
LEADS = {
    "divipola": ("municipality", "places", "place"),
    "department_code": ("department", "places", "place"),
    "incident_id": ("title_{}", "incidents", "incident"),
    "layer": ("layer", "downloads", "layer"),
}
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


def table(answer: Answer, names: Sequence[str], own: Collection[str] = ()) -> None:
    """The first rows of an answer; `own`: columns of a reader's own file."""
    names, own = tuple(names), tuple(own)
    draw_once(answer, partial(_draw, answer, names, own), names, own)
    if answer.unmatched and answer.matched == len(answer.frame):  # counted are the rows shown
        total = answer.matched + answer.unmatched
        st.caption(t("frame.left_out", total=total, unmatched=answer.unmatched))
    if not own:
        report(answer.id, lambda: report_rows(answer.frame.head(TABLE_ROWS), lang()))


def draw_rows(
    cells: pd.DataFrame,
    name: str,
    *,
    writers: Mapping[str, Callable[[float], str]] | None = None,
    means: Mapping[str, str] | None = None,
    addresses: Mapping[str, Sequence[str]] | None = None,
    away: bool = False,
    languages: Mapping[str, str] | None = None,
) -> None:
    """A table named `name` for who does not see it; all text escaped, blanks a dash.

    By column: how values are written, what the heading means, where each cell leads ("" where
    nowhere), the language of its texts where that is not the page's. away: links lead to other
    sites, which open beside the page.
    """
    writers, means, addresses = writers or {}, means or {}, addresses or {}
    languages = languages or {}
    columns = [
        {"head": str(head), "means": means.get(head, ""), "lang": languages.get(head, "")}
        | _cells(cells[head], writers.get(head, str))
        | _leads(addresses.get(head, ()))
        for head in cells
    ]
    html = TEMPLATES.get_template("table.html").render(
        name=name,
        columns=Markup(escape(json.dumps(columns, **COMPACT), quote=False)),
        skip=t("frame.skip_rows") if addresses and len(cells) > LINKED_ROWS else "",
        sorting=t("frame.sort"),
        target="_blank" if away else "_self",
    )
    st.html(html)


def _cells(values: pd.Series, write: Callable[[Any], str]) -> dict[str, list]:
    """What is read in a column, and what numbers are sorted by; None where it is blank."""
    cells = values.astype(object).where(values.notna(), None)
    column = {"texts": [None if value is None else write(value) for value in cells]}
    if write is str and (not is_numeric_dtype(values) or is_bool_dtype(values)):
        return column
    return column | {"values": [_order(value) for value in cells]}


def _order(value: Any) -> float | None:
    order = None if value is None else order_of(value)
    return None if order is None or not isfinite(order) else float(f"{order:.9g}")


def _leads(addresses: Sequence[str]) -> dict[str, Any]:
    """Where the cells of a column lead: what all addresses begin with, and the rest of each."""
    base = commonprefix([address for address in addresses if address])  # noqa: RUF071 signs meant
    rest = [address.removeprefix(base) if address else None for address in addresses]
    return {"base": base, "to": rest} if base else {}


def _draw(answer: Answer, names: Sequence[str], own: Sequence[str]) -> None:
    rows = len(answer.frame)
    title = t("frame.table", rows=rows, basis=t(f"frame.{answer.basis}"))
    st.markdown(f"**{title}**")
    if rows > TABLE_ROWS:
        st.caption(t("frame.first_rows", rows=TABLE_ROWS))
    if any(map(_of_the_model, names)):
        st.caption(t("frame.model_time"))
    first = answer.frame.head(TABLE_ROWS)
    ours = [name for name in names if name not in own]
    draw_rows(
        readable(first, names, lang(), own),
        title,
        writers=formatters(ours, lang()),
        means=_meanings(ours),
        addresses=_addresses(first.drop(columns=list(own), errors="ignore")),
        languages={heading_of(n, lang()): columns()[n].language for n in ours if n in columns()},
    )


def _of_the_model(name: str) -> bool:
    """Whether a column holds times of the model, which are not clock time."""
    timed = name in columns() and columns()[name].unit in ("h", "min")
    return timed and (name == "hours" or "_modelled" in name)


def _meanings(names: Sequence[str]) -> dict[str, str]:
    """What each heading means, and what a blank beneath it means."""
    meanings = {}
    for name in names:
        column = columns().get(name)
        if column is None:
            continue
        parts = [column.meaning[lang()]]
        if column.null:
            parts.append(t("frame.blank_means", meaning=column.null[lang()]))
        meanings[heading_of(name, lang())] = ". ".join(parts)
    return meanings


def _addresses(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Where names of places, titles of incidents and layers at hand lead: to what tells of them."""
    leads = {}
    for column in rows.columns.intersection(list(LEADS)):
        name, page, parameter = LEADS[column]
        unknown = {code for code in rows[column] if column == "layer" and code not in catalogue()}
        leads[heading_of(name.format(lang()), lang())] = [
            "" if pd.isna(code) or code in unknown else to_one(page, parameter, code, lang())
            for code in rows[column]
        ]
    return leads
