"""What an applicant is asked to send beside the form."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentAsked:
    """One kind of document, with what will do and why it is asked, in words for the applicant.

    ``optional`` is True where it is asked of some only, which the words then say.
    """

    kind: str
    words: str
    optional: bool = False
