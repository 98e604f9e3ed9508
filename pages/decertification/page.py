import streamlit as st

from geo.answers.answer import words
from geo.language import tell
from geo.views import decertification
from pages.decertification import law, record, scenario
from pages.frame import link, panel
from pages.frame.controls import control
from pages.frame.data import ask, evidence
from pages.frame.language import lang, prose, t

PAGE = "decertification"
VIEWS = {
    "law": law.law,
    "record": record.record,
    "scenario": scenario.scenario,
    "fact": record.fact,
}

choices = ask(decertification.choices)
ignored = link.read(PAGE, choices)
values = link.write(PAGE, choices, lang())
shown = decertification.view(evidence(), values, lang())
unknown = shown.answers["unknown"]

panel.title(t("decertification.title"), f"**{words(unknown, lang())}**")
short = prose(tell(shown.finding, lang()))
st.markdown(f"{t('decertification.lead')}\n\n**{short}**")
panel.notices(ignored)

control(PAGE, choices[0])
VIEWS[values["view"]](shown, values)
st.divider()
panel.sources_panel(unknown, "decertification-unknown", "decertification.unknown_sources")
