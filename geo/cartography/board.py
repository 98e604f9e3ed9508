"""Drawing on the map, as a layer that brings its tools along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.cartography import palette
from geo.cartography.kinds import Kind

TOOLS = ("Point", "LineString", "Polygon")


@dataclass(frozen=True, eq=False, kw_only=True)
class Board(Kind):
    """What a reader draws; the browser gives it back as the state `shapes`.

    tools: of TOOLS, in the order of their buttons. shapes: what is drawn already, GeoJSON in
    EPSG:4326. texts: by tool, `how_<tool>`, and how, finish, undo, clear.
    """

    kind = "tools"
    texts: Mapping[str, str]
    tools: Sequence[str] = TOOLS
    shapes: Sequence[dict] = ()

    def __len__(self) -> int:
        return max(1, len(self.shapes))  # a board without a drawing is no empty map

    def message(self, lang: str) -> dict:
        return {
            "key": self.key,
            "kind": self.kind,
            "tools": list(self.tools),
            "shapes": list(self.shapes),
            "texts": dict(self.texts),
            "colour": palette.css(palette.HIGHLIGHT),
        }
