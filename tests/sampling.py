"""What the plain run leaves to the long one, where one kind of case stands many times."""

from collections.abc import Iterable
from typing import Any

import pytest


def one_in(n: int, cases: Iterable[Any]) -> list:
    """The cases for `parametrize`: every n-th is tried in each run, the others in the long run."""
    return [
        case
        if i % n == 0
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.long)
        for i, case in enumerate(cases)
    ]
