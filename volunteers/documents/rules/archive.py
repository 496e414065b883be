"""The directory of a ZIP archive, judged before anything in it is unpacked."""

import io
import stat
import struct
import zipfile

from volunteers.documents.rules.refusals import ACTIVE, BROKEN, LOCKED, TOO_MUCH_INSIDE
from volunteers.errors import Refusal

MOST_ENTRIES = 500
MOST_DIRECTORY_BYTES = 200_000
MOST_UNPACKED_BYTES = 60_000_000
END_OF_DIRECTORY = b"PK\x05\x06"
END_BYTES = 22
LONGEST_COMMENT = 65_535
ENCRYPTED = 0x1
WAYS_TO_PACK = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def refusal_of_directory(content: bytes) -> Refusal | None:
    """Why the archive is not opened: too many entries, too much in them, or names that lead elsewhere."""
    if (wrong := _refusal_of_end(content)) is not None:
        return wrong
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        return BROKEN
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        return TOO_MUCH_INSIDE
    if len({entry.filename for entry in entries}) < len(entries):
        return BROKEN
    return next((wrong for entry in entries if (wrong := _refusal_of_entry(entry)) is not None), None)


def _refusal_of_end(content: bytes) -> Refusal | None:
    """The last record gives the number of entries and the size of the directory, before that is read."""
    at = content.rfind(END_OF_DIRECTORY, max(0, len(content) - END_BYTES - LONGEST_COMMENT))
    if at < 0 or at + END_BYTES > len(content):
        return BROKEN
    _, _, _, entries, size, _, _ = struct.unpack("<HHHHIIH", content[at + 4 : at + END_BYTES])
    # All ones mean that the real numbers stand in a ZIP64 record: no letter or certificate needs one.
    return TOO_MUCH_INSIDE if entries > MOST_ENTRIES or size > MOST_DIRECTORY_BYTES else None


def _refusal_of_entry(entry: zipfile.ZipInfo) -> Refusal | None:
    if entry.flag_bits & ENCRYPTED:
        return LOCKED
    parts = entry.orig_filename.replace("\\", "/").split("/")
    leads_elsewhere = ".." in parts or entry.orig_filename.startswith(("/", "\\")) or ":" in parts[0]
    if leads_elsewhere or "\0" in entry.orig_filename or stat.S_ISLNK(entry.external_attr >> 16):
        return ACTIVE
    return BROKEN if entry.compress_type not in WAYS_TO_PACK else None
