"""Time what a reader takes home: pictures, stand-alone maps, bundles, layers in each format.

    python -m tests.benchmarks.publish

For the default view of each page with a map: seconds once warm (the median of three) of a picture
in each size and kind, of the stand-alone map, and their size in kB; then of bundles, one of all
layers, of two layers in each format and of the catalogue. Times on a busy machine mean little
alone: the load is printed, and seconds of the processor stand beside.
"""

import os
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from geo.evidence import Evidence, catalogue
from geo.exchange.formats import FORMATS, refusal
from geo.exchange.package import Rows, package
from geo.exchange.published import layer_answer, layer_file
from geo.exchange.schema_org import catalogue_json
from geo.language import LANGUAGES
from geo.views import PAGES, view
from geo.views.bundle import MapFile, bundle

TIMES = 3
PICTURES = [
    *((size, "png") for size in ("a4", "a3", "slide", "square", "portrait")),
    ("a4", "svg"),
    ("a4", "pdf"),
]
ROW = "{:<16}{:<18}{:>10.2f}{:>12.2f}{:>10.0f}"


def timed(make: Callable[[], bytes]) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, kB; the first time does not count."""
    made, walls, processors = make(), [], []
    for _ in range(TIMES):
        wall, processor = perf_counter(), process_time()
        made = make()
        walls.append(perf_counter() - wall)
        processors.append(process_time() - processor)
    return median(walls), median(processors), len(made) / 1000


def main() -> None:
    evidence = Evidence()
    print(f"load {os.getloadavg()[0]:.1f}")
    print("{:<16}{:<18}{:>10}{:>12}{:>10}".format("page", "what", "seconds", "processor", "kB"))
    for page in PAGES:
        seen = view(page, {}, evidence, "en")
        if seen.scene is None:
            continue
        given = (seen.scene, list(map(Rows, seen.mapped)), evidence, "en")
        for size, kind in PICTURES:
            told = timed(lambda g=given, s=size, k=kind: MapFile(*g).file(k, s))
            print(ROW.format(page, f"{size} {kind}", *told), flush=True)
        told = timed(lambda g=given: MapFile(*g).file("html"))
        print(ROW.format(page, "stand-alone map", *told), flush=True)
    for page in ("overview", "incidents"):
        told = timed(lambda p=page: bundle(p, {}, evidence, "en"))
        print(ROW.format(page, "bundle", *told), flush=True)
    held = [Rows(layer_answer(evidence, layer)) for layer in catalogue()]
    titles = dict.fromkeys(LANGUAGES, "Corredor")
    told = timed(lambda: package(held, evidence, title=titles))
    print(ROW.format("all layers", "bundle", *told), flush=True)
    for layer in ("incidents", "municipalities"):
        for fmt in FORMATS:
            if refusal(layer_answer(evidence, layer).frame, fmt) is None:
                told = timed(lambda i=layer, f=fmt: layer_file(evidence, i, f))
                print(ROW.format(layer, fmt, *told), flush=True)
    print(ROW.format("", "catalogue", *timed(lambda: catalogue_json(evidence))))


if __name__ == "__main__":
    main()
