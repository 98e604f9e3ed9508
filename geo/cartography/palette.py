"""Every colour in one place. Sequences are perceptually ordered and safe for colour-blind eyes.

Colours are [red, green, blue, alpha], 0-255. Reported is drawn flat, modelled hatched.
"""

from collections.abc import Sequence

SEA = [222, 233, 240]
LAND = [250, 249, 245]
NEIGHBOUR = [238, 236, 230]
BORDER = [150, 150, 146]
FINE_BORDER = [196, 194, 188]
WATER = [157, 193, 214]
ROAD = [198, 180, 150]
INK = [28, 32, 38]
HALO = [255, 255, 255, 235]
RIM = [255, 255, 255, 255]
STRIPE_LIGHT = [255, 255, 255, 170]
STRIPE_DARK = [70, 64, 84, 150]
PAPER = [255, 253, 248]
FRAME = [138, 138, 134]
NONE = [0, 0, 0, 0]
NO_DATA = [214, 212, 206, 255]


def _ramp(words: str) -> list[list[int]]:
    return [list(bytes.fromhex(word)) for word in words.split()]


# Light to dark; five to seven steps are taken from the dark end so that few classes differ well.
GREENS = _ramp("edf3e2eb d0e2bceb a4cb96eb 6eac77eb 37895ceb 106444eb 04422ff0")
PURPLES = _ramp("efeaf5dc d6cbe6e1 b6a5d3e6 947dbeeb 7256a6eb 53338af0 381868f5")
LOAD_LINE = [83, 51, 138, 170]
DOCUMENTED = [176, 58, 24, 235]
HIGHLIGHT = [0, 92, 138, 255]
CITY = [0, 72, 116, 255]
REACH = [0, 92, 138, 34]

# Okabe-Ito family, ordered so that neighbours in a legend differ in lightness too.
EVENTS = {
    "vehicle_bomb": [148, 12, 30, 235],
    "motorcycle_bomb": [213, 94, 0, 235],
    "explosive_device": [230, 159, 0, 235],
    "drone_attack": [0, 114, 178, 235],
    "armed_attack": [86, 86, 96, 235],
    "ambush": [0, 132, 102, 235],
    "massacre": [60, 16, 70, 235],
    "kidnapping": [170, 98, 150, 235],
    "roadblock": [122, 104, 60, 235],
    "assassination": [16, 16, 24, 235],
}
# UCDP's events: squares, apart from every colour of the sample.
OTHER_COLLECTION = [120, 60, 0, 255]
STATUSES = {
    "active": [0, 132, 102, 235],
    "suspended": [230, 159, 0, 235],
    "terminated": [178, 52, 36, 235],
    "closed": [112, 116, 124, 235],
    "unknown": [186, 186, 182, 235],
}
# Years are written on them: 4.5 to 1 at least.
DETERMINATIONS = {
    "certified": [0, 132, 102, 255],
    "listed_not_failed": [150, 200, 186, 255],
    "waiver_national_interest": [238, 168, 0, 255],
    "denied": [148, 12, 30, 255],
    "failed_with_waiver": [190, 84, 0, 255],
    "unknown": [112, 116, 124, 255],
}
ACCOUNT_LINE = [0, 92, 138]
# Changes: what gains and what loses, light to dark, and what could be either.
GAINS = [[171, 205, 230, 235], [74, 142, 194, 240], [8, 72, 140, 245]]
LOSSES = [[250, 200, 146, 235], [226, 128, 44, 240], [150, 66, 8, 245]]
EITHER = [150, 146, 132, 120]
CLOSED = [20, 20, 24, 255]
# Two hues whose lightness says how sure: darker is surer.
HOTSPOTS = {
    "hot_1": [140, 20, 20, 240],
    "hot_5": [204, 76, 30, 235],
    "hot_10": [248, 176, 120, 235],
    "cold_10": [170, 202, 230, 235],
    "cold_5": [86, 142, 196, 235],
    "cold_1": [20, 70, 136, 240],
}
_COLD = [colour for kind, colour in HOTSPOTS.items() if kind.startswith("cold")]
_FALLING = [colour[:3] for colour in (*LOSSES, *_COLD)]
# Within reach, but none detected; departments that programmes name.
WITHIN = [247, 236, 208, 235]
GREYS = _ramp("f0f0eeeb dededceb c8c8c7eb aeafb0eb 929497eb 75787deb 5a5e64eb")
# Nine colours of two measures in thirds, that of x to the right, that of y upwards; each is
# the product of a step of teal and one of plum, so that grey shows both rising.
BIVARIATE = [
    [*(round(a * b / 255) for a, b in zip(teal, plum, strict=True)), 240]
    for plum in ([242, 240, 236], [226, 172, 196], [196, 86, 140])
    for teal in ([242, 240, 236], [150, 208, 204], [66, 158, 160])
]


def steps(ramp: Sequence[Sequence[int]], n: int) -> list[list[int]]:
    """n colours of a ramp, evenly spread, its ends included."""
    if n == 1:
        return [list(ramp[-2])]
    return [list(ramp[round(i * (len(ramp) - 1) / (n - 1))]) for i in range(n)]


def stripe(colour: Sequence[int]) -> list[int]:
    """The colour of hatching that shows on this colour, in grey too."""
    red, green, blue = colour[:3]
    return STRIPE_DARK if 0.3 * red + 0.6 * green + 0.1 * blue > 150 else STRIPE_LIGHT


def falls(colour: Sequence[int]) -> bool:
    """Whether it shows what falls, and is hatched the other way: grey tells it from what rises."""
    return list(colour[:3]) in _FALLING


def css(colour: Sequence[int]) -> str:
    """A colour for HTML and CSS."""
    red, green, blue, alpha = [*colour, 255][:4]
    return f"rgba({red},{green},{blue},{alpha / 255:.2f})"
