"""What a parent or guardian is asked to agree to, word for word, with a number for each version.

The words someone answered are kept with their answer by this number. So words in use are never changed: new words are
a new version below the old one, and the newest is the one that is asked.
"""

from dataclasses import dataclass
from enum import StrEnum

from volunteers.errors import NotFound


class Purpose(StrEnum):
    """What consent is for; each is given, refused and withdrawn by itself. Only the first is needed to join."""

    TAKE_PART = "take_part"
    PHOTOGRAPHS = "photographs"
    MEDICAL_HELP = "medical_help"

    @property
    def label(self) -> str:
        """A few words that name it."""
        return {"take_part": "Taking part", "photographs": "Photographs", "medical_help": "Medical help"}[self]


@dataclass(frozen=True)
class Wording:
    """The words of one version: the question and what stands under it."""

    purpose: Purpose
    version: int
    question: str
    explains: str
    yes: str
    no: str


WORDINGS = (
    Wording(
        Purpose.TAKE_PART,
        1,
        "Do you agree that they join and take part in the police cadets?",
        "They meet every week in term time and help at local events. A leader or an officer is always with them. "
        "You will be asked again before a trip or an event out of the ordinary.",
        "Yes, I agree that they take part",
        "No, I do not agree",
    ),
    Wording(
        Purpose.PHOTOGRAPHS,
        1,
        "May we take and use photographs and film of them?",
        "We may show them on the pages of the police and the cadets, and in the news. We do not give their full name "
        "with a picture. They can take part whatever you answer.",
        "Yes, you may",
        "No, do not take or use pictures of them",
    ),
    Wording(
        Purpose.MEDICAL_HELP,
        1,
        "May our leaders get medical help for them in an emergency?",
        "We ring you first. If we cannot reach you, a leader may say yes to what a doctor or paramedic says they need "
        "at once. They can take part whatever you answer.",
        "Yes, they may",
        "No, they may not",
    ),
)


def current_wording(purpose: Purpose) -> Wording:
    """The words that are asked now."""
    return max((each for each in WORDINGS if each.purpose is purpose), key=lambda each: each.version)


def wording(purpose: Purpose, version: int) -> Wording:
    """The words of a version, as they were asked; raises ``NotFound``."""
    for each in WORDINGS:
        if (each.purpose, each.version) == (purpose, version):
            return each
    raise NotFound(f"no wording {version} of {purpose}")
