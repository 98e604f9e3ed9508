import streamlit as st

from geo.evidence import catalogue, columns, term
from geo.language import say
from geo.views import downloads
from geo.views.report import rows
from pages.frame import age, link, panel, take_home
from pages.frame.controls import control
from pages.frame.data import evidence
from pages.frame.first_screen import evidence_heading, head
from pages.frame.kit import kit
from pages.frame.language import lang, prose, t
from pages.frame.map import show_map
from pages.frame.replay import draw_once
from pages.frame.report import report
from pages.frame.table import draw_rows

PAGE = "downloads"
PREVIEW = 20
CHOICES = downloads.choices(evidence())
layers = catalogue()

ignored = link.read(PAGE, CHOICES)
head(t("downloads.title"), say("downloads.finding", n=len(layers)), ignored)
control(PAGE, CHOICES[0], text=lambda code: f"{layers[code].title[lang()]} · {code}")
values = link.write(PAGE, CHOICES, lang())
entry, view = layers[values["layer"]], downloads.view(evidence(), values, lang())
frame = view.answer.frame


def preview() -> None:
    """The first rows as they stand."""
    first = frame.head(PREVIEW).drop(columns="geometry", errors="ignore")
    languages = {name: columns()[name].language for name in first}
    draw_rows(first, t("downloads.preview"), languages=languages)


def describe_columns() -> None:
    """What its columns mean."""
    draw_rows(downloads.dictionary(entry, lang()), t("downloads.columns"))


st.header(entry.question[lang()], anchor=False)
licence, basis = term("licence", entry.licence), say(f"frame.{entry.basis}")
st.markdown(t("downloads.licence", licence=licence, rows=len(frame), basis=basis))
kit().offer(view.answer)
take_home.panel(unfolded=True)
panel.sources_panel(view.answer, f"layer-{entry.id}")

if view.scene:
    if entry.geometry == "none":
        st.caption(t("downloads.no_shapes"))
    show_map(view.scene, key=f"layer-map-{entry.id}", answers=view.mapped)

evidence_heading()
age.show(entry.id)
for text in filter(None, (t("downloads.lead"), entry.method[lang()], entry.caveats[lang()])):
    st.markdown(prose(text))
st.markdown(f"**{t('downloads.preview')}**")
draw_once(view.answer, preview, "preview")
report(entry.id, lambda: rows(frame.head(PREVIEW), lang()))
st.markdown(f"**{t('downloads.columns')}**")
draw_once(view.answer, describe_columns, "columns")
