"""The kinds of reports there are."""

from datetime import date
from enum import StrEnum

# The police workforce statistics of the Home Office are of 31 March. Source: domain.md 3.4.
END_OF_YEAR = (3, 31)


class ReportKind(StrEnum):
    """What a report is for. A release has at most one of each."""

    COMMISSIONER_QUARTERLY = "commissioner_quarterly"
    ANNUAL_RETURN = "annual_return"

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return {"commissioner_quarterly": "quarterly-report", "annual_return": "annual-return"}[self]

    @property
    def words(self) -> str:
        """What it is called, as the beginning of a sentence."""
        return {
            "commissioner_quarterly": "Quarterly report to the Commissioner",
            "annual_return": "Annual return, in the shape of the police workforce statistics",
        }[self]


def kinds_of(cut_off: date) -> list[ReportKind]:
    """The reports that a release of a cut-off has."""
    is_end_of_year = (cut_off.month, cut_off.day) == END_OF_YEAR
    return [ReportKind.COMMISSIONER_QUARTERLY, *([ReportKind.ANNUAL_RETURN] if is_end_of_year else [])]


def kind_of(slug: str) -> ReportKind | None:
    """The kind that an address names; None for another word."""
    return next((kind for kind in ReportKind if kind.slug == slug), None)
