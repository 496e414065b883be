"""What is written down to schemes and from them back up, and how it reaches a household."""

from enum import StrEnum

from volunteers.errors import Refusal


class Category(StrEnum):
    """What a message to households is about."""

    CRIME_ALERT = "crime_alert"
    PREVENTION = "prevention"
    EVENT = "event"
    FEEDBACK = "feedback"

    @property
    def label(self) -> str:
        return {
            "crime_alert": "Crime alert", "prevention": "Prevention advice", "event": "Event",
            "feedback": "What became of it",
        }[self]  # fmt: skip


class ReportKind(StrEnum):
    """What a coordinator sends back to staff."""

    ANSWER = "answer"
    CONCERN = "concern"
    IDEA = "idea"
    HELP = "help"

    @property
    def label(self) -> str:
        return {
            "answer": "An answer to a message", "concern": "Something my neighbours worry about",
            "idea": "A thank you or an idea", "help": "I need help with my scheme",
        }[self]  # fmt: skip


class Way(StrEnum):
    """How a message reaches a household."""

    MAIL = "mail"
    HAND = "hand"


CATEGORIES = tuple((each.value, each.label) for each in Category)
REPORT_KINDS = tuple((each.value, each.label) for each in ReportKind)
NO_SCHEME = Refusal("no_scheme", "No scheme is chosen. Choose an area, or schemes from the list.")


def refusals_to_send(schemes: int) -> list[Refusal]:
    """Why a message cannot be sent: there is nobody to send it to."""
    return [] if schemes else [NO_SCHEME]
