"""Names of files: what a person called theirs, shown back safely, and what we call it when we hand it out."""

import unicodedata
from pathlib import PureWindowsPath

from volunteers.documents.rules.kinds import DocumentKind, MediaType
from volunteers.documents.rules.refusals import NAME, PROGRAM
from volunteers.errors import Refusal

LONGEST_NAME = 100
ELLIPSIS = "…"
UNNAMED = "file"
# Marks that turn the direction of what follows: with them "exe" is read as part of a harmless ending.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
PROGRAMS = frozenset(
    {
        "app", "apk", "bat", "bin", "cmd", "com", "cpl", "dll", "dmg", "exe", "gadget", "hta", "htm", "html", "iso",
        "jar", "js", "jse", "lnk", "mht", "mhtml", "msc", "msi", "msp", "pif", "ps1", "reg", "scr", "sh", "svg", "swf",
        "url", "vb", "vbe", "vbs", "wsf", "wsh", "xhtml", "xml",
    }
)  # fmt: skip


def extension_of(name: str) -> str:
    """What the name ends in after its last dot, in small letters; empty where there is none."""
    _, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot else ""


def refusal_of_name(name: str) -> Refusal | None:
    """Why a file of this name is not taken: hidden characters, or a program's ending before the last one."""
    if any(unicodedata.category(letter) in {"Cc", "Cs"} or letter in TURNING for letter in name):
        return NAME
    inner = [part.strip().lower() for part in name.split(".")[1:-1]]
    return PROGRAM if PROGRAMS & set(inner) else None


def shown_name(name: str) -> str:
    """The person's own name for the file as pages show it: no folders, nothing invisible, not too long."""
    last = PureWindowsPath(unicodedata.normalize("NFC", name)).name
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    whole = " ".join(plain.split()) or UNNAMED
    if len(whole) <= LONGEST_NAME:
        return whole
    extension = extension_of(whole)[:10]
    ending = f"{ELLIPSIS}.{extension}" if extension else ELLIPSIS
    return whole[: LONGEST_NAME - len(ending)] + ending


def name_to_save_as(kind: DocumentKind, media_type: MediaType, *, reference: str, number: int) -> str:
    """The name we hand a file out under: nothing of it comes from the sender."""
    return f"{reference}-{kind.value.replace('_', '-')}-{number}.{media_type.extensions[0]}"
