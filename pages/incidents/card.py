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
    named = query.get("incident", NONE)
    known, now = titles(), ask(incidents.retired_ids).get(named, named)
    if named != NONE and named not in known:
        st.session_state[ASKED] = named
    if link.arrived() and now in known and "extent" not in query:
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


def say_what_was_asked() -> None:
    """Where the address was retired or unknown: which it is now, or which come nearest."""
    named = st.session_state.get(ASKED)
    if named is None:
        return
    now = ask(incidents.retired_ids).get(named)
    if st.session_state[STATE] != (now or NONE):
        del st.session_state[ASKED]
    elif now:
        st.info(t("incidents.renamed", old=panel.quoted(named), new=f"`{now}`"))
    else:
        st.info(t("incidents.unknown", asked=panel.quoted(named)))
        for likely in nearest(evidence(), named):
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


def _titles(held: Evidence, column: str) -> dict[str, str]:
    return dict(zip(held.incidents["incident_id"], held.incidents[column], strict=True))


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
        told = f"{other} · {plain(titles()[other])}"
        st.button(told, key=f"{PAGE}:day:{other}", type="tertiary", on_click=choose, args=(other,))


def cited(incident_id: str) -> None:
    """A paragraph about the incident, and its short address, both to copy."""
    answer = ask(incidents.incident, incident_id)
    panel.paragraph(answer, card_of(evidence(), incident_id, lang()).paragraph)
    st.markdown(f"**{t('incidents.address')}**")
    copy_box(link.address(answer))
    kit().offer(answer)


def figures(seen: View) -> None:
    """The figures of the incident side by side, and its sources."""
    answer = seen.answers["casualty_figures"]
    kit().offer(answer)
    st.markdown(f"**{t('incidents.figures')}**")
    if len(answer.frame):
        shown = visible_columns(answer.frame)
        cells = readable(answer.frame, shown, lang())
        draw_rows(cells, t("incidents.figures"), writers=formatters(shown, lang()))
        st.caption(t("incidents.figures_note"))
        report("figures", lambda: report_rows(answer.frame, lang()))
    else:
        st.caption(tell(answer.said["no_figures"], lang()))
    panel.sources_panel(seen.answers["incident"], f"{PAGE}-card", unfolded=True)
