"""What every page shows of an answer: map with legend, words, table, downloads, sources."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.answers.answer import words
from geo.evidence import column_title
from geo.exchange import cite
from geo.exchange.about import citation, cited_sources
from geo.exchange.readable import visible_columns
from geo.language import date, join_list, tell
from pages.frame import navigation
from pages.frame.copy_box import copy_box
from pages.frame.data import evidence
from pages.frame.kit import kit
from pages.frame.language import lang, prose, t
from pages.frame.replay import draw_once
from pages.frame.table import draw_rows, table

SAID = '<p class="said">{}</p>'
ON_PAPER = '<p class="on-paper">{}</p>'
MOST_SOURCES = 40  # that a paragraph to copy lists


def notices(ignored: Sequence[str]) -> None:
    """Says which parts of the link were not understood, quoted as code: never as markdown."""
    if ignored:
        st.info(t("frame.link_ignored", items=join_list(list(map(quoted, ignored)), lang())))


def quoted(text: str) -> str:
    """Anyone's text as markdown code on one line, where nothing in it means anything."""
    return f"`{' '.join(text.replace('`', ' ').split())[:60] or '—'}`"


def answer_panel(
    answer: Answer,
    names: Sequence[str] | None = None,
    key: str = "answer",
    more: Mapping[str, str] | None = None,
    own: Collection[str] = (),
) -> None:
    """An answer in a sentence, in words to copy, as a table, as files, with its rows' sources.

    names: columns; without it those of the frame, in its order, that `columns.toml` describes
    and does not call technical. more: what the files say of themselves beside words, caveats,
    sources and version, such as method and parameters. own: columns of a reader's own file.
    """
    kit().offer(answer, more=more, own=own)
    if answer.frame.empty:
        st.info(prose(words(answer, lang())) or t("frame.no_rows"))
        return
    if answer.sentences:
        sentence = tell(answer.sentences[0], lang())
        if not is_repeated(sentence):
            st.html(SAID.format(escape(sentence)))
        paragraph(answer)
    caveats(answer.caveats)
    table(answer, visible_columns(answer.frame, own) if names is None else names, own)
    sources_panel(answer, key)


def is_repeated(text: str) -> bool:
    """Whether the page has said this, a sentence or a caveat's key; from now on it has."""
    before = text in kit().texts
    kit().texts.add(text)
    return before


def caveats(keys: Sequence[str]) -> None:
    """What to know before quoting, each once a page, and where all of it is explained."""
    new = [key for key in keys if not is_repeated(key)]
    if not new:
        return
    with st.expander(t("frame.caveats"), key=f"caveats-{new[0]}"):
        st.markdown(prose("\n".join(f"- {t(key)}" for key in new)))
        page = navigation.page("methods")
        st.page_link(page, label=t("frame.how_to_read"), query_params={"lang": lang()})


def paragraph(answer: Answer, text: str | None = None) -> None:
    """What is said of an answer with its caveats, citation and sources, to copy: folded, unless
    `text` is given and stands in the place of its own words. Of many sources the citation names
    the first publishers, and *Take it home* lists each."""
    with st.expander(t("frame.say_and_cite"), expanded=text is not None):
        text, cited = text or words(answer, lang()), citation(answer, evidence(), lang())
        copy_box(cite.quote(answer, text, cited, evidence(), lang(), most=MOST_SOURCES))


def sources_panel(
    answer: Answer, key: str, title: str = "frame.sources", unfolded: bool = False
) -> None:
    """The sources of an answer, folded, and the date of its evidence."""
    cited = cited_sources(answer, evidence(), lang())
    if st.toggle(t(title, n=len(cited)), key=f"{key}-sources", value=unfolded):
        draw_once(answer, partial(_sources, cited), "sources")
        st.caption(t("frame.blank_address"))
    else:  # paper cannot be unfolded
        names = "; ".join(dict.fromkeys(cited["publisher"]))
        st.html(ON_PAPER.format(escape(names)))
    st.caption(t("frame.as_of", as_of=date(answer.as_of, lang()), version=evidence().version))


def _sources(cited: pd.DataFrame) -> None:
    rows = cited[["source_id", "publisher", "title", "date", "url", "licence"]]
    leads = [column_title(name, lang()) for name in ("source_id", "url")]
    draw_rows(
        rows.rename(columns={name: column_title(name, lang()) for name in rows}),
        t("frame.sources", n=len(rows)),
        addresses=dict.fromkeys(leads, rows["url"].fillna("")),
        away=True,
    )
