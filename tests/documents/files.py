"""Good files of each format, small and made on the spot."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType='
    '"application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_picture(width: int = 40, height: int = 30, mode: str = "RGB") -> Image.Image:
    """A picture with something on it."""
    picture = Image.new("RGB", (width, height), (200, 30, 60))
    picture.paste((10, 90, 200), (0, 0, width // 2, height // 2))
    return picture.convert(mode)


def saved(picture: Image.Image, as_format: str, **more: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, format=as_format, **more)
    return written.getvalue()


def a_jpeg(**more: Any) -> bytes:
    return saved(a_picture(), "JPEG", **more)


def a_png(mode: str = "RGB", **more: Any) -> bytes:
    return saved(a_picture(mode=mode), "PNG", **more)


def a_photograph_with_a_place() -> bytes:
    """A JPEG as a telephone takes it: turned, with where it was taken, by whom, and a thumbnail."""
    details = Image.Exif()
    details[0x0112] = 6  # turned a quarter
    details[0x010F] = "CanaryPhone"
    details[0x9286] = "CanaryComment"
    details[0x8825] = {1: "N", 2: (51.0, 27.0, 15.0), 3: "W", 4: (2.0, 35.0, 0.0)}
    return a_jpeg(exif=details, comment=b"CanaryNote")


def a_png_with_words() -> bytes:
    """A PNG with text chunks of each kind and camera data."""
    said = PngImagePlugin.PngInfo()
    said.add_text("GPS", "CanaryPlace 51.45N 2.58W")
    said.add_text("Author", "CanaryAuthor", zip=True)
    said.add_itxt("XML:com.adobe.xmp", "<x>CanaryXmp</x>")
    details = Image.Exif()
    details[0x010F] = "CanaryPhone"
    return a_png(pnginfo=said, exif=details)


def a_pdf(words: str = "A certificate", pages: int = 1, **changes: Any) -> bytes:
    """A PDF of some pages with words on them; ``change`` is called on the document before it is written."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for _ in range(pages):
            page = made.add_blank_page(page_size=(200, 200))
            # Named as some programs name them, like keys that mean something elsewhere.
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({"/AA": font, "/JS": font}))
            page.obj.Contents = made.make_stream(f"BT /AA 12 Tf 20 100 Td ({words}) Tj ET".encode())
        if change := changes.pop("change", None):
            change(made)
        made.save(written, **{"static_id": "encryption" not in changes, **changes})
    return written.getvalue()


def a_docx(extra: dict[str, bytes | str] | None = None, **replaced: bytes | str | None) -> bytes:
    """A Word document with a sentence, an author and a link; ``extra`` parts are added or put in place of others."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": rels(("officeDocument", "word/document.xml", ""), ("core-properties", "docProps/core.xml", "")),
        "docProps/core.xml": "<cp><creator>CanaryAuthor</creator></cp>",
        "word/document.xml": body("<w:r><w:t>I have a certificate.</w:t></w:r>"),
        "word/_rels/document.xml.rels": rels(("hyperlink", "https://www.example.org/", "External")),
        "word/media/image1.jpeg": a_photograph_with_a_place(),
        "word/media/image2.png": a_png_with_words(),
    }
    parts.update(extra or {})
    return zipped({name: data for name, data in parts.items() if data is not None})


def body(inside: str) -> str:
    """The main part of a Word document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<w:document xmlns:w="{WORDS}"><w:body><w:p w:author="CanaryEditor">{inside}</w:p></w:body></w:document>'
    )


def rels(*each: tuple[str, str, str]) -> str:
    """Relationships: kind, target and mode."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(each)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'


def zipped(parts: dict[str, bytes | str], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", way) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_png_that_claims(width: int, height: int) -> bytes:
    """A tiny file whose header says that the picture is huge."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + png_chunk(b"IEND", b"")
