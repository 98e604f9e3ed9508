"""A briefing's steps on the whole screen: what the component that shows them is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.cartography import static
from geo.language import LANGUAGES, tell

NAME = "corredor.briefing"
STYLES = ("leaflet.css", "map.css", "briefing.css")


def message(steps: Mapping[str, Sequence[dict[str, Any]]], lang: str, step: int) -> dict[str, Any]:
    """All steps in both languages for the component (`LOADER`, under `NAME`).

    steps: by language, as `geo.views.briefing.played` gives them. step: from 1, where it begins.
    """
    return {
        "steps": steps,
        "lang": lang,
        "step": min(step, len(steps[lang])),
        "texts": {each: _texts(each) for each in LANGUAGES},
        "urls": {
            "script": static.url("briefing.js"),
            "styles": [static.url(name) for name in STYLES],
        },
    }


def _texts(lang: str) -> dict[str, str]:
    return {
        "title": tell("briefing.title", lang),
        "start": tell("briefing.start", lang),
        "of": tell("briefing.of", lang, n="{n}", all="{all}"),
        "next": tell("briefing.next", lang),
        "page": tell("briefing.open_page", lang),
        "keys": tell("briefing.keys", lang),
        "leave": tell("briefing.leave", lang),
        "scan": tell("remote.scan", lang, address="{address}"),
        "unreachable": tell("remote.unreachable", lang),
        "unpaired": tell("remote.unpaired", lang),
        "loading": tell("map.loading", lang),
        "coming": tell("map.loading", lang),
        "held": tell("briefing.held", lang),
        "failed": tell("briefing.failed", lang),
        "prepare": tell("briefing.prepare", lang),
        "prepared": tell("briefing.prepared", lang),
        "unkept": tell("briefing.not_kept", lang),
    }
