import streamlit as st

from geo.views.incidents import NONE, choices, view
from pages.frame import link, panel
from pages.frame.controls import control, set_choices
from pages.frame.data import evidence
from pages.frame.first_screen import SIDES, evidence_heading, first_screen, head, question_part
from pages.frame.language import lang, t
from pages.incidents import card, controls, covered

PAGE = "incidents"
WITH_CARD = 5, 4  # widths of the map and the card
CHOICES = choices(evidence())

ignored = card.follow_link(CHOICES)
chosen = link.write(PAGE, CHOICES, lang())
screen, behind, question = (st.container(gap="small") for _ in range(3))
with question, question_part():
    controls.draw(CHOICES)
seen = view(evidence(), chosen, lang())
one = chosen["incident"]

with screen:
    with head(t("incidents.title"), seen.finding, ignored):
        card.say_what_was_asked()
        for notice in seen.notices:
            controls.say_too_close(notice)
        if seen.answers["rows"].frame.empty:
            controls.say_what_emptied(chosen, CHOICES)
    first_screen(
        seen,
        key=PAGE,
        beside=(lambda: controls.find_day(CHOICES[0])) if one == NONE else None,
        card=(lambda: card.card(one)) if one != NONE else None,
        notes=["incidents.after"],
        sides=SIDES if one == NONE else WITH_CARD,
        on_choose=lambda kind, code: card.choose(code) if kind == "incident" else None,
        on_days=lambda first, last: set_choices(PAGE, days=(first, last)),
    )
with behind:
    evidence_heading()
    if one != NONE:
        card.cited(one)
        card.figures(seen)
    control(PAGE, CHOICES[-1])
    st.markdown(t("incidents.lead"))
    covered.chart(chosen["view"], seen.answer)
    panel.answer_panel(seen.answer, key=f"incidents-{chosen['view']}")
