from pages.parts.guard import guarded

guarded()

from geo.evidence import data_version  # noqa: E402
from pages.parts import (  # noqa: E402
    corridor_along,
    corridor_close,
    corridor_compare,
    corridor_cost,
    corridor_documents,
    corridor_scenario,
    corridor_way,
    link,
    panel,
)
from pages.parts.controls import choose_one  # noqa: E402
from pages.parts.data import layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "corridors"
ASKS = ["way", "close", "cost", "along", "documents", "compare"]
each = layer("corridors_documented").drop_duplicates("corridor_id").sort_values("corridor_id")
names = each.set_index("corridor_id")[f"name_{lang()}"]
places = corridor_scenario.place_names(data_version())
codes, lines = list(places), list(names.index)
PARAMS = [
    link.one_of("ask", ASKS, "way"),
    *corridor_scenario.params(codes),
    *corridor_way.params(lines),
    *corridor_close.params(codes),
    *corridor_cost.params(),
    *corridor_along.params(lines, codes),
    *corridor_documents.params(),
    *corridor_compare.params(codes),
]

ignored = link.read(PAGE, PARAMS)
chosen = link.write(PAGE, PARAMS, lang())
panel.title(t("corridors.title"), t(f"corridors.lead_{chosen['ask']}"))
panel.notices(ignored)

choose_one(PAGE, "ask", ASKS, lambda c: t(f"corridors.ask_{c}"), t("corridors.ask"))
if chosen["ask"] == "way":
    corridor_way.controls(names)
if chosen["ask"] != "close":  # that view has its map first
    corridor_scenario.controls(places)
asked = corridor_scenario.scenario(chosen)
match chosen["ask"]:
    case "way":
        corridor_way.show(chosen, asked)
    case "close":
        corridor_close.show(chosen, asked, places)
    case "cost":
        corridor_cost.show(chosen, asked)
    case "along":
        corridor_along.show(chosen, asked, names, places)
    case "documents":
        corridor_documents.show(chosen, asked, places)
    case "compare":
        corridor_compare.show(chosen, asked, places)
