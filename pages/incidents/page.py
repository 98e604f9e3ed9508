import streamlit as st

from geo.views import incidents
from geo.views.incidents import NONE
from pages.frame import link, panel
from pages.frame.controls import control, set_choices
from pages.frame.data import evidence
from pages.frame.first_screen import SIDES, evidence_heading, first_screen, head, question_part
from pages.frame.language import lang, t
from pages.incidents import card, controls, covered

PAGE = "incidents"
WITH_CARD = 5, 4  # widths of the map and the card
CHOICES = incidents.choices(evidence())

ignored = card.follow_link(CHOICES)
values = link.write(PAGE, CHOICES, lang())
screen, behind, question = (st.container(gap="small") for _ in range(3))
with question, question_part():
    controls.draw(CHOICES)
view = incidents.view(evidence(), values, lang())
one = values["incident"]

with screen:
    with head(t("incidents.title"), view.finding, ignored):
        card.explain_address()
        for notice in view.notices:
            controls.say_too_close(notice)
        if view.answers["rows"].frame.empty:
            controls.say_what_emptied(values, CHOICES)
    first_screen(
        view,
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
        card.figures(view)
    control(PAGE, CHOICES[-1])
    st.markdown(t("incidents.lead"))
    covered.chart(values["view"], view.answer)
    panel.answer_panel(view.answer, key=f"incidents-{values['view']}")
