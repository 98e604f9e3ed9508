"""Take home: everything that a page lets its readers keep, in one closed panel at its end.

Whatever shows rows offers them (`pages.frame.kit`); the frame draws the panel after the page.
Nothing is computed until it is open, and a file only when its button is clicked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date as Day
from functools import partial
from typing import TypeVar

import streamlit as st

from geo.answers.answer import words
from geo.cartography.picture import KINDS, SIZES, WEB
from geo.cartography.scene import describe
from geo.cartography.standalone import embed
from geo.errors import LayerFault
from geo.evidence import catalogue
from geo.exchange import FORMATS, cite, file_name, formats_for, mime, refusal, view_name
from geo.exchange.about import SHAPES, title_of
from geo.exchange.bundle import scenario_package
from geo.exchange.package import USUAL, Rows, package
from geo.exchange.published import layer_answer
from geo.journeys import Scenario
from geo.language import LANGUAGES, tell
from geo.views.bundle import MapFile, notebook
from pages.frame import link, navigation
from pages.frame.copy_box import copy_box
from pages.frame.data import evidence
from pages.frame.kit import EXTENTS, SCREEN, Kit, views
from pages.frame.kit import kit as offered
from pages.frame.language import lang, prose, t

T = TypeVar("T")
LABEL = 90  # letters of the sentence that names rows


def _title(rows: Rows) -> str:
    """What the rows are called themselves, or the question of the page."""
    return title_of(rows.answer, evidence(), lang()) or t(f"{link.here().page}.title")


def panel(*, unfolded: bool = False) -> None:
    """The panel, once a page, closed unless `shown`; nothing where nothing was offered."""
    kit = offered()
    if not kit.offers or kit.has_panel:
        return
    kit.has_panel, page = True, link.here().page
    box = st.expander(
        t("take_home.title"),
        expanded=unfolded,
        key=f"take-home-{page}",
        on_change="rerun",
        icon=":material/download:",
    )
    if not box.open:
        return
    with box:
        if not _readable("sources", *SHAPES.values()):
            return
        filled = [rows for rows in kit.rows() if len(rows.answer.frame)]
        if not filled:
            st.info(prose(words(kit.offers[0].answer, lang())) or t("frame.no_rows"))
            to, query = navigation.page("downloads"), {"lang": lang()}
            st.page_link(to, label=t("take_home.whole"), query_params=query)
            return
        parts = {"file": lambda: _file(_choose(filled)), "cite": lambda: _cite(_choose(filled))}
        if kit.scenes:
            parts["map"] = lambda: _map(kit)
        parts["bundle"] = lambda: _bundle(kit, filled)
        if not any(rows.own for rows in filled):
            parts["notebook"] = lambda: _notebook(_choose(filled))
        if kit.scenario:
            parts["scenario"] = lambda: _scenario(kit.scenario)
        parts[_one(t("take_home.part"), list(parts), lambda code: t(f"take_home.part_{code}"))]()


def _readable(*layer_ids: str) -> bool:
    """Whether these layers can be read; says of the first that cannot what to do."""
    try:
        for layer_id in layer_ids:
            layer_answer(evidence(), layer_id)
    except LayerFault as error:
        st.info(t(error.key, **error.values))
        return False
    return True


def _one(title: str, codes: Sequence[str], text: Callable[[str], str]) -> str:
    """One of these codes, the first until another is chosen."""
    look = {"default": codes[0], "key": f"take-home-{'~'.join(codes)}", "format_func": text}
    return st.segmented_control(title, codes, required=True, **look)


def _pick(title: str, codes: Iterable[T], key: str, text: Callable[[T], str]) -> T:
    """One of these codes, however many."""
    return st.selectbox(title, list(codes), key=f"take-home-{key}", format_func=text)


def _file_of(what: str) -> str:
    """What a file of the view is called."""
    here = link.here()
    return view_name(here.page, here.choices.values(), what)


def _choose(offers: Sequence[Rows]) -> Rows:
    """Which of several tables, by what it says first."""
    if len(offers) == 1:
        return offers[0]

    def label(n: int) -> str:
        answer = offers[n].answer
        first = title_of(answer, evidence(), lang()) or words(answer, lang()) or _title(offers[n])
        short = first if len(first) <= LABEL else f"{first[:LABEL].rsplit(' ', 1)[0]}…"
        return t("take_home.rows_of", words=short, rows=len(answer.frame))

    ids = "~".join(offer.answer.id for offer in offers)
    return offers[_pick(t("take_home.rows"), range(len(offers)), f"rows:{ids}", label)]


def _file(rows: Rows) -> None:
    """One format, where it allows it another projection, and the button that makes the file."""
    frame, language = rows.answer.frame, lang()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fmt = _pick(t("take_home.format"), FORMATS, "format", _format)
        crs, mapped = FORMATS[fmt].crs, "gpkg" in formats_for(frame, SHAPES)
        code = crs[0]
        if mapped and len(crs) > 1:
            codes = list(map(str, crs))
            code = int(_one(t("take_home.crs"), codes, lambda code: t(f"take_home.crs_{code}")))
    if (reason := refusal(frame, fmt, SHAPES)) is not None:
        st.info(tell(reason, lang()))
        return
    about = {"title": _title(rows), "link": link.address(rows.answer)}
    name = _file_of(rows.answer.id)
    _save(
        t("frame.download", format=FORMATS[fmt].title),
        lambda: rows.write(
            fmt, evidence(), rows.about(evidence(), language, **about), language, crs=code
        ),
        name if code == crs[0] else f"{name}_epsg{code}",
        fmt,
    )


def _format(fmt: str) -> str:
    return t(f"take_home.format_{fmt.replace('.', '_')}")


def _save(label: str, make: Callable[[], bytes], name: str, ending: str) -> None:
    """A button whose file is made when it is clicked."""
    st.download_button(
        label,
        data=make,
        file_name=file_name(name, ending, evidence().version),
        mime=mime(ending),
        on_click="ignore",
        key=f"take-home-{name}-{ending}",
        icon=":material/download:",
    )


def _map(kit: Kit) -> None:
    """A map of the page as a picture, or as a page of its own with the lines that embed it."""
    language, here = lang(), link.here()
    scenes = {key: scene for key, (scene, _) in kit.scenes.items()}
    key = next(iter(scenes))
    if len(scenes) > 1:
        several = f"scene:{len(scenes)}"
        key = _pick(t("take_home.which"), scenes, several, lambda key: scenes[key].title)
    scene = scenes[key]
    title = st.text_input(
        t("take_home.map_title"), scene.title, max_chars=300, key=f"take-home-title:{scene.title}"
    )
    title = title.strip() or scene.title
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = _one(t("take_home.kind"), [*KINDS, "html"], lambda code: t(f"take_home.kind_{code}"))
        size = kind != "html" and _pick(
            t("take_home.size"), SIZES, "size", lambda code: t(f"take_home.size_{code}")
        )
    extent = _one(t("take_home.extent"), EXTENTS, lambda code: t(f"take_home.extent_{code}"))
    rows, screens = kit.rows_of(key), views()
    about = {"title": title, "link": here.address}

    def make(kind: str, size: str) -> bytes:
        bounds = screens.get(key) if extent == SCREEN else None
        framed = replace(scene, bounds=bounds) if bounds else scene
        return MapFile(framed, rows, evidence(), language, **about).file(kind, size)

    name = _file_of(f"map_{size}" if size else "map")
    _save(
        t("frame.download", format=t(f"take_home.kind_{kind}")),
        partial(make, kind, size),
        name,
        kind,
    )
    alt = describe(scene, language)
    st.markdown(f"**{t('take_home.alt')}**")
    copy_box(alt)
    if kind == "html":
        still = _file_of(f"map_{WEB}")
        _save(t("take_home.still"), partial(make, "png", WEB), still, "png")
        st.markdown(f"**{t('take_home.embed')}**")
        file, picture = (
            file_name(*of, evidence().version) for of in ((name, kind), (still, "png"))
        )
        copy_box(embed(file, title=title, alt=alt, picture=picture))
        st.markdown(f"**{t('take_home.embed_page')}**")
        copy_box(embed(f"{here.address}&embed=true", title=title, alt=alt))


def _bundle(kit: Kit, offers: Sequence[Rows]) -> None:
    """All tables of the page in the formats chosen, its map, and what explains them."""
    language, here = lang(), link.here()
    st.caption(t("take_home.bundle_help"))
    formats = st.multiselect(
        t("take_home.formats"),
        [fmt for fmt in FORMATS if fmt not in ("csv", "csv.zip")],
        USUAL,
        key="take-home-formats",
        format_func=_format,
    )
    layers = catalogue()
    others = here.page == "downloads" and st.multiselect(
        t("take_home.layers"),
        [code for code in layers if code != offers[0].answer.id],
        key="take-home-layers",
        format_func=lambda code: layers[code].title[lang()],
        placeholder=t("take_home.no_layers"),
    )
    titles = {code: tell(f"{here.page}.title", code) for code in LANGUAGES}
    address = here.address
    if not _readable(*(others or ())):
        return

    def make() -> bytes:
        rows = [*offers, *(Rows(layer_answer(evidence(), code)) for code in others or ())]
        beside = {}
        if kit.scenes:
            key, (scene, _) = next(iter(kit.scenes.items()))
            beside = MapFile(scene, kit.rows_of(key), evidence(), language, link=address).files()
        if kit.scenario:
            beside["scenario.toml"] = kit.scenario.to_toml().encode()
        return package(
            rows,
            evidence(),
            title=titles,
            link=address,
            lang=language,
            formats=formats,
            beside=beside,
            accessed=Day.today(),
        )

    name = _file_of("bundle")
    _save(t("frame.download", format="ZIP"), make, name, "zip")
    st.caption(t("take_home.takes_time"))


def _cite(rows: Rows) -> None:
    """The rows or the atlas in one style of citation, or the words with every source."""
    of = _one(t("take_home.of"), ["rows", "atlas"], lambda code: t(f"take_home.of_{code}"))
    styles = [*cite.STYLES, *(["quotation"] if of == "rows" else [])]
    style = _one(t("take_home.style"), styles, lambda code: t(f"take_home.style_{code}"))
    here, today = link.here(), Day.today()
    if of == "atlas":
        cited = cite.atlas(evidence(), lang(), link=here.root, accessed=today)
    else:
        about = {"title": _title(rows), "link": link.address(rows.answer)}
        cited = cite.rows(rows.answer, evidence(), lang(), **about, accessed=today)
    if style == "quotation":
        copy_box(cite.quotation(rows.answer, cited, evidence(), lang()))
    else:
        copy_box(cite.STYLES[style](cited, lang()))


def _notebook(rows: Rows) -> None:
    """The same rows in Python."""
    here = link.here()
    st.caption(t("take_home.notebook_help"))
    copy_box(notebook(here.page, here.choices, rows.answer.id, lang()))


def _scenario(scenario: Scenario) -> None:
    """The scenario file, and the same tables and lines as the command line in one file."""
    language, here = lang(), link.here()
    name = _file_of("scenario")
    about = {"title": t(f"{here.page}.title"), "link": here.address}
    st.caption(t("corridors.export_help"))
    with st.container(horizontal=True):
        _save(t("corridors.scenario_file"), scenario.to_toml().encode, name, "toml")
        _save(
            t("corridors.export_all"),
            lambda: scenario_package(evidence(), scenario, language, **about),
            name,
            "gpkg",
        )
