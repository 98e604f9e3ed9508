"""Files in and out."""

from geo.exchange.write import FORMATS, file_name, formats_for, mime, write

__all__ = ["FORMATS", "file_name", "formats_for", "mime", "write"]
