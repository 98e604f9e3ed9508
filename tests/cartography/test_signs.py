"""Types of incidents and programs told apart by their signs: on paper in grey, on the screen."""

import io
import json
import re
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from geo.cartography import palette
from geo.cartography.paper.sheet import Sheet
from geo.cartography.picture import picture
from geo.cartography.scene import message
from geo.cartography.signs import SIGNS
from geo.views import view

DOT = 5  # points, about what a dot measures on A4


def printed(code: str) -> np.ndarray:
    """One sign as dark ink at the size of a dot, at 300 dots an inch."""
    sheet, out = Sheet(16, 16), io.BytesIO()
    sheet.sign(8, 8, DOT, code, fill=(0.3, 0.3, 0.3, 1))
    sheet.figure.savefig(out, format="png", dpi=300)
    return np.asarray(Image.open(out).convert("L")) < 128


def test_every_type_has_a_sign_of_its_own():
    assert set(SIGNS) == {*palette.EVENTS, *palette.STATUSES}
    seen = {code: printed(code) for code in SIGNS}
    for one, other in [*combinations(palette.EVENTS, 2), *combinations(palette.STATUSES, 2)]:
        differ = (seen[one] ^ seen[other]).sum() / seen[one].sum()
        assert differ > 0.2, (one, other)


@pytest.mark.parametrize("page", ["incidents", "cities", "aid"])
def test_pages_print_their_signs_and_explain_them(evidence, monkeypatch, page):
    drawn = []
    monkeypatch.setattr(Sheet, "sign", lambda self, x, y, radius, code, **looks: drawn.append(code))
    scene = view(page, {}, evidence, "en").scene
    picture(scene, lang="en", kind="svg", size="slide")
    explained = {e.sign for legend in scene.legends for e in getattr(legend, "entries", ())}
    assert len(explained & set(SIGNS)) > 3
    assert set(drawn) & set(SIGNS) == explained & set(SIGNS)
    told = json.dumps(message(scene, "en"))
    for corners in (json.dumps(SIGNS[code]) for code in explained if SIGNS.get(code)):
        assert corners in told
    shown = re.findall("clip-path:polygon([^;]+)", scene.legend_html("en"))
    assert len(set(shown)) == sum(bool(SIGNS.get(code)) for code in explained)
