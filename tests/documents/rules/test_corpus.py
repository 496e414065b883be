"""The corpus of bad files: each is refused for its reason, or kept with nothing left of what was bad in it."""

import io
import time
import zipfile

import pikepdf
import pytest
from PIL import Image, ImageFile

from tests.documents import bad_files as bad
from tests.documents.files import (
    a_docx,
    a_jpeg,
    a_pdf,
    a_photograph_with_a_place,
    a_picture,
    a_png,
    a_png_that_claims,
    a_png_with_words,
    saved,
)
from volunteers.documents.rules import LARGEST_BYTES, MediaType, judge
from volunteers.documents.rules.cleaning import clean
from volunteers.errors import Refusal

# A refusal takes well under a second; a test that takes this long has met something without an end.
SANE_SECONDS = 60
DOT_DOCX = "letter.docx"

REFUSED: list[tuple[str, str, bytes, str]] = [
    # What the name says.
    ("no ending", "passport", a_pdf(), "format"),
    ("a program", "passport.exe", b"MZ" + b"\0" * 200, "format"),
    ("a program behind two endings", "passport.pdf.exe", b"MZ" + b"\0" * 200, "format"),
    ("two endings, the harmless one last", "passport.exe.pdf", a_pdf(), "program"),
    ("a script behind a picture's ending", "passport.js.png", a_png(), "program"),
    ("NUL in the name", "passport.pdf\0.exe", a_pdf(), "name"),
    ("NUL before the ending", "passport.exe\0.pdf", a_pdf(), "name"),
    ("a line break in the name", "a\r\nContent-Type: text/html\r\n.pdf", a_pdf(), "name"),
    ("a name turned from right to left", "gpj.\u202efdp.exe.pdf", a_pdf(), "name"),
    ("turned by an isolate", "\u2067fdp\u2069.pdf", a_pdf(), "name"),
    ("a lone surrogate", "a\udc80.pdf", a_pdf(), "name"),
    ("an ending that is no ending", "passport.pdf.", a_pdf(), "format"),
    ("an ending after a colon", "passport.pdf:stream", a_pdf(), "format"),
    # What is in it.
    ("nothing chosen", "", b"", "nothing"),
    ("0 bytes", "passport.pdf", b"", "empty"),
    ("too large", "passport.pdf", b"%PDF-" + b"0" * LARGEST_BYTES, "too_large"),
    ("EICAR as PDF", "passport.pdf", bad.EICAR, "not_what_it_says"),
    ("EICAR as itself", "eicar.com", bad.EICAR, "format"),
    ("SVG with a script", "me.svg", bad.SVG, "format"),
    ("SVG as PNG", "me.png", bad.SVG, "not_what_it_says"),
    ("HTML as PDF", "passport.pdf", bad.HTML, "not_what_it_says"),
    ("HTML before a PDF", "passport.pdf", bad.HTML + a_pdf(), "not_what_it_says"),
    ("GIF that is a script", "me.gif", bad.GIF_AND_SCRIPT, "format"),
    ("GIF that is a script, as JPEG", "me.jpg", bad.GIF_AND_SCRIPT, "not_what_it_says"),
    ("JPEG as PNG", "me.png", a_jpeg(), "not_what_it_says"),
    ("PNG as JPEG", "me.jpg", a_png(), "not_what_it_says"),
    ("PDF as Word", DOT_DOCX, a_pdf(), "not_what_it_says"),
    ("HEIC", "me.heic", b"\0\0\0\x18ftypheic", "format"),
    ("an older Word document", "letter.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 500, "format"),
    # Pictures.
    ("30,000 by 30,000 pixels", "me.png", a_png_that_claims(30_000, 30_000), "pixels"),
    ("one line of a billion pixels", "me.png", a_png_that_claims(1_000_000_000, 1), "pixels"),
    ("no pixels", "me.png", a_png_that_claims(0, 0), "broken"),
    ("fewer pixels than it says", "me.png", a_png_that_claims(5_000, 5_000), "broken"),
    ("a huge JPEG", "me.jpg", bad.a_jpeg_that_claims(65_535, 65_535), "pixels"),
    ("half a JPEG", "me.jpg", a_jpeg()[: len(a_jpeg()) // 2], "broken"),
    ("the first bytes of a JPEG", "me.jpg", b"\xff\xd8\xff\xe0", "broken"),
    ("half a PNG", "me.png", a_png()[:60], "broken"),
    # PDFs.
    ("locked", "passport.pdf", bad.locked(), "locked"),
    ("only the first line of a PDF", "passport.pdf", b"%PDF-1.7\n", "broken"),
    ("PDF without pages", "passport.pdf", a_pdf(pages=0), "broken"),
    ("more pages than anyone needs", "passport.pdf", a_pdf(pages=201), "pages"),
    ("a page that unpacks to 200 MB", "passport.pdf", a_pdf(change=bad.bomb), "too_much_inside"),
    ("packed twice", "passport.pdf", bad.packed_twice(), "too_much_inside"),
    ("a list of objects that unpacks to 200 MB", "passport.pdf", bad.a_bomb_of_objects(), "too_much_inside"),
    ("a file tied to the page", "passport.pdf", a_pdf(change=bad.attach_hidden), "active"),
    ("a page that fetches", "passport.pdf", a_pdf(change=bad.fetch), "active"),
    ("a script tied to the page", "passport.pdf", a_pdf(change=bad.hidden_script), "active"),
    # Word documents.
    ("an archive that is no document", DOT_DOCX, bad.zipped({"a.txt": "x"}), "broken"),
    ("archives in archives", DOT_DOCX, bad.a_nested_zip(), "broken"),
    ("an archive inside", DOT_DOCX, a_docx({"word/media/a.emf": bad.a_nested_zip()}), "active"),
    ("unpacks to 70 MB", DOT_DOCX, bad.a_zip_bomb(), "too_much_inside"),
    ("2,000 entries", DOT_DOCX, bad.many_entries(), "too_much_inside"),
    ("says it has a million entries", DOT_DOCX, bad.a_lying_zip(), "too_much_inside"),
    ("a name that climbs", DOT_DOCX, bad.with_entry("../../etc/cron.d/x.xml"), "active"),
    ("a name that climbs backwards", DOT_DOCX, bad.with_entry("..\\..\\x.xml"), "active"),
    ("a name from the root", DOT_DOCX, bad.with_entry("/etc/x.xml"), "active"),
    ("a link", DOT_DOCX, bad.a_symlink(), "active"),
    ("a locked entry", DOT_DOCX, bad.with_entry("word/x.xml", flags=1), "locked"),
    ("two parts of one name", DOT_DOCX, bad.twice_the_same_name(), "broken"),
    ("half an archive", DOT_DOCX, a_docx()[:900], "broken"),
    ("an outside entity", DOT_DOCX, bad.a_doctype(), "active"),
    ("an outside entity in UTF-16", DOT_DOCX, bad.a_doctype("utf-16"), "active"),
    ("a billion laughs", DOT_DOCX, bad.laughs(), "active"),
    ("macros", DOT_DOCX, bad.with_macros(), "active"),
    ("macros under another type", DOT_DOCX, a_docx({"word/vbaProject.bin": b"x"}), "active"),
    ("a program inside", DOT_DOCX, a_docx({"word/media/run.exe": b"MZ"}), "active"),
    ("a program as a picture", DOT_DOCX, a_docx({"word/media/run.emf": b"MZ\x90"}), "active"),
    ("an embedded sheet", DOT_DOCX, a_docx({"word/embeddings/sheet.xml": "<a/>"}), "active"),
    ("a template from elsewhere", DOT_DOCX, bad.related("attachedTemplate", "https://evil/", "External"), "fetches"),
    ("a picture from elsewhere", DOT_DOCX, bad.related("image", "file://evil.example/p", "External"), "fetches"),
    ("a link that runs", DOT_DOCX, bad.related("hyperlink", "ms-msdt:/id", "External"), "fetches"),
    ("a field that runs a program", DOT_DOCX, bad.a_field('DDEAUTO c:\\\\x "cmd.exe"'), "fetches"),
    ("a field that fetches", DOT_DOCX, bad.a_field(" includepicture https://evil.example/x"), "fetches"),
    ("a field in numbers", DOT_DOCX, bad.a_field("QUOTE 68 68 69"), "fetches"),
    ("not XML at all", DOT_DOCX, a_docx({"word/document.xml": "<w:document"}), "broken"),
]  # fmt: skip

CANARIES = (
    b"Canary", b"JavaScript", b"/Launch", b"SubmitForm", b"EmbeddedFile", b"<script", b"alert(1)", b"PK\x05\x06",
    b"evil", b"Exif", b"GPS", b"GIF89a", b"docProps", b"tEXt", b"iTXt", b"zTXt", b"eXIf",
)  # fmt: skip
MADE_SAFE: list[tuple[str, str, bytes]] = [
    ("PDF with a script", "passport.pdf", a_pdf(change=bad.script)),
    ("PDF that starts a program", "passport.pdf", a_pdf(change=bad.launch)),
    ("PDF with a file attached", "passport.pdf", a_pdf(change=bad.attach)),
    ("PDF that sends a form", "passport.pdf", a_pdf(change=bad.submit)),
    ("PDF with metadata and a photograph", "passport.pdf", a_pdf(change=bad.metadata)),
    ("PDF that is also ZIP", "passport.pdf", bad.PDF_AND_ZIP),
    ("PDF with a tail", "passport.pdf", a_pdf() + bad.HTML),
    ("JPEG with HTML inside and behind", "me.jpg", bad.JPEG_AND_HTML),
    ("JPEG that is also ZIP", "me.jpeg", bad.JPEG_AND_ZIP),
    ("JPEG with its place", "me.JPG", a_photograph_with_a_place()),
    ("PNG with text", "me.png", a_png_with_words()),
    ("PNG with a script behind it", "me.png", bad.PNG_AND_SCRIPT),
    ("a name of 300 characters", "p" * 300 + ".pdf", a_pdf()),
    ("CON", "CON.pdf", a_pdf()),
    ("folders in the name", "..\\..\\windows\\passport.pdf", a_pdf()),
    ("an Arabic name", "جواز سفر.pdf", a_pdf()),
]


@pytest.mark.parametrize(("name", "content", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_it_is_refused_in_words(name: str, content: bytes, code: str) -> None:
    began = time.monotonic()
    found = judge(name, content)
    refusal = found if isinstance(found, Refusal) else clean(content, found)
    assert isinstance(refusal, Refusal), "it came in"
    assert (refusal.code, time.monotonic() - began < SANE_SECONDS) == (code, True)
    assert refusal.message.endswith(".")


def test_half_a_picture_is_refused_though_a_library_asked_for_leniency(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint, which prints the reports, switches this on for everything in the process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert isinstance(clean(a_png()[:60], MediaType.PNG), Refusal)


@pytest.mark.parametrize(("name", "content"), [row[1:] for row in MADE_SAFE], ids=[row[0] for row in MADE_SAFE])
def test_nothing_bad_is_left_of_it(name: str, content: bytes) -> None:
    cleaned = kept(name, content)
    assert not [each for each in CANARIES if each in cleaned]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_every_kind_is_kept_as_it_looks(mode: str) -> None:
    plain = Image.new("I;16", (4, 4), 40_000) if mode == "I;16" else a_picture(mode=mode)
    cleaned = Image.open(io.BytesIO(kept("me.png", saved(plain, "PNG"))))
    assert cleaned.size == plain.size
    if mode != "I;16":
        assert list(cleaned.convert("RGBA").tobytes()) == list(plain.convert("RGBA").tobytes())
    else:
        assert cleaned.getpixel((0, 0)) == 40_000 // 256


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_of_every_kind_is_kept(mode: str) -> None:
    assert Image.open(io.BytesIO(kept("me.jpg", saved(a_picture(mode=mode), "JPEG")))).mode in {"L", "RGB"}


def test_a_photograph_is_turned_the_way_it_was_held() -> None:
    cleaned = Image.open(io.BytesIO(kept("me.jpg", a_photograph_with_a_place())))
    assert cleaned.size == (30, 40)


def test_a_pdf_still_says_what_it_said() -> None:
    with pikepdf.open(io.BytesIO(kept("a.pdf", a_pdf("Grade 7", pages=3, change=bad.metadata)))) as cleaned:
        assert len(cleaned.pages) == 3
        assert b"(Grade 7) Tj" in cleaned.pages[2].obj.Contents.read_bytes()
        assert set(cleaned.pages[0].obj.Resources.Font.keys()) == {"/AA", "/JS"}
        picture = pikepdf.PdfImage(cleaned.pages[0].obj.Resources.XObject.A)
        assert picture.as_pil_image().size == (40, 30)


def test_what_was_filled_in_on_a_pdf_stays_to_be_read() -> None:
    with pikepdf.open(io.BytesIO(kept("a.pdf", a_pdf(change=fill_in)))) as cleaned:
        page = cleaned.pages[0].obj
        assert "/Annots" not in page
        shown = b"".join(each.read_bytes() for each in page.Resources.XObject.values())
        assert b"(Ada) Tj" in shown


def fill_in(made: pikepdf.Pdf) -> None:
    look = made.make_stream(
        b"BT (Ada) Tj ET", Subtype=pikepdf.Name.Form, BBox=[0, 0, 90, 20], Type=pikepdf.Name.XObject
    )
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V="Ada", F=4,
        Rect=[0, 0, 90, 20], AP=pikepdf.Dictionary(N=look),
    )  # fmt: skip
    made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(field)])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=made.pages[0].obj.Annots)


def test_a_word_document_keeps_its_words_and_links_and_loses_its_author() -> None:
    with zipfile.ZipFile(io.BytesIO(kept(DOT_DOCX, a_docx()))) as cleaned:
        whole = b"".join(cleaned.read(name) for name in cleaned.namelist())
        assert b"I have a certificate." in whole
        assert b"https://www.example.org/" in whole
        assert cleaned.namelist()[0] == "[Content_Types].xml"
        assert not [each for each in (b"Canary", b"docProps", b"GPS", b"Exif") if each in whole]
        assert {entry.date_time[0] for entry in cleaned.infolist()} == {1980}


def kept(name: str, content: bytes) -> bytes:
    found = judge(name, content)
    assert isinstance(found, MediaType), found
    cleaned = clean(content, found)
    assert isinstance(cleaned, bytes), cleaned
    return cleaned


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(REFUSED) + len(MADE_SAFE) >= 60
