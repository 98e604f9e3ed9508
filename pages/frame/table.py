"""Tables to read: codes in words, numbers in the page's language, names as links."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.evidence import columns, kept
from geo.exchange.readable import heading_of, readable, written_as
from geo.views.report import rows as report_rows
from pages.frame import link
from pages.frame.language import lang, t
from pages.frame.replay import draw_once
from pages.frame.report import report

# More rows than this stay in the download: a table is for reading.
TABLE_ROWS = 80
PAPER_ROWS, PAPER_COLUMNS = 40, 9
ON_PAPER = '<div class="on-paper">{}</div>'
# The columns that hold the names of places, and the codes that say which.
NAMES = {"divipola": "municipality", "department_code": "department"}


def table(answer: Answer, shown: Sequence[str], own: Collection[str] = ()) -> None:
    """The first rows of an answer; `own`: columns of a reader's own file."""
    shown, own = tuple(shown), tuple(own)
    draw_once(answer, partial(_draw, answer, shown, own), shown, own)
    if answer.unmatched:
        total = answer.matched + answer.unmatched
        st.caption(t("frame.left_out", total=total, unmatched=answer.unmatched))
    if not own:
        report(answer.id, lambda: report_rows(answer.frame.head(TABLE_ROWS), lang()))


def _draw(answer: Answer, shown: Sequence[str], own: Sequence[str]) -> None:
    rows = len(answer.frame)
    st.markdown(f"**{t('frame.table', rows=rows, basis=t(f'frame.{answer.basis}'))}**")
    if rows > TABLE_ROWS:
        st.caption(t("frame.first_rows", rows=TABLE_ROWS))
    cells, written, config, paper = kept(
        answer, (lang(), shown, own), partial(_cells, answer.frame, shown, own)
    )
    st.dataframe(
        cells.style.format(written, na_rep=""),
        hide_index=True,
        column_config=config,
        height="content" if rows < 9 else 320,
        placeholder="—",
    )
    st.html(paper)


def _cells(
    frame: pd.DataFrame, shown: Sequence[str], own: Collection[str]
) -> tuple[pd.DataFrame, dict[str, Callable[[float], str]], dict[str, object], str]:
    """The first rows, how their numbers are written, what the table shows of columns, a print."""
    first = frame.head(TABLE_ROWS).reset_index(drop=True)
    cells = readable(first, shown, lang(), own)
    paper = cells.copy()
    rows_of_ours = first.drop(columns=list(own), errors="ignore")
    links = _link_places(cells, rows_of_ours) | _link_incidents(cells, rows_of_ours)
    ours = [name for name in shown if name not in own]
    written = {name: form for name, form in written_as(ours, lang()).items() if name in cells}
    # A link shows its own text: written out beside it, it would travel twice.
    told = written | dict.fromkeys(links, "".format)
    return cells, told, _helps(ours) | links, _on_paper(paper, written)


def _on_paper(cells: pd.DataFrame, written: Mapping[str, Callable[[float], str]]) -> str:
    """The first rows and columns as a plain table, which only a print shows.

    What scrolls on a screen would be cut there; of what is left out the print says so.
    """
    first = cells.iloc[:PAPER_ROWS, :PAPER_COLUMNS]
    rows = zip(*(_texts(first[name], written.get(name, str)) for name in first), strict=True)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in first)
    body = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    rest = "" if first.shape == cells.shape else f"<p>{escape(t('frame.on_paper'))}</p>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return ON_PAPER.format(table + rest)


def _texts(values: pd.Series, text: Callable[[Any], str]) -> list[str]:
    return ["" if pd.isna(value) else escape(text(value)) for value in values]


def _helps(shown: Sequence[str]) -> dict:
    """What each heading means, and what a blank beneath it means."""
    kinds = {}
    for name in shown:
        column = columns().get(name)
        if column is None:
            continue
        told = [column.meaning[lang()]]
        if column.null:
            told.append(t("frame.blank_means", meaning=column.null[lang()]))
        kinds[heading_of(name, lang())] = st.column_config.Column(help=" ".join(told))
    return kinds


def _link_places(table: pd.DataFrame, rows: pd.DataFrame) -> dict:
    """Turns names of places in a table into links to their pages; how to show them.

    The name travels as the fragment of the link, which the table shows alone; text without
    a code becomes a fragment without a link, never an address of its own.
    """
    kinds = {}
    for code, name in NAMES.items():
        heading = heading_of(name, lang())
        if heading not in table or not {code, name} <= set(rows) or rows[code].isna().all():
            continue
        table[heading] = [
            None
            if pd.isna(text)
            else ("" if pd.isna(place) else link.to_one("places", "place", place, lang()))
            + f"#{str(text).replace('%', '%25')}"
            for place, text in zip(rows[code], rows[name], strict=True)
        ]
        kinds[heading] = st.column_config.LinkColumn(display_text="#(.+)$")
    return kinds


def _link_incidents(table: pd.DataFrame, rows: pd.DataFrame) -> dict:
    """Turns the titles of incidents in a table into links to their cards; how to show them."""
    heading = heading_of(f"title_{lang()}", lang())
    if heading not in table or "incident_id" not in rows:
        return {}
    table[heading] = [
        f"{link.to_one('incidents', 'incident', one, lang())}#{text.replace('%', '%25')}"
        for one, text in zip(rows["incident_id"], rows[f"title_{lang()}"], strict=True)
    ]
    return {heading: st.column_config.LinkColumn(display_text="#(.+)$")}
