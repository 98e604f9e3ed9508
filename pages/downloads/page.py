import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.answers.answer import gather_source_ids
from geo.evidence import catalogue, columns, data_version, label
from geo.language import date, number
from geo.views.layers import layer_scene
from pages.frame import link, panel
from pages.frame.controls import choose
from pages.frame.copy_box import copy_box
from pages.frame.data import evidence, layer
from pages.frame.language import lang, t
from pages.frame.map import show_map

PAGE = "downloads"
PREVIEW = 20
layers = catalogue()
PARAMS = [link.one_of("layer", list(layers), "corridors_documented")]

ignored = link.read(PAGE, PARAMS)
panel.title(t("downloads.title"), t("downloads.lead"))
panel.notices(ignored)

choose(
    PAGE, "layer", list(layers), lambda i: f"{layers[i].title[lang()]} · {i}", t("downloads.layer")
)
entry = layers[link.write(PAGE, PARAMS, lang())["layer"]]
frame = layer(entry.id)

st.subheader(entry.question[lang()], anchor=False)
st.markdown(
    t(
        "downloads.licence",
        licence=label("licence", entry.licence, lang()),
        as_of=date(entry.as_of, lang()),
        rows=number(len(frame), lang()),
        basis=t(f"frame.{entry.basis}"),
    )
)
for text in (entry.method[lang()], entry.caveats[lang()]):
    if text:
        st.markdown(text)
with st.container(horizontal=True):
    for fmt in panel.offered(frame):
        panel.download(frame, entry.id, fmt, f"layer-{entry.id}-{fmt}")

if "source_ids" in frame:
    cited = frame[["source_ids"]].drop_duplicates()
    whole = Answer(entry.id, cited, "reported", gather_source_ids(cited), entry.as_of)
    panel.sources_panel(whole, f"layer-{entry.id}", "frame.sources")

scene = layer_scene(evidence(), entry, lang())
if scene:
    if entry.geometry == "none":
        st.caption(t("downloads.no_shapes"))
    show_map(scene, key=f"layer-map-{entry.id}")

st.markdown(f"**{t('downloads.preview')}**")
plain = frame.drop(columns="geometry") if "geometry" in frame else frame
st.dataframe(plain.head(PREVIEW), hide_index=True)

st.markdown(f"**{t('downloads.columns')}**")
meanings = [columns()[name] for name in entry.columns]
st.dataframe(
    pd.DataFrame(
        {
            t("downloads.column"): [c.name for c in meanings],
            t("downloads.meaning"): [c.meaning[lang()] for c in meanings],
            t("downloads.unit"): [c.unit for c in meanings],
            t("downloads.null"): [c.null.get(lang(), t("downloads.never")) for c in meanings],
        }
    ),
    hide_index=True,
)
st.markdown(f"**{t('downloads.cite')}**")
copy_box(
    t(
        "downloads.citation",
        title=entry.title[lang()],
        version=data_version(),
        as_of=date(entry.as_of, lang()),
    )
)
