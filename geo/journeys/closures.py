"""Closures: which legs a closed place forbids, the hours around it, and what lies there then.

A leg (u, v) passes w if w's detour on it is within the closure width, or w is its end.
Closing places forbids every leg that passes one. The closed time of a pair is its shortest
chain of allowed legs, and never less than the open time: rounded legs can add up to less
than the journey they make. All in whole tenths of an hour.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geo.evidence.times import FAR, TravelTimes, shortest
from geo.journeys.onway import Journeys, chance

# Added hours between which a change is named: less is rounding, more no practical way.
ROUNDING_H, NO_PRACTICAL_WAY_H = 0.2, 12.0
# Seats with a detour up to this many tenths are tried first; the others only if they matter.
NEAR = 40
# Legs looked at together: a long tolerance has a million of them.
AT_ONCE = 4096


def tenths(hours: float) -> int:
    """Whole tenths within these hours."""
    return int(min(np.floor(hours * 10 + 1e-9), FAR))


def allowed_legs(
    times: TravelTimes, seats: np.ndarray, closed: np.ndarray, width_h: float
) -> np.ndarray:
    """Legs between these seats (rows of the matrix) that pass none of the closed ones."""
    t = times.whole
    legs = t[np.ix_(seats, seats)]
    allowed = legs.copy()
    np.fill_diagonal(allowed, FAR)
    for w in closed:  # its own legs too: no detour at all
        allowed[t[seats, w, None] + t[w, seats] <= legs + np.int16(tenths(width_h))] = FAR
    return allowed


@dataclass(frozen=True)
class Around:
    """Hours around closed places, over the seats that can matter.

    seats: rows of the matrix. legs: the allowed legs between them. reach: shortest chains
    from each goal (a row of the matrix) to these seats.
    """

    seats: np.ndarray
    legs: np.ndarray
    reach: dict[int, np.ndarray]


@dataclass(frozen=True)
class Closure:
    """Journeys before and after closing places.

    closed: codes. width_h: closure width. tolerance_h: of the way. All arrays have one row
    per sent origin.
    """

    trips: Journeys
    closed: tuple[str, ...]
    width_h: float = 0.1
    tolerance_h: float = 0.1

    @property
    def closure(self) -> "Closure":
        """Itself: a checkpoint has the closure of its places here."""
        return self

    @cached_property
    def rows(self) -> np.ndarray:
        """Rows of the matrix that are closed."""
        return self.trips.times.rows(self.closed)

    @cached_property
    def end_closed(self) -> np.ndarray:
        """Whether the origin or its destination is closed."""
        return np.isin(self.trips.starts, self.rows) | np.isin(self.trips.goals, self.rows)

    @cached_property
    def touched(self) -> np.ndarray:
        """Whether the closure forbids the direct leg, or an end of it."""
        t, o, d = self.trips.times.whole, self.trips.starts, self.trips.goals
        width = np.int16(tenths(self.width_h))
        passed = t[o][:, self.rows] + t[d][:, self.rows] <= (t[o, d] + width)[:, None]
        return self.end_closed | (passed.any(axis=1) & (o != d))

    @cached_property
    def _search(self) -> tuple[np.ndarray, Around | None]:
        """(added tenths, the network around): seats that cannot matter are left out.

        A seat matters only if the shortest chain past it, open, takes no longer than the
        closed journey and the tolerance. So the near seats are tried first, and the others
        as far as the added time they leave makes them matter.
        """
        t, o, d = self.trips.times.whole, self.trips.starts, self.trips.goals
        added = np.zeros(len(o))
        added[self.end_closed] = np.inf
        look = np.flatnonzero(self.touched & ~self.end_closed)
        if not len(look):
            return added, None
        least = self.trips.least_detours[look].min(axis=0)
        within, around = float(max(NEAR, self.cut)), None
        while around is None or len(around.seats) < len(least):
            seats = np.flatnonzero(least <= within)
            around = self._around(seats, np.unique(d[look]))
            index = np.searchsorted(seats, o[look])
            raw = np.array([around.reach[g][i] for g, i in zip(d[look], index, strict=True)])
            added[look] = np.where(raw >= FAR, np.inf, np.maximum(raw - t[o, d][look], 0))
            needed = added[look].max() + self.cut
            if needed <= within:
                break
            within = needed
        return added, around

    @property
    def around(self) -> Around | None:
        """The network around the closed places; None where no way has to go around."""
        return self._search[1]

    @property
    def network(self) -> Around:
        """`around`, for those who know that some way has to go around."""
        assert self.around is not None
        return self.around

    def _around(self, seats: np.ndarray, goals: np.ndarray) -> Around:
        legs = allowed_legs(self.trips.times, seats, self.rows, self.width_h)
        reach = shortest(legs, np.searchsorted(seats, goals))
        return Around(seats, legs, dict(zip(goals.tolist(), reach, strict=True)))

    @property
    def cut(self) -> int:
        """Longest detour, in tenths, that may still be on the way."""
        return tenths(self.tolerance_h + 0.15)

    @cached_property
    def added(self) -> np.ndarray:
        """Added tenths; infinite where cut off, a closed end included."""
        return self._search[0]

    @cached_property
    def cut_off(self) -> np.ndarray:
        return np.isinf(self.added)

    @cached_property
    def before(self) -> np.ndarray:
        """Chance that each seat lies on the way, open."""
        return self.trips.chances(self.tolerance_h)

    @cached_property
    def after(self) -> np.ndarray:
        """The same, closed: 0 at closed seats and for origins that are cut off."""
        chances = self.before.copy()
        around = np.flatnonzero(self.touched & ~self.cut_off)
        if len(around):
            detours = np.stack([self.detours_around(i) for i in around.tolist()])
            chances[around] = chance(detours, self.tolerance_h)
            chances = self.trips.with_ends(chances)
        chances[self.cut_off] = 0
        chances[:, self.rows] = 0
        return chances

    @cached_property
    def practical(self) -> np.ndarray:
        """Whether a change from this origin is named: beyond rounding, and a practical way."""
        return (self.added >= tenths(ROUNDING_H)) & (self.added <= tenths(NO_PRACTICAL_WAY_H))

    @cached_property
    def reach_from(self) -> dict[int, np.ndarray]:
        """Shortest allowed chains from the starts of the origins that go around."""
        around = self.network
        begins = np.unique(self.trips.starts[self.touched & ~self.cut_off])
        reach = shortest(around.legs, np.searchsorted(around.seats, begins))
        return dict(zip(begins.tolist(), reach.astype(np.int32), strict=True))

    def near_legs(self, origin: int) -> "NearLegs":
        """The allowed legs that a near-best way around uses, for a row of the sent origins."""
        added, around = self.added, self.network
        t, o, d = self.trips.times.whole, self.trips.starts[origin], self.trips.goals[origin]
        best = int(t[o, d]) + int(added[origin])
        to, on = self.reach_from[o], around.reach[d].astype(np.int32)
        near = np.flatnonzero(to + on <= best + self.cut)
        rows = around.seats[near]
        to, on = np.maximum(to[near], t[o, rows]), np.maximum(on[near], t[rows, d])
        slack = to[:, None] + around.legs[np.ix_(near, near)] + on - best
        u, v = np.nonzero(slack <= self.cut)
        return NearLegs(rows[u], rows[v], to[u], on[v], np.maximum(slack[u, v], 0))

    def detours_around(self, origin: int) -> np.ndarray:
        """Each seat's least detour off such a leg, in tenths, `FAR` beyond the tolerance.

        The leg's own slack counts, and neither goes below zero: a convention, for a chain
        carries more rounding than a leg.
        """
        t, legs = self.trips.times.whole, self.near_legs(origin)
        detours = np.full(len(t), FAR, dtype=np.int32)
        w = np.flatnonzero(self.trips.least_detours[origin] <= self.added[origin] + self.cut)
        for start in range(0, len(legs.u), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            u, v = legs.u[part], legs.v[part]
            off = np.maximum(t[np.ix_(w, u)] + t[np.ix_(w, v)] - t[u, v].astype(np.int32), 0)
            detours[w] = np.minimum(detours[w], (off + legs.slack[part]).min(axis=1))
        return detours


@dataclass(frozen=True)
class NearLegs:
    """Allowed legs from `u` to `v` (rows of the matrix) with, in tenths, the closed times
    `to` u and `on` from v, and the `slack` of a journey by the leg against the best."""

    u: np.ndarray
    v: np.ndarray
    to: np.ndarray
    on: np.ndarray
    slack: np.ndarray
