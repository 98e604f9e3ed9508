"""The card of one incident, at its permanent address; what a wrong or retired address meant."""

import pandas as pd
import streamlit as st

from geo.answers import incident, incidents
from geo.cartography.card import card as html_card
from geo.cartography.extents import narrowest
from geo.evidence import column_title, editorial, label
from geo.language import number, tell
from pages.frame import incident_shapes, link, navigation, panel, table
from pages.frame.controls import choose
from pages.frame.data import layer
from pages.frame.language import lang, t

PAGE, NONE = "incidents", "none"
STATE, ASKED = f"{PAGE}.incident", f"{PAGE}:asked"
# The incident that an address asked for, not a click on the map or a choice from the list.
LED = f"{PAGE}:led"
EXTENTS = ("cali", "cauca_cali", "southwest", "colombia")


def param() -> link.Choice:
    """The incident in the link. A retired id becomes the id that replaced it."""
    known = set(layer("incidents")["incident_id"])
    renamed = incident.renamed(layer("corrections"))

    def decode(text: str) -> str:
        text = renamed.get(text, text)
        return text if text in known else NONE

    return link.Choice("incident", NONE, str, decode)


def remember_address() -> None:
    """Keeps what the link asks for, an id that no incident has included, before it is put right."""
    asked = st.query_params.get("incident", NONE)
    if asked != NONE and asked not in set(layer("incidents")["incident_id"]):
        st.session_state[ASKED] = asked
    if st.session_state.get(f"{PAGE}:link") != dict(st.query_params):
        st.session_state[LED] = param().decode(asked)


def extent() -> str:
    """Where the map starts if the link does not say: around the incident that it asks for."""
    rows = layer("incidents").set_index("incident_id").geometry
    led = st.session_state[LED]
    return narrowest(rows[led].x, rows[led].y, EXTENTS) if led in rows.index else "southwest"


def asked_for() -> str | None:
    """The incident that the address asked for, for as long as it is the one chosen."""
    led = st.session_state[LED]
    if led != st.session_state[STATE]:
        led = st.session_state[LED] = NONE
    return None if led == NONE else led


def say_what_was_asked() -> None:
    """Where the address was retired or unknown: which it is now, or which come nearest."""
    asked = st.session_state.get(ASKED)
    if asked is None:
        return
    quoted = f"`{' '.join(asked.replace('`', ' ').split())[:60]}`"
    now = incident.renamed(layer("corrections")).get(asked)
    if st.session_state[STATE] != (now or NONE):
        del st.session_state[ASKED]
    elif now:
        st.info(t("incidents.renamed", old=quoted, new=f"`{now}`"))
    else:
        st.info(t("incidents.unknown", asked=quoted))
        for found in incident.nearest(layer("incidents"), asked):
            st.button(
                f"{found} · {_plain(titles()[found])}",
                key=f"{PAGE}:nearest-{found}",
                type="tertiary",
                on_click=lambda i=found: st.session_state.update({STATE: i, LED: i}),
            )


def choose_incident() -> None:
    """The control that does what a click on the map does."""
    named = titles()
    choose(
        PAGE,
        "incident",
        [NONE, *named.index],
        lambda c: t("incidents.none_chosen") if c == NONE else f"{c} · {named[c]}",
        t("incidents.one"),
    )


def titles() -> pd.Series:
    """Titles in the reader's language by id, newest first."""
    rows = layer("incidents").sort_values(["date", "incident_id"], ascending=False)
    return rows.set_index("incident_id")[f"title_{lang()}"]


def _plain(text: str) -> str:
    """Text of data for a label that would read it as markdown."""
    return "".join(f"\\{c}" if c in r"\`*_[]()#~$:<>!|{}" else c for c in text)


def card(incident_id: str) -> None:
    """What, when, where and how precisely, how many, on whose word; a paragraph to copy."""
    told = incident.incident(layer("incidents"), incident_id)
    row = told.frame.iloc[0]
    when, *where, said = (tell(sentence, lang()) for sentence in told.sentences)
    clock = "" if pd.isna(row["time_local"]) else t("incidents.clock", time=row["time_local"])
    status = label("attribution_status", row["attribution_status"], lang())
    who = f"{_capital(row[f'actor_{lang()}'])} ({status}). {said}"
    casualties = _casualties(row, incident_id)
    place = " ".join([row[f"place_text_{lang()}"] + ".", *where])
    facts = {
        t("incidents.when"): f"{when} {clock}",
        t("incidents.where"): place,
        t("incidents.what"): _what(row),
        t("incidents.casualties"): casualties,
        t("incidents.whose_word"): who,
    }
    st.html(html_card(row[f"title_{lang()}"], incident_id, facts))
    with st.container(horizontal=True):
        st.button(
            t("incidents.close"),
            icon=":material/close:",
            on_click=lambda: st.session_state.update({STATE: NONE}),
        )
        st.page_link(
            navigation.page("places"),
            label=t("incidents.place", place=row["municipality"]),
            icon=":material/location_on:",
            query_params={"place": row["divipola"], "lang": lang()},
        )
    named = f"{row[f'title_{lang()}']} ({incident_id})."
    panel.paragraph(told, " ".join([named, f"{when} {clock}".strip(), place, casualties, who]))


def evidence(incident_id: str) -> None:
    """The figures of an incident side by side, and its sources."""
    told = incident.incident(layer("incidents"), incident_id)
    figures = incidents.casualty_figures(told.frame, layer("casualty_reports"), layer("sources"))
    st.markdown(f"**{t('incidents.figures')}**")
    if len(figures.frame):
        st.dataframe(
            table.readable(figures.frame, incident_shapes.FIGURE_COLUMNS),
            hide_index=True,
            placeholder="—",
        )
        st.caption(t("incidents.figures_note"))
    else:
        st.caption(tell(figures.sentences[0], lang()))
    panel.sources_panel(told, f"card-{incident_id}", "frame.sources", True)


def _what(row: pd.Series) -> str:
    parts = [
        label("event_type", row["event_type"], lang()),
        f"{column_title('outcome', lang())}: {label('outcome', row['outcome'], lang())}",
        t("incidents.is_attack" if row["counts_as_attack"] else "incidents.no_attack"),
        f"{column_title('confidence', lang())}: {label('confidence', row['confidence'], lang())}",
    ]
    if not pd.isna(row["wave_id"]):
        in_wave = int((layer("incidents")["wave_id"] == row["wave_id"]).sum())
        parts.append(t("incidents.in_wave", rows=number(in_wave, lang())))
    return _capital("; ".join(parts) + ".")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _casualties(row: pd.Series, incident_id: str) -> str:
    notes = [n["body"][lang()] for n in editorial("incidents") if n["id"] == incident_id]
    return " ".join([f"{row[f'casualty_text_{lang()}']}.", *notes])
