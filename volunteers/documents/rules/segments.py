"""Taking out of JPEG and PNG data what is not picture, without decoding it: for pictures inside other documents."""

import struct

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Chunks that say how the picture looks; all others (text, time, camera, place) are left out.
PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"})
START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
# APP0 says it is a JPEG, APP14 how its colours are written; the others carry camera, place, thumbnails and notes.
APPLICATION = frozenset(range(0xE0, 0xF0)) - {0xE0, 0xEE}
RESTARTS = frozenset(range(0xD0, 0xD8))


def jpeg_without_metadata(content: bytes) -> bytes | None:
    """The same picture without camera data, comments and anything after its end; None when it is not a whole JPEG."""
    if not content.startswith(b"\xff\xd8"):
        return None
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == END:
            return b"".join([*kept, b"\xff\xd9"])
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        following = at + 2 + length
        if marker == SCAN:
            following = _end_of_scan(content, following)
        if marker != COMMENT and marker not in APPLICATION:
            kept.append(content[at:following])
        at = following
    ended = content[at : at + 2] == b"\xff\xd9"
    return b"".join([*kept, b"\xff\xd9"]) if ended else None


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in RESTARTS and content[at + 1] != 0:
            return at
        at += 2
    return len(content)


def png_without_metadata(content: bytes) -> bytes | None:
    """The same picture without text, time, camera data and anything after its end; None when it is not a whole PNG."""
    if not content.startswith(PNG_SIGNATURE):
        return None
    kept, at = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while at + 12 <= len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        following = at + 12 + length
        if following > len(content):
            return None
        if name in PNG_KEPT:
            kept.append(content[at:following])
        if name == b"IEND":
            return b"".join(kept)
        at = following
    return None
