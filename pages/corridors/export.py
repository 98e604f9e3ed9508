"""Corridors, files: the scenario that replays what is shown, and all of it as one GeoPackage."""

import streamlit as st

from geo.answers import Answer
from geo.answers.answer import sources_of
from geo.evidence import data_version
from geo.exchange import bundle, file_name, mime
from geo.exchange.about import with_shapes
from geo.language import join_list
from pages.corridors import model
from pages.frame.data import evidence, layer
from pages.frame.language import lang, t


def about(asked: model.Scenario, closing: model.Closing, answer: Answer) -> dict[str, str]:
    """What a file says of itself: what it is, the scenario that replays it, sources."""
    cited = sources_of(answer.source_ids, layer("sources"))
    return {
        "title": answer.id,
        "basis": t("frame.modelled"),
        "method": " ".join(t(caveat) for caveat in answer.caveats),
        "scenario": asked.to_file(closing).to_toml(),
        "sources": join_list(list(dict.fromkeys(cited["publisher"])), lang()),
        "data_version": data_version(),
        "as_of": answer.as_of,
    }


def exports(asked: model.Scenario, closing: model.Closing) -> None:
    """The scenario file, and the same tables and lines as the command line in one file."""

    def make() -> bytes:
        names = {"municipalities": "change", "journeys": "journeys", "cost": "cost"}
        answers = {name: model.closure(what, asked, closing) for name, what in names.items()}
        frames = {name: answer.frame for name, answer in answers.items()}
        frames["municipalities"] = with_shapes(frames["municipalities"], evidence())
        frames["ways_before"] = model.on_the_way(asked)[2].frame
        frames["ways_after"] = model.closure("ways", asked, closing).frame
        return bundle.geopackage(frames, about(asked, closing, answers["municipalities"]))

    st.markdown(f"**{t('corridors.export')}**")
    with st.container(horizontal=True):
        st.download_button(
            t("corridors.scenario_file"),
            data=asked.to_file(closing).to_toml(),
            file_name=file_name("scenario", "toml", data_version()),
            mime="application/toml",
            on_click="ignore",
            key="corridors-scenario",
            icon=":material/description:",
        )
        st.download_button(
            t("corridors.export_all"),
            data=make,
            file_name=file_name("scenario", "gpkg", data_version()),
            mime=mime("gpkg"),
            on_click="ignore",
            key="corridors-bundle",
            icon=":material/download:",
        )
    st.caption(t("corridors.export_help"))
