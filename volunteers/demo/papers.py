"""A few documents of the demonstration: drawn here, plainly marked as specimens, and kept as any document is."""

import io
from datetime import datetime

from PIL import Image, ImageDraw
from sqlalchemy import select

from volunteers.applications.models import Application
from volunteers.applications.queries import folder_of
from volunteers.documents.rules import DocumentKind, MediaType, ScanState
from volunteers.documents.rules.folder import Received
from volunteers.documents.service import store
from volunteers.extensions import db
from volunteers.people.models import Account

SIZE = (640, 400)
PAPER, INK, EDGE = (244, 246, 248), (32, 44, 60), (120, 136, 156)
# Whose they are, by address, with the kind, the format, and what their sender called the file.
PAPERS = (
    ("tom.hedley@example.com", DocumentKind.IDENTITY, MediaType.PDF, "birth certificate.pdf"),
    ("tom.hedley@example.com", DocumentKind.RIGHT_TO_WORK, MediaType.PNG, "passport.png"),
    ("joseph.adeyemi@example.com", DocumentKind.IDENTITY, MediaType.PNG, "my licence (front).png"),
)
OBJECTS = (
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    "",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def add_papers(at: datetime) -> None:
    """The documents of the personas who apply, sent at a moment. The applications are written by now."""
    for email, kind, media_type, name in PAPERS:
        application = db.session.scalars(select(Application).join(Application.account).where(Account.email == email))
        found = application.one_or_none()
        if found is not None:
            content = drawn(f"{kind.staff_label} of {found.name}", media_type)
            received = Received(name, media_type, content, ScanState.NOT_SCANNED)
            document = store(received, folder=folder_of(found), kind=kind, by=found.account_id)
            document.created_at = at


def drawn(words: str, media_type: MediaType) -> bytes:
    """A specimen that says what it stands for, as a picture or as a page."""
    lines = ("SPECIMEN", words, "Made for the demonstration. Nobody's document.")
    return _page(lines) if media_type is MediaType.PDF else _picture(lines)


def _picture(lines: tuple[str, ...]) -> bytes:
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((16, 16, SIZE[0] - 17, SIZE[1] - 17), outline=EDGE, width=3)
    pen.rectangle((40, 120, 180, 300), outline=EDGE, width=2)
    for place, line in enumerate(lines):
        pen.text((210, 130 + 50 * place), line, fill=INK, font_size=20)
    written = io.BytesIO()
    picture.save(written, format="PNG")
    return written.getvalue()


def _page(lines: tuple[str, ...]) -> bytes:
    """One page of PDF, with its table of where everything stands."""
    shown = [line.replace("\\", " ").replace("(", "[").replace(")", "]") for line in lines]
    text = "BT /F 16 Tf 40 240 Td 30 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    stream = f"<</Length {len(text)}>>\nstream\n{text}\nendstream"
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(OBJECTS, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body or stream}\nendobj\n".encode("latin-1", "replace")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(OBJECTS) + 1
    ending = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
    return written + f"{ending}startxref\n{len(written)}\n%%EOF\n".encode()
