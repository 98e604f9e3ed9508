import streamlit as st

from geo.answers import decertification
from geo.answers.answer import words
from geo.language import tell
from pages.decertification import law, record, scenario
from pages.frame import link, panel
from pages.frame.controls import choose_one
from pages.frame.data import as_of, layer
from pages.frame.language import lang, prose, t

PAGE = "decertification"
VIEWS = {
    "law": law.law,
    "record": record.record,
    "scenario": scenario.scenario,
    "fact": record.fact,
}
PARAMS = [
    link.one_of("view", list(VIEWS), "law"),
    link.one_of("outcome", list(scenario.OUTCOMES), "designated_without_waiver"),
    *(link.whole(name, 0, 100, 0) for name in scenario.cut_names()),
]

ignored = link.read(PAGE, PARAMS)
unknown = decertification.unknown(layer("certification_record"), as_of("certification_record"))
panel.title(t("decertification.title"), f"**{words(unknown, lang())}**")
short = tell(scenario.glance().sentences[0], lang())
st.markdown(f"{t('decertification.lead')}\n\n**{prose(short)}**")
panel.notices(ignored)

choose_one(PAGE, "view", list(VIEWS), lambda c: t(f"decertification.view_{c}"))
VIEWS[st.session_state[f"{PAGE}.view"]]()
st.divider()
panel.sources_panel(unknown, "decertification-unknown", "decertification.unknown_sources")
link.write(PAGE, PARAMS, lang())
