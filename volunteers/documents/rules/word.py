"""A Word document is packed anew from its parts, without its properties; one that acts or fetches is refused.

Source: ECMA-376 part 2 for the parts and their relationships. No part with a document type gets as far as a tree.
"""

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree
from xml.parsers import expat

from volunteers.documents.rules.archive import refusal_of_directory
from volunteers.documents.rules.refusals import ACTIVE, BROKEN, FETCHES
from volunteers.documents.rules.segments import jpeg_without_metadata, png_without_metadata
from volunteers.errors import Refusal

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KEPT_ENDINGS = frozenset({"xml", "rels", "png", "jpg", "jpeg", "jpe", "gif", "emf", "wmf", "odttf"})
# Who wrote it, when and with what, and data of other programs: not part of what it says.
DROPPED = re.compile(r"^(docProps/|customXml/|word/people\.xml$|word/_rels/people\.xml\.rels$|docMetadata/)", re.I)
DROPPED_TARGET = re.compile(r"(^|/)(docProps|customXml|docMetadata)/|(^|/)people\.xml$", re.I)
ACTS = re.compile(r"(vbaProject|vbaData|activeX|embeddings|oleObject|afchunk)", re.I)
# The first word of a field says what it does; QUOTE can spell any of the others in numbers.
FIELDS_THAT_FETCH = re.compile(
    r"^\W*(DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|MACROBUTTON|QUOTE)\b", re.I | re.M
)
AUTHORS = re.compile(rb'(\bw\w*:(?:author|initials|date)=)("[^"]*"|\'[^\']*\')')
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF-")
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class _Stop(Exception):
    """Raised inside the parser, with why the part is refused."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)


def clean_word(content: bytes) -> bytes | Refusal:
    """The same document without properties, packed anew."""
    if (wrong := refusal_of_directory(content)) is not None:
        return wrong
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}
        return _packed(_cleaned(parts))
    except _Stop as stop:
        return stop.refusal
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, ValueError, EOFError, NotImplementedError, OSError):
        return BROKEN


def _cleaned(parts: dict[str, bytes]) -> dict[str, bytes]:
    types = parts.get(CONTENT_TYPES, b"")
    if DOCUMENT not in parts or PLAIN not in types:
        raise _Stop(ACTIVE if b"macroEnabled" in types else BROKEN)
    kept = {name: data for name, data in parts.items() if not DROPPED.match(name)}
    return {name: _part(name, data) for name, data in kept.items()}


def _part(name: str, data: bytes) -> bytes:
    ending = name.rpartition(".")[2].lower()
    if ending not in KEPT_ENDINGS or ACTS.search(name) or data.startswith(ARCHIVES):
        raise _Stop(ACTIVE)
    if ending in {"jpg", "jpeg", "jpe", "png"}:
        return _picture(data)
    if ending not in {"xml", "rels"}:
        return data
    look_through(data)
    if ending == "rels":
        return _relationships(data)
    return _types(data) if name == CONTENT_TYPES else AUTHORS.sub(rb'\1""', data)


def _picture(data: bytes) -> bytes:
    bare = jpeg_without_metadata(data) or png_without_metadata(data)
    if bare is None:
        raise _Stop(BROKEN)
    return bare


def look_through(data: bytes) -> None:
    """Read a part once, in any encoding, and stop at a document type or a field that fetches or runs something."""
    instructions: list[str] = []
    is_inside = [False]

    def stop(*_: object) -> None:
        raise _Stop(ACTIVE)

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        is_inside[0] = local == "instrText"
        if local in {"fldChar", "fldSimple"}:
            own = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "instr"), "")
            instructions.append(f"\n{own}\n")

    def text(words: str) -> None:
        if is_inside[0]:
            instructions.append(words)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = stop
    parser.EntityDeclHandler = stop
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by place alone
    except expat.ExpatError:
        raise _Stop(BROKEN) from None
    if FIELDS_THAT_FETCH.search("".join(instructions)):
        raise _Stop(FETCHES)


def _relationships(data: bytes) -> bytes:
    """Without those to parts left out; links a reader may follow stay, anything fetched by itself is refused."""
    tree = ElementTree.fromstring(data)  # noqa: S314 - looked through before: no document type, no entity
    for each in list(tree):
        kind, target = each.get("Type", ""), each.get("Target", "")
        is_outside = each.get("TargetMode", "").lower() == "external"
        if DROPPED_TARGET.search(target) and not is_outside:
            tree.remove(each)
        elif ACTS.search(kind) or ACTS.search(target):
            raise _Stop(ACTIVE)
        elif is_outside and not (kind.endswith("/hyperlink") and _is_plain_link(target)):
            raise _Stop(FETCHES)
    ElementTree.register_namespace("", RELATIONSHIPS)
    return bytes(ElementTree.tostring(tree, encoding="UTF-8", xml_declaration=True))


def _is_plain_link(target: str) -> bool:
    return target.lower().startswith(("http://", "https://", "mailto:", "tel:", "#"))


def _types(data: bytes) -> bytes:
    tree = ElementTree.fromstring(data)  # noqa: S314 - looked through before: no document type, no entity
    for each in list(tree):
        if "macroEnabled" in each.get("ContentType", "") or "vba" in each.get("ContentType", "").lower():
            raise _Stop(ACTIVE)
        if DROPPED.match(each.get("PartName", "").lstrip("/")):
            tree.remove(each)
    ElementTree.register_namespace("", TYPES)
    return bytes(ElementTree.tostring(tree, encoding="UTF-8", xml_declaration=True))


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda one: (one != CONTENT_TYPES, one)):
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), parts[name], zipfile.ZIP_DEFLATED)
    return written.getvalue()
