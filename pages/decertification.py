from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.answers import decertification  # noqa: E402
from geo.answers.tell import tell, words  # noqa: E402
from pages.parts import (  # noqa: E402
    decertification_law,
    decertification_record,
    decertification_scenario,
    link,
    panel,
)
from pages.parts.controls import choose_one  # noqa: E402
from pages.parts.data import as_of, layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "decertification"
VIEWS = {
    "law": decertification_law.law,
    "record": decertification_record.record,
    "scenario": decertification_scenario.scenario,
    "fact": decertification_record.fact,
}
PARAMS = [
    link.one_of("view", list(VIEWS), "law"),
    link.one_of("outcome", list(decertification_scenario.OUTCOMES), "designated_without_waiver"),
    *(link.whole(name, 0, 100, 0) for name in decertification_scenario.cut_names()),
]

ignored = link.read(PAGE, PARAMS)
unknown = decertification.unknown(layer("certification_record"), as_of("certification_record"))
panel.title(t("decertification.title"), f"**{words(unknown, lang())}**")
short = tell(decertification_scenario.glance().sentences[0], lang())
st.markdown(f"{t('decertification.lead')}\n\n**{short}**")
panel.notices(ignored)

choose_one(PAGE, "view", list(VIEWS), lambda c: t(f"decertification.view_{c}"))
VIEWS[st.session_state[f"{PAGE}.view"]]()
st.divider()
panel.sources_panel(unknown, "decertification-unknown", "decertification.unknown_sources")
link.write(PAGE, PARAMS, lang())
