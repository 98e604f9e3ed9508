"""The law in two layers, statute and readings apart, and the source article's claim beside it."""

from html import escape

import pandas as pd
import streamlit as st

from geo.answers import cities
from geo.evidence import columns, label
from geo.views import View
from pages.frame import panel
from pages.frame.claims import claim_cards
from pages.frame.data import ask
from pages.frame.language import lang, t

# The claims of the source article that the statute answers: on aid, credit and tariffs.
CLAIMS = ("C05", "C06", "C19", "C08", "C09")
CARDS = (
    "<style>.st-key-law-cards section{padding:.6rem 0;"
    "border-bottom:1px solid rgba(128,128,128,.35)}"
    ".st-key-law-cards article{display:grid;gap:.4rem 1.6rem;"
    "grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr))}"
    ".st-key-law-cards h3{font-size:1.05rem;margin:0;padding:.2rem 0}"
    ".st-key-law-cards h4{font-size:.82rem;margin:0;padding:.15rem 0;text-transform:uppercase;"
    "letter-spacing:.04em;opacity:.75}"
    ".st-key-law-cards p{margin:.1rem 0 .5rem}.st-key-law-cards small{opacity:.75}</style>"
)


def law(shown: View, values: dict) -> None:
    """Each part of the law as a card: statute, agency, our reading and practice side by side."""
    answer = shown.answer
    with st.container(key="law-cards"):
        st.html(CARDS)
        st.html("".join(_section(part, answer.frame) for part in columns()["law_part"].values))
    panel.answer_panel(answer, key="law")
    st.subheader(t("decertification.claims"), anchor=False)
    st.markdown(t("decertification.claims_note"))
    checked = ask(cities.claims)
    rows = checked.frame.set_index("claim_id", drop=False).loc[list(CLAIMS)]
    claim_cards(rows)


def _section(part: str, frame: pd.DataFrame) -> str:
    rows = frame[frame["law_part"] == part]
    readings = [
        f"<div><h4>{escape(label('law_reading', reading, lang()))}</h4>{_provisions(group)}</div>"
        for reading in columns()["law_reading"].values
        if len(group := rows[rows["law_reading"] == reading])
    ]
    title = label("law_part", part, lang())
    title = escape(title[0].upper() + title[1:])
    return f"<section><h3>{title}</h3><article>{''.join(readings)}</article></section>"


def _provisions(rows: pd.DataFrame) -> str:
    told = []
    for row in rows.to_dict("records"):
        cited = [row["citation"]] if pd.notna(row["citation"]) else []
        cited.append(row["source_ids"].replace(";", ", "))
        text = escape(row[f"provision_{lang()}"])
        told.append(f"<p>{text} <small>[{escape(' · '.join(cited))}]</small></p>")
    return "".join(told)
