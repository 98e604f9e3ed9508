"""Signs that tell types apart without colour, around a radius of 1, y upwards."""

from collections.abc import Sequence

Corners = Sequence[tuple[float, float]]
ARM, WIDE = 1.3, 0.42
REACH = 1.4  # how far the farthest corner lies out
PLUS = [
    *((-WIDE, ARM), (WIDE, ARM), (WIDE, WIDE), (ARM, WIDE), (ARM, -WIDE), (WIDE, -WIDE)),
    *((WIDE, -ARM), (-WIDE, -ARM), (-WIDE, -WIDE), (-ARM, -WIDE), (-ARM, WIDE), (-WIDE, WIDE)),
]
# By event type or status of a program; without corners a disc.
SIGNS: dict[str, Corners] = {
    "vehicle_bomb": [(-1.05, -1.05), (1.05, -1.05), (1.05, 1.05), (-1.05, 1.05)],
    "motorcycle_bomb": [(-1.15, -0.8), (1.15, -0.8), (0, 1.3)],
    "explosive_device": [],
    "drone_attack": [(-1.15, 0.8), (1.15, 0.8), (0, -1.3)],
    "armed_attack": [(-1.4, 0), (0, -1.4), (1.4, 0), (0, 1.4)],
    "ambush": [(0.8, -1.15), (0.8, 1.15), (-1.3, 0)],
    "massacre": PLUS,
    "kidnapping": [(-1.1, 1.1), (1.1, 1.1), (-1.1, -1.1), (1.1, -1.1)],
    "roadblock": [(-1.4, -0.55), (1.4, -0.55), (1.4, 0.55), (-1.4, 0.55)],
    "assassination": [(0.71 * (x - y), 0.71 * (x + y)) for x, y in PLUS],
    "active": [],
    "suspended": [(-1.15, -0.8), (1.15, -0.8), (0, 1.3)],
    "terminated": [(-1.05, -1.05), (1.05, -1.05), (1.05, 1.05), (-1.05, 1.05)],
    "closed": [(-1.4, 0), (0, -1.4), (1.4, 0), (0, 1.4)],
    "unknown": [(-1.15, 0.8), (1.15, 0.8), (0, -1.3)],
}
