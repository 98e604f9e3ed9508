import streamlit as st

from geo.cartography import screen
from geo.cartography.scene import LOADER
from geo.language import LANGUAGES
from geo.views import View
from geo.views.briefing import choices, played_ours, view
from geo.views.briefing_file import BriefingRefused
from pages.briefing.hand_out import hand_out
from pages.briefing.own import own, say_faults
from pages.frame import link, navigation, panel
from pages.frame.controls import set_choices
from pages.frame.data import ask, evidence
from pages.frame.first_screen import evidence_heading, first_screen, head
from pages.frame.language import lang, prose, t
from pages.frame.own_briefing import slots

PAGE, SCREEN = "briefing", "briefing-screen"
WAITS = f"{PAGE}:waits"  # whether the screen is opened by its button alone
CHOICES = choices(evidence())


def follow_screen() -> None:
    """Where the screen was left, step and language, the page goes on."""
    match st.session_state[SCREEN].get("left"):
        case {"lang": str(to), "step": int(step)} if to in LANGUAGES and CHOICES[0].holds(step):
            set_choices(PAGE, step=step)
            st.session_state["lang"] = to


def start(steps: dict) -> None:
    """The button that opens the screen, and the way to one's own."""
    data = screen.message(steps, lang(), values["step"], start="briefing.start_ours") | {
        "waits": st.session_state[WAITS]
    }
    mount = st.components.v2.component(screen.NAME, js=LOADER)
    mount(key=SCREEN, data=data, on_left_change=follow_screen)
    st.markdown(t("briefing.own_here", n=len(slots())))


def ours(steps: dict) -> None:
    """The steps of our own briefing, and it as files."""
    with st.expander(t("briefing.steps")):
        for number, step in enumerate(steps[lang()], 1):
            to = step["link"]
            st.page_link(
                navigation.page(to["page"]),
                label=f"{number}. {step['headline']}",
                query_params=to["query"],
            )
    st.header(t("briefing.hand_out"), anchor=False)
    hand_out("hand-out")


def behind(steps: dict, view: View) -> None:
    """The rows behind the step of ours."""
    number = min(values["step"], len(steps[lang()]))
    now = steps[lang()][number - 1]
    evidence_heading()
    st.markdown(f"**{t('briefing.behind', n=str(number), headline=now['headline'])}**")
    panel.answer_panel(view.answer, key="briefing")


has_step = "step" in st.query_params
ignored = link.read(PAGE, CHOICES)
if link.arrived():  # a link of a step opens it; the menu takes over no screen
    st.session_state[WAITS] = not has_step
values = link.write(PAGE, CHOICES, lang())
first = st.container(gap="small")
try:
    with st.spinner(t("briefing.preparing")):
        steps, step_view = ask(played_ours), view(evidence(), values, lang())
except BriefingRefused as refused:
    with first:
        head(t("briefing.title"), None, ignored)
    say_faults(refused)
    own()
else:
    with first:
        head(t("briefing.title"), step_view.finding, ignored)
        st.markdown(prose(t("briefing.lead")))
    if slots():
        own()
        st.header(t("briefing.ours"), anchor=False)
    start(steps)
    first_screen(step_view, key=PAGE, asks=False)
    behind(steps, step_view)
    ours(steps)
    if not slots():
        own()
