"""Claims beside the record, as cards and in words."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.answers.answer import sources_of
from geo.evidence import label
from geo.exchange.about import source_title
from geo.language import publisher_text
from pages.frame.data import layer
from pages.frame.language import lang
from pages.frame.replay import draw_once

RECORD_MARKS = {"confirmed": "✓", "quoted": "❞", "partly": "◐", "open": "?", "opinion": "◇"}


def cited(source_ids: str) -> str:
    """Sources as HTML: each by its publisher, a link to its address where one is known."""
    names = []
    for source in sources_of(source_ids.split(";"), layer("sources")).itertuples():
        name = escape(publisher_text(source.publisher, lang()))
        if isinstance(source.url, str):
            title = source_title(source.title, source.title_is, source.url, lang())
            title = escape(title, quote=True)
            name = f'<a href="{escape(source.url, quote=True)}" title="{title}">{name}</a>'
        names.append(name)
    return ", ".join(dict.fromkeys(names))


def record_text(status: str) -> str:
    """How a claim stands beside the record: a mark that needs no colour, and the word."""
    return f"{RECORD_MARKS[status]} {label('record_status', status, lang())}"


def claim_cards(answer: Answer) -> None:
    """Each claim on the left, the record on the right, with a mark and its sources."""
    draw_once(answer, partial(_cards, answer.frame))


def _cards(frame: pd.DataFrame) -> None:
    cards = []
    for row in frame.to_dict("records"):
        quoted = row["quotation"] if pd.notna(row["quotation"]) else ""
        cards.append(
            "<li><div>"
            f"<b>{escape(row['claim_id'])}</b> · {escape(row[f'speaker_{lang()}'])}"
            f"<p>{escape(row[f'claim_{lang()}'])}</p>"
            + (f"<q lang='en'>{escape(quoted)}</q>" if quoted else "")
            + f"</div><div><b>{escape(record_text(row['record_status']))}</b>"
            f"<p>{escape(row[f'record_{lang()}'])}</p>"
            f"<small>{cited(row['source_ids'])}</small></div></li>"
        )
    st.html("".join(['<ol class="claim-cards">', *cards, "</ol>"]))
