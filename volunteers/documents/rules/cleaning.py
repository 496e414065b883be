"""A file with everything taken out of it that is not seen: the one way by which content comes to be kept."""

from volunteers.documents.rules.kinds import LARGEST_CLEANED_BYTES, MediaType
from volunteers.documents.rules.pdf import clean_pdf
from volunteers.documents.rules.pictures import clean_picture
from volunteers.documents.rules.refusals import TOO_LARGE
from volunteers.documents.rules.word import clean_word
from volunteers.errors import Refusal


def clean(content: bytes, media_type: MediaType) -> bytes | Refusal:
    """The content as it may be kept, or why it may not. Hostile content may take long: run it apart, with limits."""
    if media_type is MediaType.PDF:
        cleaned = clean_pdf(content)
    elif media_type is MediaType.DOCX:
        cleaned = clean_word(content)
    else:
        cleaned = clean_picture(content, media_type)
    return TOO_LARGE if isinstance(cleaned, bytes) and len(cleaned) > LARGEST_CLEANED_BYTES else cleaned
