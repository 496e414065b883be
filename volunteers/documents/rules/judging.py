"""The first look at a file: its name, its size, its first bytes, and what its header claims. Nothing is unpacked.

Source: OWASP ASVS 5.0, 5.2.1 to 5.2.3 and 5.2.6: size, content agreeing with the ending, entries and pixels counted
before anything is opened.
"""

import struct

from volunteers.documents.rules import archive
from volunteers.documents.rules.kinds import BY_EXTENSION, LARGEST_BYTES, MOST_PIXELS, MOST_SIDE, MediaType
from volunteers.documents.rules.names import extension_of, refusal_of_name
from volunteers.documents.rules.refusals import (
    BROKEN,
    EMPTY,
    NOTHING,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    not_what_it_says,
    other_format,
)
from volunteers.errors import Refusal

SIGNATURES = {
    MediaType.PDF: b"%PDF-",
    MediaType.PNG: b"\x89PNG\r\n\x1a\n",
    MediaType.JPEG: b"\xff\xd8\xff",
    MediaType.DOCX: b"PK\x03\x04",
}
# Start-of-frame markers of JPEG hold the size; C4, C8 and CC are something else.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def judge(name: str, content: bytes) -> MediaType | Refusal:
    """What the file is, or the first reason not to take it."""
    extension = extension_of(name)
    if not name and not content:
        return NOTHING
    wrong = refusal_of_name(name) or (None if extension in BY_EXTENSION else other_format(extension))
    if wrong is not None or not content or len(content) > LARGEST_BYTES:
        return wrong or (TOO_LARGE if content else EMPTY)
    found = recognised(content)
    if found is None or found is not BY_EXTENSION[extension]:
        return not_what_it_says(extension, found)
    return refusal_of_header(found, content) or found


def recognised(content: bytes) -> MediaType | None:
    """The format whose signature stands at the very beginning; None for anything else."""
    return next((media for media, signature in SIGNATURES.items() if content.startswith(signature)), None)


def refusal_of_header(media_type: MediaType, content: bytes) -> Refusal | None:
    """What the file says of itself, read without decoding: pixels of a picture, entries of an archive."""
    if media_type is MediaType.DOCX:
        return archive.refusal_of_directory(content)
    if media_type is MediaType.PDF:
        return None
    size = size_of_png(content) if media_type is MediaType.PNG else size_of_jpeg(content)
    if size is None or 0 in size:
        return BROKEN
    width, height = size
    return TOO_MANY_PIXELS if width * height > MOST_PIXELS or max(size) > MOST_SIDE else None


def size_of_png(content: bytes) -> tuple[int, int] | None:
    """Width and height as the header of a PNG gives them."""
    if len(content) < 33 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    """The largest width and height that any frame of a JPEG gives before its picture begins."""
    widths, heights, at = [0], [0], 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:
            break
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            widths.append(width)
            heights.append(height)
        at += 2 + max(length, 2)
    return (max(widths), max(heights)) if len(widths) > 1 else None
