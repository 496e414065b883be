"""The first look at a file: its name, its size, its first bytes. What is wrong is said in words that lead on."""

from enum import StrEnum

from volunteers.documents.rules.names import extension_of, refusal_of_name
from volunteers.errors import Refusal
from volunteers.imports.rules.kinds import LARGEST_BYTES, LARGEST_MEGABYTES

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = {
    b"%PDF": "a PDF. Ask for the spreadsheet it was made from",
    b"\x89PNG": "a picture. Send the spreadsheet itself",
    b"\xff\xd8\xff": "a picture. Send the spreadsheet itself",
    b"GIF8": "a picture. Send the spreadsheet itself",
    b"{\\rtf": "a text document. Save its table as CSV",
    b"\x1f\x8b": "a packed file. Unpack it, and send the spreadsheet in it",
    b"Rar!": "a packed file. Unpack it, and send the spreadsheet in it",
    b"MZ": "a program. Send a spreadsheet",
    b"<?xml": "a page or an XML file. Open it in Excel and save it as XLSX",
    b"<!DOC": "a web page. Open it in Excel and save it as XLSX",
    b"<html": "a web page. Open it in Excel and save it as XLSX",
    b"<HTML": "a web page. Open it in Excel and save it as XLSX",
}
SPREADSHEETS = {"xlsx", "xlsm", "xltx"}
PLAIN = {"csv", "txt", "tsv", "tab"}
ODS = b"mimetypeapplication/vnd.oasis"

NOTHING = Refusal("nothing", "Choose a file.")
EMPTY = Refusal("empty", "The file is empty.")
TOO_LARGE = Refusal(
    "too_large",
    f"The file is larger than {LARGEST_MEGABYTES} MB. Leave out pictures and sheets that are not needed, or split it.",
)
OLD = Refusal(
    "old_format",
    "This is an old Excel file (.xls), or one with a password. Open it in Excel and save it as an “Excel Workbook” "
    "(.xlsx) without a password.",
)
OPEN_DOCUMENT = Refusal("open_document", "This is an OpenDocument spreadsheet. Save it as XLSX or CSV.")
BINARY = Refusal("binary", "This is no spreadsheet that can be read here. Send a CSV or an Excel file (.xlsx).")
MACROS = Refusal(
    "macros", "This workbook is made for macros (.xlsm). Save it as “Excel Workbook (.xlsx)”: that leaves them out."
)
CALLED_EXCEL = Refusal(
    "called_excel",
    "The name ends in .xlsx, but what is in it is plain text, such as a CSV. Name it .csv, or open it in Excel and "
    "save it as XLSX.",
)
CALLED_CSV = Refusal(
    "called_csv",
    "The name ends in .csv, but what is in it is an Excel workbook. Name it .xlsx, or save it as CSV in Excel.",
)


class FileFormat(StrEnum):
    """How a file is written."""

    CSV = "csv"
    XLSX = "xlsx"


def judge(name: str, content: bytes) -> FileFormat | Refusal:
    """What the file is, or the first reason not to take it. Nothing is unpacked."""
    if not name and not content:
        return NOTHING
    if not content:
        return EMPTY
    if len(content) > LARGEST_BYTES:
        return TOO_LARGE
    if (wrong := refusal_of_name(name)) is not None:
        return wrong
    extension = extension_of(name)
    if content.startswith(ZIP):
        return _judge_zip(extension, content)
    return _judge_text(extension, content)


def _judge_zip(extension: str, content: bytes) -> FileFormat | Refusal:
    if ODS in content[:200] or extension == "ods":
        return OPEN_DOCUMENT
    if extension in PLAIN:
        return CALLED_CSV
    if extension == "xlsm":
        return MACROS
    return FileFormat.XLSX if extension in SPREADSHEETS else _other(extension)


def _judge_text(extension: str, content: bytes) -> FileFormat | Refusal:
    if content.startswith(OLD_OFFICE) or extension == "xls":
        return OLD
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:10]
    for signature, words in OTHERS.items():
        if start.startswith(signature):
            return Refusal("other_format", f"This is {words}.")
    if extension in SPREADSHEETS:
        return CALLED_EXCEL
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content[:4096] and not is_utf16:
        return BINARY
    return FileFormat.CSV if extension in PLAIN else _other(extension)


def _other(extension: str) -> Refusal:
    ending = f"“.{extension}”" if extension else "nothing"
    return Refusal("other_format", f"The name ends in {ending}. Send a CSV (.csv) or an Excel file (.xlsx).")
