import streamlit as st

from geo.language import tell
from geo.views import changes
from pages.frame import link, panel
from pages.frame.controls import control
from pages.frame.data import evidence
from pages.frame.first_screen import evidence_heading, head, numbers_html, question_part
from pages.frame.language import lang, t

PAGE = "changes"
CHOICES = changes.choices(evidence())

ignored = link.read(PAGE, CHOICES)
view = changes.view(evidence(), link.write(PAGE, CHOICES, lang()), lang())
head(t("changes.title"), view.finding, ignored)
st.html(numbers_html(view.numbers))
st.caption(t("changes.feed", address=f"{link.here().root}changes.atom?lang={lang()}"))
evidence_heading()
panel.answer_panel(view.answers["changes"], key="changes")
with question_part():
    control(PAGE, CHOICES[0], text=str)
for name in ("sentences", "rows"):
    if (answer := view.answers[name]).frame.empty:
        st.markdown(tell(answer.sentences[0], lang()))
    else:
        panel.answer_panel(answer, key=name)
