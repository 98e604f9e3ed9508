"""The law in two layers, statute and readings apart, the older one last."""

from functools import partial
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.evidence import columns, label
from geo.views import View
from pages.frame import panel
from pages.frame.claims import cited
from pages.frame.language import lang, t
from pages.frame.replay import draw_once

OLDER = "old_procedure"
CARDS = f"<style>{Path(__file__).with_suffix('.css').read_text('utf-8')}</style>"


def law(view: View, values: dict) -> None:
    """Each part of the law, folded: statute, agency, our reading and practice side by side."""
    answer = view.answer
    parts = [part for part in columns()["law_part"].values if part != OLDER]
    with st.container(key="law-cards"):
        st.html(CARDS)
        for part in (*parts, OLDER):
            name = label("law_part", part, lang())
            heading = name[0].upper() + name[1:]
            with st.expander(t("decertification.older", part=name) if part == OLDER else heading):
                draw_once(answer, partial(_section, part, answer.frame), part)
    panel.answer_panel(answer, key="law")


def _section(part: str, frame: pd.DataFrame) -> None:
    rows = frame[frame["law_part"] == part]
    readings = [
        f"<div><h3>{escape(label('law_reading', reading, lang()))}</h3>{_provisions(group)}</div>"
        for reading in columns()["law_reading"].values
        if len(group := rows[rows["law_reading"] == reading])
    ]
    article = f"<article>{''.join(readings)}</article>"
    st.html(article)


def _provisions(rows: pd.DataFrame) -> str:
    paragraphs = []
    for row in rows.to_dict("records"):
        citation = f"{escape(row['citation'])} · " if pd.notna(row["citation"]) else ""
        text = escape(row[f"provision_{lang()}"])
        paragraphs.append(f"<p>{text} <small>[{citation}{cited(row['source_ids'])}]</small></p>")
    return "".join(paragraphs)
