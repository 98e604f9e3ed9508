"""ZIP archives whose bytes depend on what is in them alone."""

import io
import re
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first moment that a ZIP can hold.
MOMENT = (1980, 1, 1, 0, 0, 0)
WORKBOOK_FACTS = "docProps/core.xml"
WORKBOOK_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Archive(ZipFile):
    """A ZIP being written, a workbook's among them, that keeps no time of writing."""

    def open(self, name: Any, mode: Any = "r", *args: Any, **options: Any) -> Any:
        if mode == "w" and isinstance(name, ZipInfo):
            name.date_time, name.external_attr, name.create_system = MOMENT, 0o600 << 16, 3
        return super().open(name, mode, *args, **options)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **options: Any) -> None:
        if zinfo_or_arcname == WORKBOOK_FACTS:
            content = data.encode() if isinstance(data, str) else data
            data = WORKBOOK_TIME.sub(b"1980-01-01T00:00:00Z", content)
        super().writestr(zinfo_or_arcname, data, *args, **options)


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """These files by name, in order, as one ZIP; the same files give the same bytes."""
    out = io.BytesIO()
    with Archive(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
