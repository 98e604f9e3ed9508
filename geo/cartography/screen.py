"""A briefing's steps on the whole screen: what the component that shows them is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.cartography import static
from geo.cartography.scene import texts
from geo.language import LANGUAGES, tell

NAME = "corredor.briefing"
TEXTS = (
    *("briefing.title", "briefing.start", "briefing.of", "briefing.next", "briefing.open_page"),
    *("briefing.keys", "briefing.leave", "remote.scan", "remote.unreachable", "remote.unpaired"),
    *("map.loading", "briefing.held", "briefing.failed", "briefing.prepare", "briefing.prepared"),
    *("briefing.not_kept", "briefing.keyboard", "briefing.end"),
)
GIVEN = {name: f"{{{name}}}" for name in ("n", "all", "address")}  # for the browser to fill in
STYLES = ("leaflet.css", "map.css", "briefing.css")


def message(
    steps: Mapping[str, Sequence[dict[str, Any]]],
    lang: str,
    step: int,
    *,
    start: str = "briefing.start",
) -> dict[str, Any]:
    """All steps in both languages for the component (`LOADER`, under `NAME`).

    steps: by language, as `geo.views.briefing.played` gives them. step: from 1, where it begins.
    start: what its button says, a message.
    """
    return {
        "steps": steps,
        "lang": lang,
        "step": min(step, len(steps[lang])),
        "texts": {
            each: texts(TEXTS, each, **GIVEN) | {"start": tell(start, each)} for each in LANGUAGES
        },
        "urls": {
            "script": static.url("briefing.js"),
            "styles": [static.url(name) for name in STYLES],
        },
    }
