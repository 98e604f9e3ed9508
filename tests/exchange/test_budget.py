"""Files of all readers share one process: what does not fit is refused in plain words."""

import pytest

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.limits import Budget
from geo.language import tell


class File:
    """A reader's file."""


def test_a_file_counts_as_long_as_its_reader_holds_it():
    budget, mine, other = Budget(10 * limits.MB), File(), File()
    budget.take(mine, 7 * limits.MB)
    with pytest.raises(FileRefused) as refused:
        budget.take(other, 4 * limits.MB)
    told = {lang: tell(refused.value.key, lang, **refused.value.values) for lang in ("en", "es")}
    assert "room for 3 MB" in told["en"] and "le caben 3 MB" in told["es"]
    budget.take(other, 3 * limits.MB)
    assert budget.free == 0
    del mine
    assert budget.free == 7 * limits.MB


def test_a_process_holds_at_least_one_file_of_the_largest_size():
    Budget().take(File(), limits.BYTES)
