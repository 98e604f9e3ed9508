"""The card of one incident, at its permanent address; what a wrong or retired address meant."""

from collections.abc import Sequence

import streamlit as st

from geo.answers import incidents
from geo.evidence import Evidence
from geo.exchange.readable import formatters, readable, visible_columns
from geo.language import tell
from geo.views import Choice, View
from geo.views.card import card as card_of
from geo.views.card import nearest
from geo.views.incidents import NONE, extent_around
from geo.views.report import rows as report_rows
from pages.frame import link, navigation, panel
from pages.frame.controls import set_choices
from pages.frame.copy_box import copy_box
from pages.frame.data import ask, evidence
from pages.frame.kit import kit
from pages.frame.language import lang, plain, t
from pages.frame.report import report
from pages.frame.table import draw_rows

PAGE = "incidents"
STATE, ASKED, PICKED = f"{PAGE}.incident", f"{PAGE}:asked", f"{PAGE}:picked"
CARD = "incident-card"


def follow_link(choices: Sequence[Choice]) -> list[str]:
    """Reads the link; keeps the id that it asks for, which may be no incident's.

    A link that names an incident and no extent gets the one around it. Returns what was ignored.
    """
    query = dict(st.query_params)
    ignored = link.read(PAGE, choices)
    incident_id = query.get("incident", NONE)
    ids, now = titles(), ask(incidents.retired_ids).get(incident_id, incident_id)
    if incident_id != NONE and incident_id not in ids:
        st.session_state[ASKED] = incident_id
    if link.arrived() and now in ids and "extent" not in query:
        set_choices(PAGE, extent=extent_around(evidence(), now))
    return ignored


def choose(incident_id: str) -> None:
    """Opens a card, with the map moved to its place."""
    set_choices(PAGE, incident=incident_id, extent=extent_around(evidence(), incident_id))
    st.session_state[PICKED] = True


def follow_choice() -> None:
    """Moves the map to the incident that was chosen from the list."""
    if st.session_state[STATE] in titles():  # else none, or a label of the language before
        choose(st.session_state[STATE])


def explain_address() -> None:
    """Where the address was retired or unknown: which it is now, or which come nearest."""
    incident_id = st.session_state.get(ASKED)
    if incident_id is None:
        return
    now = ask(incidents.retired_ids).get(incident_id)
    if st.session_state[STATE] != (now or NONE):
        del st.session_state[ASKED]
    elif now:
        st.info(t("incidents.renamed", old=panel.quoted(incident_id), new=f"`{now}`"))
    else:
        st.info(t("incidents.unknown", asked=panel.quoted(incident_id)))
        for likely in nearest(evidence(), incident_id):
            st.button(
                f"{likely} · {plain(titles()[likely])}",
                key=f"{PAGE}:nearest-{likely}",
                type="tertiary",
                on_click=choose,
                args=(likely,),
            )


def titles() -> dict[str, str]:
    """Titles in the reader's language by id."""
    return ask(_titles, f"title_{lang()}")


def _titles(layers: Evidence, column: str) -> dict[str, str]:
    return dict(zip(layers.incidents["incident_id"], layers.incidents[column], strict=True))


def card(incident_id: str) -> None:
    """What, when, where and how precisely, how many, on whose word; the others of that day."""
    row = ask(incidents.incident, incident_id).frame.iloc[0]
    with st.container(key=CARD):
        with st.container(horizontal=True):
            st.button(
                t("incidents.close"),
                icon=":material/close:",
                on_click=lambda: set_choices(PAGE, incident=NONE),
            )
            st.page_link(
                navigation.page("places"),
                label=t("incidents.place", place=row["municipality"]),
                icon=":material/location_on:",
                query_params={"place": row["divipola"], "lang": lang()},
            )
        st.html(card_of(evidence(), incident_id, lang()).to_html())
        _that_day(incident_id, row["date"])
        address = f"{PAGE}?incident={incident_id}"
        report(f"card:{incident_id}", lambda: [f"{incident_id}: {titles()[incident_id]}"], address)
    if st.session_state.pop(PICKED, False):
        link.ask_document(sight=CARD, of=incident_id)  # another element for each, else none is new


def _that_day(incident_id: str, day: str) -> None:
    """A button for each other incident of the day."""
    others = [i for i in incidents.incidents_of(evidence(), day) if i != incident_id]
    st.caption(t("incidents.that_day", n=len(others), day=day))
    for other in others:
        text = f"{other} · {plain(titles()[other])}"
        st.button(text, key=f"{PAGE}:day:{other}", type="tertiary", on_click=choose, args=(other,))


def cited(incident_id: str) -> None:
    """A paragraph about the incident, and its short address, both to copy."""
    answer = ask(incidents.incident, incident_id)
    panel.paragraph(answer, card_of(evidence(), incident_id, lang()).paragraph)
    st.markdown(f"**{t('incidents.address')}**")
    copy_box(link.address(answer))
    kit().offer(answer)


def figures(view: View) -> None:
    """The figures of the incident side by side, and its sources."""
    answer = view.answers["casualty_figures"]
    kit().offer(answer)
    st.markdown(f"**{t('incidents.figures')}**")
    if len(answer.frame):
        names = visible_columns(answer.frame)
        cells = readable(answer.frame, names, lang())
        draw_rows(cells, t("incidents.figures"), writers=formatters(names, lang()))
        st.caption(t("incidents.figures_note"))
        report("figures", lambda: report_rows(answer.frame, lang()))
    else:
        st.caption(tell(answer.said["no_figures"], lang()))
    panel.sources_panel(view.answers["incident"], f"{PAGE}-card", unfolded=True)
