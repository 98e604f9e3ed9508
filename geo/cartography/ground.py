"""What every map stands on: the base map, and the lines that lie above the areas."""

from collections.abc import Iterable, Sequence

from geo.cartography import palette, static


def _line(colour: Sequence[int], weight: float) -> dict:
    return {"color": palette.css(colour), "weight": weight, "fill": False}


def layers() -> list[tuple[str, dict, str | None]]:
    """The base map from sea to border: (name of the file, Leaflet style, kind of water or None)."""

    def flat(fill: Sequence[int], line: Sequence[int] | None = None) -> dict:
        edge = {"stroke": line is not None, "color": palette.css(line or fill), "weight": 0.8}
        return {"fillColor": palette.css(fill), "fillOpacity": 1, **edge}

    return [
        ("countries", flat(palette.NEIGHBOUR, palette.FINE_BORDER), None),
        ("departments", flat(palette.LAND), None),
        ("water", flat(palette.WATER), "lake"),
        ("water", _line(palette.WATER, 1), "river"),
        ("rivers", _line(palette.WATER, 1.2), None),
        ("roads", _line(palette.ROAD, 1.4), None),
    ]


def limits(codes: Iterable[str] = ()) -> list[tuple[str, dict, list[int] | None]]:
    """Lines above the areas: department limits, and the outlines of places by their codes.

    Each is (address, Leaflet style, indices of the features drawn or None for all).
    """

    lines: list = [(static.url("departments.json"), _line(palette.BORDER, 1), None)]
    outlines = set(codes)
    for units in ("departments", "municipalities"):
        places = static.places(units) if outlines else {}
        if indices := sorted(places[code].number for code in outlines & set(places)):
            lines.append((static.url(f"{units}.json"), _line(palette.HIGHLIGHT, 3), indices))
    return lines
