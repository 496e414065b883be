"""What people may send us, in which formats, and how much of it."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST_BYTES = 10_000_000
# Re-encoding and rewriting may make a file larger than it came; past this it is refused after all.
LARGEST_CLEANED_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
MOST_SIDE = 20_000
MOST_PAGES = 200
# For one person, over all applications. Source: OWASP ASVS 5.0, 5.2.4.
MOST_FILES = 20
MOST_BYTES = 50_000_000


class DocumentKind(StrEnum):
    """What a file shows."""

    IDENTITY = "identity"
    RIGHT_TO_WORK = "right_to_work"
    DRIVING_LICENCE = "driving_licence"
    PHOTOGRAPH = "photograph"
    TATTOO_PHOTOGRAPH = "tattoo_photograph"
    QUALIFICATION = "qualification"

    @property
    def label(self) -> str:
        """What it is called to the person who sends it."""
        return TITLES[self].to_sender

    @property
    def staff_label(self) -> str:
        """What staff call it."""
        return TITLES[self].to_staff


class MediaType(StrEnum):
    """The formats we keep, told by what is in the file and never by what a browser says of it."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"

    @property
    def label(self) -> str:
        """What people call it."""
        return FORMATS[self].label

    @property
    def mime(self) -> str:
        """What a browser is told it is."""
        return FORMATS[self].mime

    @property
    def extensions(self) -> tuple[str, ...]:
        """How the names of such files end; the first is how we end ours."""
        return FORMATS[self].extensions


class ScanState(StrEnum):
    """What the virus scanner said."""

    CLEAN = "clean"
    INFECTED = "infected"
    WAITING = "waiting"  # a scanner is configured and was away: nobody may open it yet
    NOT_SCANNED = "not_scanned"  # no scanner is configured


@dataclass(frozen=True)
class Title:
    """What a kind of document is called, by whom."""

    to_sender: str
    to_staff: str


@dataclass(frozen=True)
class Format:
    """A format in words, with the endings of its names."""

    label: str
    mime: str
    extensions: tuple[str, ...]


TITLES = {
    DocumentKind.IDENTITY: Title("Proof of who you are", "Identity"),
    DocumentKind.RIGHT_TO_WORK: Title("Proof of your right to work in the UK", "Right to work"),
    DocumentKind.DRIVING_LICENCE: Title("Your driving licence", "Driving licence"),
    DocumentKind.PHOTOGRAPH: Title("A photograph of you", "Photograph"),
    DocumentKind.TATTOO_PHOTOGRAPH: Title("Photographs of your tattoos", "Tattoo photograph"),
    DocumentKind.QUALIFICATION: Title("Your qualifications", "Qualification"),
}
FORMATS = {
    MediaType.PDF: Format("PDF", "application/pdf", ("pdf",)),
    MediaType.PNG: Format("PNG picture", "image/png", ("png",)),
    MediaType.JPEG: Format("JPEG picture", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    MediaType.DOCX: Format(
        "Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)
    ),
}
BY_EXTENSION = {extension: media for media in MediaType for extension in media.extensions}
ACCEPTED = tuple(f".{extension}" for extension in BY_EXTENSION)
ACCEPTED_WORDS = "a PDF, a JPEG or PNG picture, or a Word document (.docx)"
