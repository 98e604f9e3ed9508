"""Time what readers take home: each format, a picture, a stand-alone map, a bundle.

    python -m tests.benchmarks.publishing

Seconds and bytes, warm: each is made twice, and the second time counts.
"""

from collections.abc import Callable
from time import perf_counter

from geo.evidence import Evidence
from geo.exchange.formats import FORMATS, refusal
from geo.exchange.published import catalogue_json, layer_answer, layer_file
from geo.views.bundle import bundle, map_of

LAYERS = "incidents", "municipalities"


def timed(name: str, make: Callable[[], bytes]) -> None:
    make()
    start = perf_counter()
    size = len(make())
    print(f"{name:<40} {perf_counter() - start:6.2f} s {size / 1e6:7.2f} MB")


def main() -> None:
    held = Evidence()
    for layer in LAYERS:
        for fmt in FORMATS:
            if refusal(layer_answer(held, layer).frame, fmt) is None:
                timed(f"{layer}.{fmt}", lambda i=layer, f=fmt: layer_file(held, i, f))
    for size in ("a4", "slide", "square", "a3"):
        told = {"kind": "png", "size": size}
        timed(f"picture, {size}", lambda told=told: map_of("overview", {}, held, "en", **told))
    alone = {"kind": "html", "size": ""}
    timed("stand-alone map", lambda: map_of("overview", {}, held, "en", **alone))
    for page in ("overview", "incidents"):
        timed(f"bundle, {page}", lambda page=page: bundle(page, {}, held, "en"))
    timed("catalogue, again", lambda: catalogue_json(held))


if __name__ == "__main__":
    main()
