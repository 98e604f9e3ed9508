from geo.evidence import data_version
from pages.corridors import along, close, compare, cost, documents, scenario, way
from pages.frame import link, panel
from pages.frame.controls import choose_one
from pages.frame.data import layer
from pages.frame.language import lang, t

PAGE = "corridors"
ASKS = ["way", "close", "cost", "along", "documents", "compare"]
each = layer("corridors_documented").drop_duplicates("corridor_id").sort_values("corridor_id")
names = each.set_index("corridor_id")[f"name_{lang()}"]
places = scenario.place_names(data_version())
codes, lines = list(places), list(names.index)
PARAMS = [
    link.one_of("ask", ASKS, "way"),
    *scenario.params(codes),
    *way.params(lines),
    *close.params(codes),
    *cost.params(),
    *along.params(lines, codes),
    *documents.params(),
    *compare.params(codes),
]

ignored = link.read(PAGE, PARAMS)
chosen = link.write(PAGE, PARAMS, lang())
panel.title(t("corridors.title"), t(f"corridors.lead_{chosen['ask']}"))
panel.notices(ignored)

choose_one(PAGE, "ask", ASKS, lambda c: t(f"corridors.ask_{c}"), t("corridors.ask"))
if chosen["ask"] == "way":
    way.controls(names)
if chosen["ask"] != "close":  # that view has its map first
    scenario.controls(places)
asked = scenario.scenario(chosen)
match chosen["ask"]:
    case "way":
        way.show(chosen, asked)
    case "close":
        close.show(chosen, asked, places)
    case "cost":
        cost.show(chosen, asked)
    case "along":
        along.show(chosen, asked, names, places)
    case "documents":
        documents.show(chosen, asked, places)
    case "compare":
        compare.show(chosen, asked, places)
