"""folium maps of answers open from a file with the network off, each with something on it."""

import pytest

from geo.answers import Answer
from geo.answers.coca import coca_by_municipality
from geo.cartography.leaflet import view

LAYERS = ("corridors_documented", "incidents", "armed_structures", "claims")
OTHERS = ("cities", "departments", "early_warnings", "aid_footprints", "population")
WITHOUT_PLACE = ("claims",)


@pytest.fixture(scope="module", params=[LAYERS, pytest.param(OTHERS, marks=pytest.mark.long)])
def answers(request, evidence) -> dict[str, Answer]:
    made = {"coca": coca_by_municipality(evidence, 2024)}
    for name in request.param:
        rows = evidence[name].head(400)
        made[name] = Answer(name, rows.assign(source_ids="S001"), "2025-01-01")
    return made


def test_each_opens_from_a_file_and_asks_nothing(browser, answers, tmp_path):
    context = browser.new_context(viewport={"width": 900, "height": 600})
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    country = 33
    for name, answer in answers.items():
        file = tmp_path / f"{name}.html"
        view(answer).save(str(file))
        page.goto(file.as_uri())
        shapes = page.locator("path.leaflet-interactive, path[stroke]").count()
        assert (shapes > country) == (name not in WITHOUT_PLACE), name
        page.screenshot(path=tmp_path / f"{name}.png")
    assert errors == [] and all(url.startswith(("file:", "data:")) for url in asked)
    context.close()
