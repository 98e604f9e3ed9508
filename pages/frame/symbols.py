"""Streamlit's icon font with the icons that it draws: 11 instead of 375 kB of every first visit.

Material Symbols, Apache License 2.0, cut to the names in `symbols.txt` by fonttools' `pyftsubset`
with `--glyphs-file=symbols.txt --text=abcdefghijklmnopqrstuvwxyz0123456789_ --flavor=woff2
--no-layout-closure --layout-features=* --ignore-missing-glyphs`.
"""

from pathlib import Path

from starlette.responses import Response

from pages.frame.compression import FOR_EVER

# The font this one was cut from; a Streamlit with another is served as it is.
WHOLE = "/static/media/MaterialSymbols-Rounded.nEdyypZU.woff2"
FONT = Path(__file__).with_suffix(".woff2")


def instead() -> dict[str, Response]:
    """The small font at the address of the whole one."""
    headers = {"Cache-Control": FOR_EVER}
    return {WHOLE: Response(FONT.read_bytes(), headers=headers, media_type="font/woff2")}
