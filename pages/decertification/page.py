import streamlit as st

from geo.answers.answer import words
from geo.views import View, decertification
from pages.decertification import law, record, scenario
from pages.frame import link, panel
from pages.frame.claims import claim_cards, record_text
from pages.frame.controls import control
from pages.frame.data import ask, evidence
from pages.frame.first_screen import evidence_heading, first_screen, head, question_part
from pages.frame.language import lang, prose, t
from pages.frame.terms import explained


def claims(view: View, values: dict) -> None:
    """The claims whose record stands as chosen, as cards and as rows."""
    st.markdown(t("decertification.claims_note"))
    claim_cards(view.answer)
    panel.answer_panel(view.answer, key="claims")


PAGE = "decertification"
VIEWS = {
    "law": law.law,
    "scenario": scenario.scenario,
    "fact": record.fact,
    "record": record.record,
    "claims": claims,
}
# What stands beside the numbers.
DRAWN = dict.fromkeys(VIEWS, record.years) | {
    "scenario": scenario.glance,
    "fact": lambda view: record.timeline(view.answer, "fact-events"),
}
BEHIND = "outcomes", "record"  # the numbers, where the view does not draw them itself

choices = ask(decertification.choices)
ignored = link.read(PAGE, choices)
values = link.write(PAGE, choices, lang())
view = decertification.view(evidence(), values, lang())

head(t("decertification.title"), view.finding, ignored)
above = st.container()
leads = [f"#{name}" for name in BEHIND]
first_screen(view, key=PAGE, draw=lambda: DRAWN[values["view"]](view), leads=leads)

evidence_heading()
with above if values["view"] == "law" else st.container():
    st.html(explained(t("decertification.what")))
unknown = view.answers["unknown"]
st.markdown(f"**{t('decertification.happened')}**")
st.markdown(prose(words(view.answers["fact"], lang())))
st.markdown(prose(words(unknown, lang())))
panel.sources_panel(unknown, "decertification-unknown", "decertification.unknown_sources")

st.header(t(f"decertification.view_{values['view']}"), anchor=values["view"])
VIEWS[values["view"]](view, values)
for name in BEHIND:
    if name == values["view"]:
        continue
    st.header(t(f"decertification.rows_{name}"), anchor=name)
    with st.expander(t("incidents.view_rows")):
        panel.answer_panel(view.answers[name], key=f"behind-{name}")
with question_part():
    control(PAGE, choices[0])
    if values["view"] == "claims":
        status = next(each for each in choices if each.name == "record_status")
        control(PAGE, status, text=record_text)
    elif values["view"] == "scenario":
        scenario.controls(values)
