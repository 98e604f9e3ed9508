"""The shape of every page: its finding, the map with three numbers, the evidence, the controls."""

import re
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.language import Sentence, tell
from geo.views import View
from pages.frame import age, panel
from pages.frame.language import lang, t
from pages.frame.map import show_map
from pages.frame.terms import explained, explained_html

MAP_PX = 440
SIDES = 7, 3
NUMBERS = 3
TO_QUESTION = '<a class="to-question" href="#question">{} ↓</a>'
STRONG = re.compile(r"\*\*(.+?)\*\*")


def head(
    title: str, finding: Sentence | None, ignored: Sequence[str] = (), behind: str = "#evidence"
) -> DeltaGenerator:
    """What Corredor is, the page's name, its finding as second line, and its notices.

    behind: where the finding's rows are, if not where the evidence begins; "" if nowhere.
    Returns where they stand, for more notices. However many there are, what follows keeps its
    place: a map that moved by one would be made anew.
    """
    box = st.container(gap="xsmall")
    with box:
        st.html(purpose_html())
        st.title(title, anchor=False)
        if finding is not None:
            panel.is_repeated(tell(finding, lang()))
            st.html(finding_html(finding, behind))
        panel.notices(ignored)
    return box


def purpose_html() -> str:
    """What Corredor is, in a line."""
    return _line("purpose", explained(t("frame.purpose")))


def finding_html(finding: Sentence, behind: str = "#evidence") -> str:
    """A finding, with a way to the rows behind it; "" where there is none."""
    name = escape(t("frame.behind"))
    lead = f'&nbsp;<a href="{behind}" target="_self" aria-label="{name}" title="{name}">↓</a>'
    return _line("finding", explained(tell(finding, lang())) + (lead if behind else ""))


def _line(kind: str, text: str) -> str:
    return f'<p class="{kind}">{text}</p>'


def small(legends: str) -> str:
    """Legends as they stand beside a map: whole on the first screen."""
    return f'<div class="beside">{explained_html(legends)}</div>'


def numbers_html(numbers: Sequence[Sentence], leads: Sequence[str] = ()) -> str:
    """At most three numbers with what they count, each leading to the rows behind it.

    leads: where these are, if not all where the evidence begins.
    """
    texts = [STRONG.sub(r"<b>\1</b>", escape(tell(number, lang()))) for number in numbers[:NUMBERS]]
    pairs = zip(leads or ["#evidence"] * len(texts), texts, strict=True)
    cards = "".join(f'<a href="{escape(to)}" target="_self">{text}</a>' for to, text in pairs)
    cards = explained_html(cards, focus="")
    return f'<div class="numbers">{cards}</div>' if cards else ""


def first_screen(
    view: View,
    *,
    key: str,
    draw: Callable[[], None] | None = None,
    beside: Callable[[], None] | None = None,
    card: Callable[[], None] | None = None,
    notes: Sequence[str] = (),
    sides: tuple[int, int] = SIDES,
    asks: bool = True,
    leads: Sequence[str] = (),
    **callbacks: Callable[..., None],
) -> None:
    """The view's map, or what is drawn instead, with its numbers and its legend beside it.

    beside: what else stands there, between numbers and legend; card: what stands below the
    legend, as long as it is. notes: caveats that a reader would get the map wrong without
    (message keys). sides: widths of map and what stands beside it. asks: whether controls stand
    further down. leads: where the rows of each number are, if not all where the evidence begins.
    callbacks: see `show_map`.
    """
    left, right = st.columns(sides, gap="medium")
    with left:
        if draw:
            draw()
        elif view.scene:
            answers = view.mapped
            show_map(view.scene, key=key, height=MAP_PX, bare=True, answers=answers, **callbacks)
    with right:
        if numbers := numbers_html(view.numbers, leads):
            st.html(numbers)
        if beside:
            beside()
        if asks:
            st.html(TO_QUESTION.format(escape(t("frame.question"))))
        if view.scene:
            st.html(small(view.scene.legend_html(lang())))
        if card:
            card()
    if view.scene:
        st.html(view.scene.words_html(lang()))
    if notes:
        st.caption(" ".join(t(note) for note in notes))


def evidence_heading() -> None:
    """Where the rows and sources behind the first screen begin; its numbers lead here."""
    st.header(t("frame.evidence"), anchor="evidence")
    age.show()


def question_part() -> DeltaGenerator:
    """Where the controls stand: a part of the page, on a phone a sheet over it."""
    box = st.container(key="question", gap="small")
    shut = f'<button type="button" class="shut" aria-label="{escape(t("frame.close"))}">✕</button>'
    box.html(shut)
    box.header(t("frame.question"), anchor="question")
    return box


def for_analysts(key: str):
    """A closed part for what only analysts ask; what stands in it runs once it is open."""
    return st.expander(t("frame.for_analysts"), key=key, on_change="rerun")
