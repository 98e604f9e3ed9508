"""One awkward file and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from geo.exchange import Options


@dataclass(frozen=True)
class Case:
    """make: the bytes. refused: the message's key, else the outcome of the rows.

    counts: rows, kept, repaired, rejected. reasons: by row. repairs: by id, the rows.
    codes: the stated or found municipality of each kept row ("" for none).
    """

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    reasons: dict[int, str] = field(default_factory=dict)
    repairs: dict[str, int] = field(default_factory=dict)
    codes: list[str] | None = None
    place: str = ""
    options: Options | None = None


CASES: list[Case] = []


def case(name: str, **outcome: object) -> Callable:
    """Registers a function that makes the file."""

    def register(make: Callable[[], bytes | str]) -> Callable:
        def content() -> bytes:
            made = make()
            return made.encode() if isinstance(made, str) else made

        CASES.append(Case(name, content, **outcome))
        return make

    return register
