"""Everything that can go wrong and that a reader should be told in plain words."""

from math import ceil
from typing import ClassVar

from geo.language import Sentence, tell


class CorredorError(Exception):
    """Base of all errors with a message meant for people."""


class LayerFault(CorredorError):
    """A layer cannot be used. key, values: what a reader is told, as in `FileRefused`."""

    key: ClassVar[str]

    def __init__(self, layer_id: str, file: str, why: str):
        self.file, command = file, "python -m geo.evidence.build"
        self.values = {"file": f"data/{file}", "layer": layer_id, "command": command}
        super().__init__(
            f"The file data/{file} of the layer '{layer_id}' {why}. Rebuild it with: {command}"
        )


class LayerMissing(LayerFault):
    """A layer's file is not there."""

    key = "frame.layer_missing"

    def __init__(self, layer_id: str, file: str):
        super().__init__(layer_id, file, "is missing")


class LayerCorrupt(LayerFault):
    """A layer's file is there but cannot be read, or is not what its manifest says."""

    key = "frame.layer_corrupt"

    def __init__(self, layer_id: str, file: str, why: str):
        super().__init__(layer_id, file, f"cannot be used ({why})")


class BuildFailed(CorredorError):
    """The evidence did not pass its checks; nothing was written."""


class CrsMismatch(CorredorError):
    """Two frames that should share a coordinate reference system do not."""

    def __init__(self, one: object, other: object):
        super().__init__(
            f"These layers are in different coordinate reference systems: {one} and {other}. "
            "Bring both to one CRS before joining them."
        )


class BelowUncertainty(CorredorError):
    """A distance was asked for that is smaller than the positions allow to answer."""

    def __init__(self, distance_km: float, uncertainty_km: float):
        self.distance_km, self.uncertainty_km = distance_km, ceil(uncertainty_km)
        super().__init__(
            f"Within {distance_km:g} km cannot be answered: positions are uncertain "
            f"by {uncertainty_km:g} km. Choose at least {self.uncertainty_km} km."
        )


class UnknownCode(CorredorError, KeyError):
    """A code that nothing held goes by."""

    __str__ = Exception.__str__  # KeyError's is the quoted code alone

    def __init__(self, code: str):
        super().__init__(f"Nothing that we hold goes by the code {code!r}.")


class NotYearly(CorredorError):
    """A yearly cut was asked of the total of a whole award."""

    def __init__(self, programme_id: str):
        super().__init__(
            f"The amount of {programme_id} is of the whole life of the award: "
            "a cut of one fiscal year cannot be taken from it."
        )


class NoSplit(CorredorError):
    """A scenario was asked for a fiscal year whose enacted split is not on record."""

    def __init__(self, fiscal_year: int):
        super().__init__(
            f"Fiscal year {fiscal_year} has no near-complete enacted split on record, "
            "so it carries no scenario."
        )


class ScenarioRefused(CorredorError):
    """A scenario file says what the model cannot answer."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("The scenario is refused: " + "; ".join(problems) + ".")


class FileRefused(CorredorError):
    """A reader's file cannot be used as it is.

    key: the message (`exchange.…`) that says what is wrong, where, and what to do next;
    values: what it needs, raw, as `geo.language.tell` takes them.
    """

    def __init__(self, key: str, **values: object):
        self.key, self.values = key, values
        self.draft: object | None = None
        super().__init__(key)

    def __str__(self) -> str:
        return tell(self.key, "en", **self.values)

    def after(self, draft: object) -> "FileRefused":
        """The same, with what had been understood until then, so that its owner can say more."""
        self.draft = draft
        return self


class FormatRefused(CorredorError, ValueError):
    """A format cannot hold these rows. why: what a reader is told, with what can."""

    def __init__(self, fmt: str, why: Sentence):
        self.why = why
        super().__init__(f"{fmt} cannot hold this frame: {tell(why, 'en')}")


class PathRefused(CorredorError):
    """A path that a command was given cannot be read or written."""


class RefreshFailed(CorredorError):
    """A source's answer cannot be used; what is held stays as it was."""


class ProposalRefused(CorredorError):
    """A proposal, or the file of known answers beside it, cannot be used at all."""
